import pg from 'pg'
import { StartupError } from '../startup-error.ts'

/** One connection for maintenance, outside the pool. */
export async function withClient<Result>(
  url: string,
  run: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'guildhall maintenance' })
  // A connection that breaks while idle says so here too; the next query reports it.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    await client.end()
    throw unreachable(error, url)
  }
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

function unreachable(error: unknown, url: string): StartupError {
  const { code = '', message } = error as NodeJS.ErrnoException
  const { hostname, port, pathname } = new URL(url)
  const place = `${hostname}:${port || 5432}`
  switch (code) {
    case '3D000':
      return new StartupError(
        `There is no database "${pathname.slice(1)}" at ${place}. Create it first, or correct DATABASE_URL.`,
      )
    case '28P01':
    case '28000':
      return new StartupError(
        `The database server at ${place} refuses this user: ${message}. Correct DATABASE_URL.`,
      )
    default:
      return new StartupError(
        `The database server at ${place} cannot be reached (${message || code}). See that it runs and that DATABASE_URL is right.`,
      )
  }
}
