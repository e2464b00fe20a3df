import type pg from 'pg'
import { userAgent } from './cases.ts'
import type { FloorSettings } from './floor.ts'
import { password, type World } from './world.ts'

/** Signs somebody of the world in and gives the token of the session. */
export async function signIn(
  port: number,
  { email }: Pick<World, 'email'>,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1/sign-in`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ address: email, password }),
  })
  const [, token] = /__Host-session=([^;]+)/.exec(reply.headers.getSetCookie().join('\n')) ?? []
  if (!reply.ok || !token) throw new Error(`Nobody could sign in: ${reply.status} ${await reply.text()}`)
  return token
}

/** What the floor has to know beforehand to send and write what the portal does. */
export async function floorSettings(
  client: Pick<pg.Client, 'query'>,
  databaseUrl: string,
  portalPort: number,
  world: World,
  token: string,
): Promise<FloorSettings> {
  const { body, headers } = await pageOf(portalPort, token)
  return {
    databaseUrl,
    poolSize: 4,
    tenantId: world.tenantId,
    actor: { personId: world.personId, ...(await actorRows(client, world)) },
    userAgent,
    page: body,
    headers,
  }
}

/** Headers that Node sets by itself on both sides, or that belong to one answer. */
const ownHeaders = new Set(['content-type', 'content-length', 'date', 'connection', 'keep-alive'])

async function pageOf(
  port: number,
  token: string,
): Promise<{ body: string; headers: Record<string, string> }> {
  const reply = await fetch(`http://127.0.0.1:${port}/my-units`, {
    headers: { Cookie: `__Host-session=${token}`, Accept: 'text/html', 'Accept-Language': 'en' },
    redirect: 'manual',
  })
  if (reply.status !== 200) throw new Error(`The page answers ${reply.status}.`)
  return {
    body: await reply.text(),
    headers: Object.fromEntries([...reply.headers].filter(([name]) => !ownHeaders.has(name))),
  }
}

async function actorRows(
  client: Pick<pg.Client, 'query'>,
  { personId }: World,
): Promise<Omit<FloorSettings['actor'], 'personId'>> {
  const { rows } = await client.query(
    `SELECT s.account_id AS "accountId", s.id AS "sessionId", g.id AS "grantId", g.role
     FROM persons p JOIN sessions s ON s.account_id = p.account_id JOIN grants g ON g.person_id = p.id AND g.role = 'administrator'
     WHERE p.id = $1`,
    [personId],
  )
  return rows[0]
}
