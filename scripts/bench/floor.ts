import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { verify } from '@node-rs/argon2'
import pg from 'pg'
import { newId } from '../../src/platform/ids.ts'

/*
 * The floor under the portal: bare node:http and pg with prepared statements. It reads the same rows, writes the
 * same rows and sends the same bytes, and does nothing else: no session, no permission, no check of anything.
 * It is what the portal would be if all that the portal is for cost nothing.
 */

export interface FloorSettings {
  databaseUrl: string
  poolSize: number
  tenantId: string
  /** Who the portal's session belongs to; the audit entries of the floor name the same. */
  actor: { accountId: string; personId: string; sessionId: string; grantId: string; role: string }
  userAgent: string
  /** The page as the portal drew it: the floor reads the rows and sends these bytes. */
  page: string
  /** Headers that the portal sends with every answer; empty where only type and length are compared. */
  headers: Record<string, string>
}

export interface Floor {
  port: number
  close(): Promise<void>
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export async function startFloor(settings: FloorSettings): Promise<Floor> {
  const { tenantId, actor, userAgent, page } = settings
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: settings.poolSize,
    options: '-c TimeZone=UTC',
  })
  const managersQueue = await readQueue(pool, 'units.tellManagersOfUnit')
  const securityQueue = await readQueue(pool, 'identity.tellOfSecurityChange')
  const jsonHeaders = { ...settings.headers, 'Content-Type': 'application/json; charset=utf-8' }
  const htmlHeaders = { ...settings.headers, 'Content-Type': 'text/html; charset=utf-8' }

  /** Origin, changes and hash of an entry: as long as the portal's, without its secrets. */
  const hashed = (ipAddress: string, changes: string) => [
    Buffer.concat([Buffer.alloc(28), Buffer.from(JSON.stringify({ ipAddress, userAgent }))]),
    changes,
    hashOf(changes),
  ]

  async function readUnit(path: string, response: ServerResponse): Promise<void> {
    const { rows } = await pool.query({
      name: 'unit',
      text: `SELECT id, parent_id AS "parentId", kind, code, name, status, merged_into_id AS "mergedIntoId", version FROM units
             WHERE id = $1 AND tenant_id = $2`,
      values: [path.slice(unitPrefix.length), tenantId],
    })
    send(response, 200, JSON.stringify(rows[0]))
  }

  async function listUnits(response: ServerResponse): Promise<void> {
    const { rows } = await pool.query({
      name: 'units',
      text: `SELECT u.id, u.parent_id AS "parentId", u.kind, u.code, u.name, u.status, u.merged_into_id AS "mergedIntoId", u.version,
               coalesce(c.members, 0) AS members, coalesce(c.people, 0) AS people
             FROM units u LEFT JOIN unit_counts c ON c.unit_id = u.id
             WHERE u.tenant_id = $1 ORDER BY u.name COLLATE names_en, u.id LIMIT 21`,
      values: [tenantId],
    })
    const items = rows.slice(0, 20)
    const last = items.at(-1)
    const nextCursor =
      rows.length > 20
        ? Buffer.from(JSON.stringify(['units.listUnits', 'name names_en', last.name, last.id])).toString(
            'base64url',
          )
        : null
    send(response, 200, JSON.stringify({ items, nextCursor }))
  }

  async function myUnits(response: ServerResponse): Promise<void> {
    await Promise.all([
      pool.query({
        name: 'mine',
        text: `SELECT u.id, u.parent_id AS "parentId", u.kind, u.code, u.name, u.status, u.merged_into_id AS "mergedIntoId",
                 u.version, m.is_primary AS "isPrimary", m.joined_at AS "joinedAt", k.label AS "kindLabel",
                 ARRAY(SELECT a.name FROM units a WHERE a.path @> u.path AND a.id <> u.id ORDER BY nlevel(a.path)) AS ancestors
               FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
               JOIN unit_kinds k ON k.tenant_id = u.tenant_id AND k.key = u.kind
               WHERE m.tenant_id = $1 AND m.person_id = $2 AND m.ended_at IS NULL
               ORDER BY m.is_primary DESC, u.name, u.id`,
        values: [tenantId, actor.personId],
      }),
      pool.query({
        name: 'proposed',
        text: `SELECT u.id, u.name, u.code, u.joining FROM person_positions p
               JOIN units u ON u.tenant_id = p.tenant_id AND u.boundary @> point(p.longitude, p.latitude)
               WHERE p.person_id = $1 AND u.status = 'open' LIMIT 5`,
        values: [actor.personId],
      }),
      pool.query({
        name: 'transfers',
        text: `SELECT t.id, t.state, t.reason, t.answer, t.requested_at AS "requestedAt", t.decided_at AS "decidedAt",
                 p.display_name AS "person", d.display_name AS "decidedBy", f.name AS "from", u.name AS "to"
               FROM transfers t JOIN units f ON f.tenant_id = t.tenant_id AND f.id = t.from_unit_id
               JOIN units u ON u.tenant_id = t.tenant_id AND u.id = t.to_unit_id
               LEFT JOIN people p ON p.tenant_id = t.tenant_id AND p.person_id = t.person_id
               LEFT JOIN people d ON d.tenant_id = t.tenant_id AND d.person_id = t.decided_by
               WHERE t.person_id = $1 ORDER BY t.id DESC LIMIT 20`,
        values: [actor.personId],
      }),
    ])
    send(response, 200, page, htmlHeaders)
  }

  async function createUnit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { parentId, kind, name } = JSON.parse(await bodyOf(request))
    const now = new Date()
    const id = newId(now.getTime())
    const requestId = randomUUID()
    await inTransaction(pool, async (client) => {
      await client.query({
        name: 'new-unit',
        text: `INSERT INTO units (id, tenant_id, parent_id, path, kind, name, created_at, updated_at)
               SELECT $1, p.tenant_id, p.id, p.path || $2::ltree, $3, $4, $5, $5 FROM units p
               WHERE p.id = $6 AND p.tenant_id = $7`,
        values: [id, id.replaceAll('-', ''), kind, name, now, parentId, tenantId],
      })
      const changes = [{ type: 'unit', id, before: null, after: { parentId, kind, code: null, name } }]
      const { accountId, personId, sessionId, grantId, role } = actor
      await client.query({
        name: 'new-change',
        text: `INSERT INTO unit_changes (id, tenant_id, unit_id, version, what, changes, person_id, at)
               VALUES ($1, $2, $3, 1, 'created', $4, $5, $6)`,
        values: [
          newId(now.getTime()),
          tenantId,
          id,
          JSON.stringify({ v: 1, before: {}, after: { parentId, kind, code: null, name } }),
          personId,
          now,
        ],
      })
      await client.query({
        name: 'new-audit-entry',
        text: insertAuditEntry,
        values: [
          newId(now.getTime()),
          tenantId,
          now,
          'units.createUnit',
          'notable',
          'account',
          accountId,
          personId,
          sessionId,
          grantId,
          role,
          requestId,
          'structure',
          personId,
          ...hashed('127.0.0.1', JSON.stringify(changes)),
        ],
      })
      await addJob(client, managersQueue, {
        fact: { id: newId(now.getTime()), name: 'units.unitCreated', version: 1 },
        payload: { unitId: id, parentId, createdBy: personId },
        tenantId,
        onBehalfOf: accountId,
        requestId,
        occurredAt: now.toISOString(),
      })
    })
    send(
      response,
      201,
      JSON.stringify({
        id,
        parentId,
        kind,
        code: null,
        name,
        status: 'open',
        mergedIntoId: null,
        version: 1,
      }),
    )
  }

  async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { address: email, password } = JSON.parse(await bodyOf(request))
    const address = request.headers['x-forwarded-for'] as string
    const now = new Date()
    const [tenMinutes, minute] = [600_000, 60_000].map((span) => new Date(now.getTime() - (+now % span)))
    await pool.query({
      name: 'count',
      text: `INSERT INTO rate_counters (key, window_start, count) VALUES ($1, $3, 1), ($2, $4, 1)
             ON CONFLICT (key) DO UPDATE SET
               count = CASE WHEN rate_counters.window_start = excluded.window_start THEN rate_counters.count + 1 ELSE 1 END,
               window_start = excluded.window_start`,
      values: [counterKey('address:600', address), counterKey('address:60', address), tenMinutes, minute],
    })
    const { rows } = await pool.query({
      name: 'account',
      text: `SELECT a.id, a.password_hash AS "passwordHash", p.id AS "personId"
             FROM accounts a LEFT JOIN persons p ON p.account_id = a.id AND p.tenant_id = $2
             WHERE a.email = $1 AND a.status = 'active'`,
      values: [email, tenantId],
    })
    const [account] = rows
    if (!(await verify(account.passwordHash, password))) {
      response.writeHead(401).end()
      return
    }
    const sessionId = newId(now.getTime())
    const deviceId = newId(now.getTime())
    const requestId = randomUUID()
    const [token, deviceToken] = [0, 1].map(() => randomBytes(32).toString('base64url')) as [string, string]
    const expires = new Date(now.getTime() + 60 * 86_400_000)
    await inTransaction(pool, async (client) => {
      await client.query({
        name: 'forget-failures',
        text: 'DELETE FROM sign_in_failures WHERE subject_hash = $1',
        values: [hashOf(email)],
      })
      const devices = await client.query({
        name: 'new-device',
        text: `INSERT INTO devices (id, account_id, token_hash, user_agent, created_at, last_used_at) VALUES ($1, $2, $3, $4, $5, $5)
               RETURNING EXISTS (SELECT 1 FROM devices o WHERE o.account_id = $2) AS "isNews"`,
        values: [deviceId, account.id, hashOf(deviceToken), userAgent, now],
      })
      await client.query({
        name: 'new-session',
        text: `INSERT INTO sessions (id, token_hash, account_id, tenant_id, created_at, last_seen_at, expires_at, user_agent,
                 ip_address, device_id, proven_until)
               VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10)`,
        values: [
          sessionId,
          hashOf(token),
          account.id,
          tenantId,
          now,
          expires,
          userAgent,
          address,
          deviceId,
          new Date(now.getTime() + 900_000),
        ],
      })
      await client.query({
        name: 'new-audit-entry',
        text: insertAuditEntry,
        values: [
          newId(now.getTime()),
          tenantId,
          now,
          'identity.signIn',
          'notable',
          'account',
          account.id,
          account.personId,
          sessionId,
          null,
          null,
          requestId,
          'account',
          account.personId ?? account.id,
          ...hashed(address, '[]'),
        ],
      })
      // A browser that an account was not used in before is told to its owner, but for the first.
      if (devices.rows[0].isNews)
        await addJob(client, securityQueue, {
          fact: { id: newId(now.getTime()), name: 'identity.securityChanged', version: 1 },
          payload: { accountId: account.id, change: 'newDevice', sessionId, at: now.getTime() },
          tenantId,
          onBehalfOf: null,
          requestId,
          occurredAt: now.toISOString(),
        })
    })
    const cookie = (name: string, value: string, until: Date) =>
      `__Host-${name}=${value}; Path=/; Expires=${until.toUTCString()}; HttpOnly; Secure; SameSite=Lax`
    response.setHeader('Set-Cookie', [
      cookie('device', deviceToken, new Date(now.getTime() + 400 * 86_400_000)),
      cookie('session', token, expires),
    ])
    send(response, 200, JSON.stringify({ next: 'done' }))
  }

  /** Nothing but the comparison of a password with its hash. */
  async function argon2(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { hash, password } = JSON.parse(await bodyOf(request))
    if (!(await verify(hash, password))) throw new Error('The password is another one.')
    send(response, 200, '{}')
  }

  function send(response: ServerResponse, status: number, body: string, headers = jsonHeaders): void {
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
    response.end(body)
  }

  const handle: Handler = (request, response) => {
    const path = request.url ?? ''
    if (request.method === 'GET') {
      if (path.startsWith(unitPrefix)) return readUnit(path, response)
      return path === '/my-units' ? myUnits(response) : listUnits(response)
    }
    if (path === '/api/v1/units') return createUnit(request, response)
    return path === '/argon2' ? argon2(request, response) : signIn(request, response)
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: Error) => {
      response.writeHead(500)
      response.end(error.stack)
    })
  })
  const port = await listen(server)
  return {
    port,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await pool.end()
    },
  }
}

const unitPrefix = '/api/v1/units/'
const insertAuditEntry = `
  WITH entry AS (
    INSERT INTO audit_entries (id, tenant_id, occurred_at, operation, outcome, severity, actor_kind, account_id, person_id,
      session_id, grant_id, role, request_id, category, origin_key, origin, changes, hash, format, compliance, suppressed)
    VALUES ($1, $2, $3, $4, 'done', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 2, false, 0)
    RETURNING id, occurred_at, tenant_id, hash)
  INSERT INTO audit_unlinked (entry_id, occurred_at, chain, entry_hash) SELECT * FROM entry`

/** What pg-boss looks up for every job; the floor knows it beforehand. */
async function readQueue(pool: pg.Pool, name: string): Promise<Record<string, unknown>> {
  const { rows } = await pool.query('SELECT * FROM pgboss.queue WHERE name = $1', [name])
  return rows[0]
}

async function addJob(client: pg.PoolClient, queue: Record<string, unknown>, data: object): Promise<void> {
  await client.query({
    name: 'new-job',
    text: `INSERT INTO pgboss.job_common (id, name, data, retry_limit, retry_delay, retry_backoff, retry_delay_max,
             expire_seconds, deletion_seconds, keep_until, policy, dead_letter, heartbeat_seconds)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + $10 * interval '1s', $11, $12, $13)`,
    values: [
      newId(Date.now()),
      queue.name,
      JSON.stringify(data),
      queue.retry_limit,
      queue.retry_delay,
      queue.retry_backoff,
      queue.retry_delay_max,
      queue.expire_seconds,
      queue.deletion_seconds,
      queue.retention_seconds,
      queue.policy,
      queue.dead_letter,
      queue.heartbeat_seconds,
    ],
  })
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await work(client)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.on('error', reject)
  })
}

function counterKey(kind: string, subject: string): string {
  return `identity.signIn:${kind}:${hashOf(subject).toString('base64url').slice(0, 22)}`
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
