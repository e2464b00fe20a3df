import { sql } from '../../src/platform/db/sql.ts'
import type { Portal } from '../support/portal.ts'
import type { MadePerson } from './people.ts'

export interface MadeApplication {
  applicationId: string
  projectId: string
  version: number
}

/** What is enough to be handed in. */
export const written = (more: object = {}) => ({
  proposal: 'We renew the quay.',
  experience: 'Twenty quays so far.',
  timeline: 'Ten weeks.',
  currency: 'USD',
  items: [
    { title: 'Piles', quantity: 12.5, unit: 'm', price: 10_001 },
    { title: 'Labour', quantity: 3, unit: 'days', price: 50_000 },
  ],
  ...more,
})

/** An application as somebody would write it and hand it in, for themselves or for a company. */
export async function makeApplication(
  { client }: MadePerson,
  projectId: string,
  said: object = {},
  { companyId = null as string | null, isSubmitted = true } = {},
): Promise<MadeApplication> {
  const send = async (method: string, path: string, body: object) => {
    const reply = await client.call<MadeApplication>(method, path, body)
    if (reply.status >= 300) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`)
    return reply.body
  }
  const started = await send('POST', `/projects/${projectId}/applications`, { companyId })
  const address = `/applications/${started.applicationId}`
  const saved = await send('PUT', `${address}/draft`, written(said))
  const done = isSubmitted ? await send('POST', `${address}/submission`, {}) : saved
  return { ...started, version: done.version }
}

/** The deadline as the database keeps it, for tests that need one to the second. */
export async function setDeadline(portal: Portal, projectId: string, deadline: Date): Promise<void> {
  await portal.app.database.sql(sql`UPDATE projects SET deadline = ${deadline} WHERE id = ${projectId}::uuid`)
}

/** The deadline is over: nothing comes in any more, and staff read what did. */
export function endProject(portal: Portal, projectId: string): Promise<void> {
  return setDeadline(portal, projectId, portal.clock.now())
}
