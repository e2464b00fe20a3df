import pg from 'pg'
import { StartupError } from '../../startup-error.ts'
import { withClient } from '../client.ts'
import type { DatabaseUrls } from '../configured.ts'

/** Added to and read by the portal, and nothing else: not even who has taken it over changes what was written. */
const onlyAddedTo = ['audit_entries', 'audit_unlinked', 'audit_checkpoints']
/** The book of migrations is the owner's, and the chains are made by a function of the owner's. */
const onlyRead = ['_prisma_migrations', 'audit_links']
/** Those with tables of the portal. What the owner adds to them later is granted as well. */
const schemas = ['public', 'pgboss']

/** Two that migrate at once would write the same rows of PostgreSQL's catalogue. */
const advisoryLockKey = 72_707_370

/** Lets the user of the portal work with the tables of the owner; run again it changes nothing. */
export async function grantToApp({ owner, app }: DatabaseUrls): Promise<void> {
  if (userOf(owner) === userOf(app)) return
  await withClient(owner, async (client) => {
    const user = pg.escapeIdentifier(userOf(app))
    await refuseMissing(client, userOf(app))
    // In one transaction, so that no moment lets the user do more than it shall.
    await client.query(
      [
        'BEGIN',
        `SELECT pg_advisory_xact_lock(${advisoryLockKey})`,
        'SET LOCAL client_min_messages = error',
        ...schemas.flatMap((schema) => [
          `GRANT USAGE ON SCHEMA ${schema} TO ${user}`,
          `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${user}`,
          `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${user}`,
          `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${user}`,
          `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT USAGE, SELECT ON SEQUENCES TO ${user}`,
        ]),
        ...onlyAddedTo.map((table) => `REVOKE UPDATE, DELETE, TRUNCATE ON public.${table} FROM ${user}`),
        ...onlyRead.map((table) => `REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON public.${table} FROM ${user}`),
        'COMMIT',
      ].join(';\n'),
    )
  })
}

/** Whether the user of the portal could change the audit, if it were not for the trigger. */
export async function canBendAudit(app: string): Promise<boolean> {
  return withClient(app, async (client) => {
    const { rows } = await client.query<{ can: boolean }>(
      `SELECT bool_or(has_table_privilege('public.' || name, 'UPDATE, DELETE, TRUNCATE')) AS can FROM unnest($1::text[]) name`,
      [onlyAddedTo],
    )
    return rows[0]?.can === true
  })
}

async function refuseMissing(client: pg.Client, user: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user])
  if (rowCount === 0)
    throw new StartupError(
      `DATABASE_URL names the user "${user}", whom this database server does not know. Create it first: CREATE ROLE ${pg.escapeIdentifier(user)} LOGIN PASSWORD '…'`,
    )
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}
