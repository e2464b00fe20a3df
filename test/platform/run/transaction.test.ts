import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { system } from '../../../src/platform/policy/actor.ts'
import type { Caller } from '../../../src/platform/run/runner.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { meetingOf } from '../../factories/waiting.ts'
import type { Portal } from '../../support/portal.ts'
import {
  afterKeeping,
  keepHost,
  keepTwoHosts,
  keepUnnamed,
  openTrialPortal,
  renameThroughAnother,
  touchInOrder,
  trialFailed,
} from './trial.ts'

let portal: Portal
let tenantId: string
let member: MadePerson
let hosts = 0

beforeAll(async () => {
  portal = await openTrialPortal()
  tenantId = await makeAssociation(portal)
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

function newHost(): string {
  hosts += 1
  return `host-${hosts}.example.org`
}

function systemCaller(overrides: Partial<Caller> = {}): Caller {
  return { ...portal.app.callerFor(system('trial', tenantId)), ...overrides }
}

/** All that a command may leave behind for one host. */
async function tracesOf(host: string, key = '') {
  const [traces] = await portal.app.database.sql<Record<string, number>>(sql`
    SELECT (SELECT count(*)::int FROM tenant_hosts WHERE host = ${host}) AS rows,
           (SELECT count(*)::int FROM audit_entries WHERE outcome = 'done' AND changes::text LIKE ${`%"${host}"%`}) AS audit,
           (SELECT count(*)::int FROM pgboss.job WHERE name = 'trial.reactToHost' AND data->>'requestId' = ${host}) AS jobs,
           (SELECT count(*)::int FROM idempotency_records WHERE key = ${key}) AS repeats`)
  return traces
}

/** The request's id leads from a job back to the host. */
function callerWith(host: string, overrides: Partial<Caller> = {}): Caller {
  return systemCaller({
    request: { id: host, ipAddress: null, userAgent: null },
    idempotencyKey: `key of ${host}`,
    ...overrides,
  })
}

async function refusalsOf(requestId: string) {
  return portal.app.database.sql<{ operation: string; reason: string }>(
    sql`SELECT operation, reason FROM audit_entries WHERE outcome = 'refused' AND request_id = ${requestId}`,
  )
}

test('who is not named by a command is not named by those that it calls, in the audit and in jobs', async () => {
  const host = newHost()
  const caller = callerWith(host, { actor: system('trial', tenantId, member.accountId) })
  await portal.app.runner.call(keepUnnamed, { host }, caller)
  const entries = await portal.app.database.sql(sql`
    SELECT operation, on_behalf_of AS "for" FROM audit_entries WHERE request_id = ${host} ORDER BY operation`)
  expect(entries).toEqual([
    { operation: 'trial.keepHost', for: null },
    { operation: 'trial.keepUnnamed', for: null },
  ])
  const [job] = await portal.app.database.sql(sql`
    SELECT data->>'onBehalfOf' AS "for" FROM pgboss.job WHERE name = 'trial.reactToHost' AND data->>'requestId' = ${host}`)
  expect(job).toEqual({ for: null })
})

describe('a command that commits', () => {
  test('keeps row, audit entry, job and idempotency record', async () => {
    const host = newHost()
    await portal.app.runner.call(keepHost, { host }, callerWith(host))
    expect(await tracesOf(host, `key of ${host}`)).toEqual({ rows: 1, audit: 1, jobs: 1, repeats: 1 })
  })

  test('shows nobody a row, an audit entry or a job before its commit', async () => {
    const host = newHost()
    let during: unknown
    afterKeeping(host, async () => {
      during = await tracesOf(host, `key of ${host}`)
    })
    await portal.app.runner.call(keepHost, { host }, callerWith(host))
    expect(during).toEqual({ rows: 0, audit: 0, jobs: 0, repeats: 0 })
  })
})

describe('a command that throws after it has written, recorded and emitted', () => {
  test('leaves no row, no audit entry, no job and no idempotency record where it was refused', async () => {
    const host = newHost()
    afterKeeping(host, () => {
      throw trialFailed()
    })
    await expect(portal.app.runner.call(keepHost, { host }, callerWith(host))).rejects.toMatchObject({
      code: 'trial.failed',
    })
    expect(await tracesOf(host, `key of ${host}`)).toEqual({ rows: 0, audit: 0, jobs: 0, repeats: 0 })
  })

  test('leaves nothing where the fault was ours', async () => {
    const host = newHost()
    afterKeeping(host, () => {
      throw new TypeError('a mistake')
    })
    await expect(portal.app.runner.call(keepHost, { host }, callerWith(host))).rejects.toThrow('a mistake')
    expect(await tracesOf(host, `key of ${host}`)).toEqual({ rows: 0, audit: 0, jobs: 0, repeats: 0 })
  })

  test('leaves nothing where its reply breaks its promise', async () => {
    const host = newHost()
    afterKeeping(host, () => ({ host, more: true }))
    await expect(portal.app.runner.call(keepHost, { host }, callerWith(host))).rejects.toThrow('promise')
    expect(await tracesOf(host, `key of ${host}`)).toEqual({ rows: 0, audit: 0, jobs: 0, repeats: 0 })
  })

  test('has its refusal in the audit, in an entry of its own', async () => {
    const host = newHost()
    afterKeeping(host, () => {
      throw trialFailed()
    })
    await portal.app.runner.call(keepHost, { host }, callerWith(host)).catch(() => {})
    expect(await refusalsOf(host)).toEqual([{ operation: 'trial.keepHost', reason: 'trial.failed' }])
  })
})

describe('refused()', () => {
  test('commits what was written and still answers the error', async () => {
    const host = newHost()
    afterKeeping(host, ({ refused }) => refused(trialFailed()))
    await expect(portal.app.runner.call(keepHost, { host }, callerWith(host))).rejects.toMatchObject({
      code: 'trial.failed',
    })
    expect(await tracesOf(host)).toMatchObject({ rows: 1, jobs: 1, audit: 0 })
    expect(await refusalsOf(host)).toEqual([{ operation: 'trial.keepHost', reason: 'trial.failed' }])
  })

  test('is no reply that a repeat with the same key could be given', async () => {
    const host = newHost()
    afterKeeping(host, ({ refused }) => refused(trialFailed()))
    const caller = callerWith(host)
    await portal.app.runner.call(keepHost, { host }, caller).catch(() => {})
    await expect(portal.app.runner.call(keepHost, { host }, caller)).rejects.toMatchObject({ status: 409 })
  })

  test('of a joined command rolls back the whole', async () => {
    const [outer, inner] = [newHost(), newHost()]
    afterKeeping(inner, ({ refused }) => refused(trialFailed()))
    await expect(
      portal.app.runner.call(keepTwoHosts, { outer, inner }, callerWith(outer)),
    ).rejects.toMatchObject({ code: 'trial.failed' })
    expect([await tracesOf(outer), await tracesOf(inner)]).toMatchObject([{ rows: 0 }, { rows: 0 }])
  })
})

describe('a command that calls another', () => {
  test('commits both together, with an audit entry each', async () => {
    const [outer, inner] = [newHost(), newHost()]
    await portal.app.runner.call(keepTwoHosts, { outer, inner }, callerWith(outer))
    expect([await tracesOf(outer), await tracesOf(inner)]).toMatchObject([
      { rows: 1, audit: 1, jobs: 2 },
      { rows: 1, audit: 1 },
    ])
  })

  test('rolls both back when it throws after the other has succeeded', async () => {
    const [outer, inner] = [newHost(), newHost()]
    afterKeeping(`${outer} after ${inner}`, () => {
      throw trialFailed()
    })
    await portal.app.runner.call(keepTwoHosts, { outer, inner }, callerWith(outer)).catch(() => {})
    expect([await tracesOf(outer), await tracesOf(inner)]).toMatchObject([
      { rows: 0, audit: 0, jobs: 0 },
      { rows: 0, audit: 0 },
    ])
  })

  test('keeps the actor for the joined one', async () => {
    const [outer, inner] = [newHost(), newHost()]
    const actors: unknown[] = []
    for (const host of [outer, inner]) afterKeeping(host, ({ actor }) => void actors.push(actor))
    const caller = callerWith(outer)
    await portal.app.runner.call(keepTwoHosts, { outer, inner }, caller)
    expect(actors).toEqual([caller.actor, caller.actor])
  })

  test('has the permission of the joined one checked again, and loses its own rows with the refusal', async () => {
    const host = newHost()
    const unitId = await makeUnit(portal, tenantId)
    const actor = await actorOf(member)
    const caller = callerWith(host, { actor })
    await expect(
      portal.app.runner.call(renameThroughAnother, { host, unitId, name: 'Mine' }, caller),
    ).rejects.toMatchObject({ code: 'request.notAllowed' })
    expect(await tracesOf(host)).toMatchObject({ rows: 0, audit: 0, jobs: 0 })
  })

  test('finds what the joined one may not see missing', async () => {
    const host = newHost()
    const elsewhere = await makeUnit(portal, await makeAssociation(portal, 'Elsewhere'))
    await expect(
      portal.app.runner.call(
        renameThroughAnother,
        { host, unitId: elsewhere, name: 'Mine' },
        callerWith(host),
      ),
    ).rejects.toMatchObject({ status: 404 })
  })
})

/** The actor of a signed-in person, as a request would carry it. */
async function actorOf({ accountId, personId, email }: MadePerson) {
  const [session] = await portal.app.database.sql<{ id: string }>(
    sql`SELECT id FROM sessions WHERE account_id = ${accountId}::uuid AND ended_at IS NULL`,
  )
  const [version] = await portal.app.database.sql<{ version: number }>(
    sql`SELECT version::int FROM access_versions WHERE subject_id = ${personId}::uuid`,
  )
  const [grant] = await portal.app.database.sql<{ id: string; path: string }>(sql`
    SELECT grant_id AS id, path::text FROM authorities WHERE person_id = ${personId}::uuid`)
  if (!session || !version || !grant) throw new Error('no session')
  return {
    kind: 'account' as const,
    runsPlatform: 'no' as const,
    tenantState: 'active' as const,
    photo: null,
    accountId,
    personId,
    address: email,
    provenUntil: null,
    alarm: null,
    sessionId: session.id,
    token: null,
    tenantId,
    name: 'Given Family',
    locale: 'en',
    timeZone: 'UTC',
    accessVersion: version.version,
    memberDuring: [{ from: 0, until: null }],
    authorities: [
      {
        grantId: grant.id,
        role: 'member',
        permissions: portal.app.registry.roles.permissionsOf('member'),
        path: grant.path,
        from: 0,
        until: null,
        waits: false,
      },
    ],
  }
}

describe('the database gives way', () => {
  test('to another transaction in a deadlock, and the command starts again', async () => {
    const [a, b] = [newHost(), newHost()]
    for (const host of [a, b]) await portal.app.runner.call(keepHost, { host }, systemCaller())
    const meet = meetingOf(2)
    let starts = 0
    for (const order of [`${a} before ${b}`, `${b} before ${a}`])
      afterKeeping(order, () => {
        starts += 1
        return meet()
      })
    const touched = await Promise.all([
      portal.app.runner.call(touchInOrder, { first: a, second: b }, systemCaller()),
      portal.app.runner.call(touchInOrder, { first: b, second: a }, systemCaller()),
    ])
    expect(touched).toEqual([{ done: true }, { done: true }])
    // Whoever gave way may run into the other once more before that one has gone on.
    expect(starts).toBeGreaterThanOrEqual(3)
  })

  test('with a serialization failure, and the command starts again and leaves one of everything', async () => {
    const host = newHost()
    let starts = 0
    afterKeeping(host, async ({ tx }) => {
      starts += 1
      if (starts < 3)
        await tx.sql(
          sql`DO $$ BEGIN RAISE EXCEPTION 'try again' USING ERRCODE = 'serialization_failure'; END $$`,
        )
    })
    await portal.app.runner.call(keepHost, { host }, callerWith(host))
    expect(starts).toBe(3)
    expect(await tracesOf(host, `key of ${host}`)).toEqual({ rows: 1, audit: 1, jobs: 1, repeats: 1 })
  })

  test('again and again, and the command gives up after some tries', async () => {
    const host = newHost()
    let starts = 0
    afterKeeping(host, async ({ tx }) => {
      starts += 1
      await tx.sql(
        sql`DO $$ BEGIN RAISE EXCEPTION 'try again' USING ERRCODE = 'serialization_failure'; END $$`,
      )
    })
    await expect(portal.app.runner.call(keepHost, { host }, callerWith(host))).rejects.toMatchObject({
      code: '40001',
    })
    expect(starts).toBe(4)
  })
})

describe('a broken constraint becomes a named error', () => {
  test('of the room that named it, through Prisma', async () => {
    const parentId = await makeUnit(portal, tenantId)
    await makeUnit(portal, tenantId, parentId, 'Taken')
    const unitId = await makeUnit(portal, tenantId, parentId, 'Free')
    await expect(
      portal.app.runner.call(
        renameThroughAnother,
        { host: newHost(), unitId, name: 'TAKEN' },
        systemCaller(),
      ),
    ).rejects.toMatchObject({ code: 'units.nameTaken', status: 409 })
  })

  test('that something exists already, where no room named it', async () => {
    const host = newHost()
    await portal.app.runner.call(keepHost, { host }, systemCaller())
    await expect(portal.app.runner.call(keepHost, { host }, systemCaller())).rejects.toMatchObject({
      code: 'request.alreadyExists',
      status: 409,
    })
  })

  test('that something is still in use, where no room named it', async () => {
    const host = newHost()
    afterKeeping(host, ({ tx, actor }) => tx.sql(sql`DELETE FROM units WHERE id = ${actor.tenantId}::uuid`))
    await expect(portal.app.runner.call(keepHost, { host }, systemCaller())).rejects.toMatchObject({
      code: 'request.stillInUse',
      status: 409,
    })
  })
})
