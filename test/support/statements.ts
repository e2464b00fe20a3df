import pg from 'pg'

/** The heartbeat of the listener, queues, and what is told and noted for all requests together once in a while. */
const ofNoRequest = /^SELECT 1$|pgboss|AS payload$|SET last_seen_at/

/** What this process asks the database while `work` runs, statement by statement. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = []
  const original = pg.Client.prototype.query
  const noting = function (this: pg.Client, ...given: unknown[]) {
    const [what] = given as [string | { text?: string }]
    const text = typeof what === 'string' ? what : (what.text ?? '')
    if (!ofNoRequest.test(text)) asked.push(text)
    return (original as (...all: unknown[]) => unknown).apply(this, given)
  }
  Object.assign(pg.Client.prototype, { query: noting })
  try {
    await work()
  } finally {
    Object.assign(pg.Client.prototype, { query: original })
  }
  return asked
}
