import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { asUser } from '../../src/platform/db/embedded/embedded.ts'

/** Where global-setup.ts leaves the address of the test run's PostgreSQL server for Jest's workers. */
export const serverUrlVariable = 'GUILDHALL_TEST_SERVER'

const templateName = 'guildhall_template'

/** Makes the database that every test file gets a copy of, and closes it: PostgreSQL copies only what nobody uses. */
export async function createTemplate(
  serverUrl: string,
  prepare: (url: string) => Promise<void>,
): Promise<void> {
  await administer(serverUrl, `CREATE DATABASE ${templateName}`)
  await prepare(withDatabase(serverUrl, templateName))
  await administer(serverUrl, `ALTER DATABASE ${templateName} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`)
}

/** A migrated database of one's own, or a copy of another that nobody is connected to. Undropped ones go away with the server at the end of the run. */
export async function cloneDatabase(
  label = 'test',
  template = templateName,
): Promise<{ url: string; drop(): Promise<void> }> {
  const serverUrl = process.env[serverUrlVariable]
  if (serverUrl === undefined)
    throw new Error(`${serverUrlVariable} is not set: run the tests through npm test`)
  const readable = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 40)
  const name = `${readable}_${randomBytes(6).toString('hex')}`
  await administer(serverUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`)
  return {
    url: withDatabase(serverUrl, name),
    drop: () => administer(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  }
}

/** The same database as the portal connects to it; tests that change rows behind its back do so as the owner. */
export function asApp(url: string): string {
  return asUser(url, 'guildhall_app')
}

async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(serverUrl, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
