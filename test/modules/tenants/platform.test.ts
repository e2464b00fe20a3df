import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { inviteFirstAdministrator } from '../../../src/modules/identity/index.ts'
import {
  addPlatformAdministrator,
  listPlatformAdministrators,
  removePlatformAdministrator,
} from '../../../src/modules/tenants/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { mailsTo } from '../../factories/mails.ts'
import {
  type MadePerson,
  makeAssociation,
  makePerson,
  makeUnit,
  password,
  signedIn,
} from '../../factories/people.ts'
import { makePlatformAdministrator } from '../../factories/platform.ts'
import { setUpSecondStep } from '../../factories/second-steps.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
  state?: string
  tenantId?: string
  foundingId?: string
  address?: string | null
}

let portal: Portal
let staff: MadePerson

beforeAll(async () => {
  portal = await openPortal({ config: { FOUNDING: 'open' } })
  staff = await makePlatformAdministrator(portal)
})
const others: Portal[] = []
afterAll(async () => {
  for (const other of others) await other.close()
  await portal.close()
})

const answer = ({ status, body }: { status: number; body: Answer }) => [status, body.code]
/** The browser says which association it works with: the host name does not. */
const at = (person: MadePerson, tenantId: string) => {
  person.client.setCookie('association', tenantId)
  return person
}
const suspend = (tenantId: string, by = staff, reason = 'Unpaid') =>
  by.client.call<Answer>('POST', `/platform/tenants/${tenantId}/suspend`, { reason })
const entries = (tenantId: string | null, operation: string) =>
  portal.app.database.sql<{ account: string; person: string | null; changes: unknown }>(sql`
    SELECT account_id AS account, person_id AS person, changes FROM audit_trail
    WHERE tenant_id IS NOT DISTINCT FROM ${tenantId}::uuid AND operation = ${operation} ORDER BY occurred_at DESC, entry_id DESC`)

describe('platform administrators', () => {
  test('are made by the operator alone, count with a second factor, and lose it at once', async () => {
    const home = await makeAssociation(portal)
    const person = await makePerson(portal, { tenantId: home, roles: ['member', 'administrator'] })
    const read = () => person.client.call<Answer>('GET', '/platform/tenants')
    expect(answer(await read())).toEqual([403, 'request.notAllowed'])
    const system = () => portal.app.asSystem('test')
    const added = await portal.app.runner.call(addPlatformAdministrator, { address: person.email }, system())
    expect(added.hasSecondFactor).toBe(false)
    await until('it waits', async () => (await read()).body.code === 'request.secondFactorNeeded')
    await setUpSecondStep(portal, person.client)
    await until('they may', async () => (await read()).status === 200)
    const list = await person.client.get<string>('/platform/tenants')
    expect([list.status, list.status === 200 ? '' : list.text]).toEqual([200, ''])
    expect((await person.client.get('/platform/foundings')).status).toBe(200)
    expect((await person.client.get('/platform/administrators')).status).toBe(200)
    expect((await person.client.call('GET', '/platform/administrators')).status).toBe(200)
    expect((await person.client.get('/platform')).headers.get('location')).toBe('/platform/tenants')
    expect((await person.client.get<string>('/')).text).toContain('/platform/tenants')
    const { items } = await portal.app.runner.ask(listPlatformAdministrators, {}, system())
    expect(items.map(({ address }) => address)).toContain(person.email)
    await portal.app.runner.call(removePlatformAdministrator, { address: person.email }, system())
    expect(answer(await suspend(home, person))).toEqual([403, 'request.notAllowed'])
    await until('they may not', async () => (await read()).status === 403, 1_000)
  })

  test('tenants.unknownAccount, tenants.alreadyAdministrator, tenants.notAdministrator', async () => {
    const call = (
      command: typeof addPlatformAdministrator | typeof removePlatformAdministrator,
      address: string,
    ) => portal.app.runner.call(command, { address }, portal.app.asSystem('test'))
    await expect(call(addPlatformAdministrator, 'nobody@example.org')).rejects.toThrow(
      'tenants.unknownAccount',
    )
    await expect(call(removePlatformAdministrator, 'nobody@example.org')).rejects.toThrow(
      'tenants.unknownAccount',
    )
    await expect(call(addPlatformAdministrator, staff.email)).rejects.toThrow('tenants.alreadyAdministrator')
    const member = await makePerson(portal, { tenantId: await makeAssociation(portal) })
    await expect(call(removePlatformAdministrator, member.email)).rejects.toThrow('tenants.notAdministrator')
  })

  test('no association vouches for them, and none of its roles carries it', async () => {
    const [session] = await portal.app.database.sql<{ id: string; tenantId: string }>(sql`
      SELECT s.id, p.tenant_id AS "tenantId" FROM sessions s JOIN people p ON p.account_id = s.account_id
      WHERE p.person_id = ${staff.personId}::uuid AND s.ended_at IS NULL LIMIT 1`)
    const vouch = (by: string | null) =>
      portal.app.database.pool.query(
        'UPDATE sessions SET vouched_by = $2, expires_at = expires_at WHERE id = $1',
        [session?.id, by],
      )
    await vouch(session?.tenantId ?? null)
    await until('refused', async () => (await staff.client.call('GET', '/platform/tenants')).status === 403)
    await vouch(null)
    await until('let in', async () => (await staff.client.call('GET', '/platform/tenants')).status === 200)
    expect([...(portal.app.registry.roles.roles.get('administrator') ?? [])]).not.toContain('platform')
    const boss = await makePerson(portal, {
      tenantId: await makeAssociation(portal),
      roles: ['administrator'],
    })
    const made = await boss.client.call<Answer>('POST', '/roles', {
      unitId: session?.tenantId,
      name: { v: 1, en: 'Everything' },
      permissions: ['platform'],
    })
    expect(made.status).toBeGreaterThanOrEqual(400)
  })
})

describe('a suspended association', () => {
  test('stops at once for people, programs, apps and jobs, in every process, and goes on when it is resumed', async () => {
    const tenantId = await makeAssociation(portal, 'Halted')
    const unitId = await makeUnit(portal, tenantId)
    const boss = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    const member = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
    const token = await boss.client.call<{ token: string }>('POST', '/account/tokens', {
      name: 'Program',
      unitId: tenantId,
      scopes: ['units.read'],
      days: 30,
    })
    const phone = await signedIn(portal, member.email)
    const app = await phone.call<{ accessToken: string }>('POST', '/app-sessions', { name: 'Phone' })
    expect([token.status, app.status]).toEqual([201, 201])
    const bearer = (value: string) =>
      portal.visitor().call<Answer>('GET', '/units', undefined, { Authorization: `Bearer ${value}` })
    const other = await openPortal({ databaseUrl: portal.databaseUrl, config: { FOUNDING: 'open' } })
    others.push(other)
    const there = other.visitor()
    for (const [name, value] of member.client.cookies) there.setCookie(name, value)
    expect((await bearer(token.body.token)).status).toBe(200)
    expect((await bearer(app.body.accessToken)).status).toBe(200)
    expect((await there.call('GET', '/units')).status).toBe(200)
    // Work of the association waits in its queue.
    await member.client.prove()
    const task = await member.client.call<{ taskId: string }>('POST', `/units/${unitId}/export`)
    expect(task.status).toBe(202)

    expect((await suspend(tenantId)).body.state).toBe('suspended')
    // Commands at once, in both processes.
    const change = { description: 'Changed' }
    expect(answer(await member.client.call<Answer>('PATCH', `/units/${unitId}`, change))).toEqual([
      403,
      'request.tenantSuspended',
    ])
    expect(answer(await there.call<Answer>('PATCH', `/units/${unitId}`, change))).toEqual([
      403,
      'request.tenantSuspended',
    ])
    await until(
      'reads are refused',
      async () =>
        (await there.call('GET', '/units')).status === 403 &&
        (await bearer(token.body.token)).status === 403 &&
        (await bearer(app.body.accessToken)).status === 403 &&
        (await boss.client.call('GET', '/units')).status === 403,
      1_000,
    )
    const page = await member.client.get<string>('/', { Accept: 'text/html' })
    expect([page.status, page.text.includes('This association is suspended')]).toEqual([403, true])
    expect(page.text).not.toContain('Unpaid')
    expect((await member.client.get('/association/state')).status).toBe(403)
    // Nobody joins.
    const stranger = at({ client: portal.visitor() } as MadePerson, tenantId)
    const joining = await stranger.client.call<Answer>('POST', '/sign-up', {
      address: 'new@example.org',
      givenName: 'A',
      familyName: 'B',
    })
    expect(answer(joining)).toEqual([403, 'request.tenantSuspended'])
    // Its administrators see why.
    const own = await boss.client.call<{ suspensionReason: string; suspendedBy: string }>('GET', '/tenancy')
    expect(own.body).toMatchObject({
      suspensionReason: 'Unpaid',
      suspendedBy: staff.email,
      state: 'suspended',
    })
    expect((await boss.client.get<string>('/association/state')).text).toContain('Unpaid')
    expect(answer(await boss.client.call<Answer>('PATCH', `/units/${unitId}`, change))).toEqual([
      403,
      'request.tenantSuspended',
    ])
    // Jobs wait; what tells of the suspension does not.
    await portal.runJobs()
    const [{ state = '' } = {}] = await portal.app.database.sql<{ state: string }>(
      sql`SELECT state FROM tasks WHERE id = ${task.body.taskId}::uuid`,
    )
    expect(state).toBe('queued')
    const mails = await mailsTo(portal, boss.email)
    expect(mails.some(({ text }) => text.includes('Unpaid'))).toBe(true)
    // Accounts go on: whoever is a person elsewhere signs in and out as ever.
    expect((await member.client.call('GET', '/account/security')).status).toBe(200)

    const resumed = await staff.client.call<Answer>('POST', `/platform/tenants/${tenantId}/resume`)
    expect(resumed.body.state).toBe('active')
    await until(
      'it is open',
      async () => (await there.call('PATCH', `/units/${unitId}`, change)).status === 200,
    )
    await portal.app.database.pool.query(`UPDATE pgboss.job SET start_after = now() WHERE state = 'created'`)
    await portal.runJobs()
    const [after] = await portal.app.database.sql<{ state: string }>(
      sql`SELECT state FROM tasks WHERE id = ${task.body.taskId}::uuid`,
    )
    expect(after?.state).toBe('done')
    const [entry] = await entries(tenantId, 'tenants.suspendTenant')
    expect(entry).toMatchObject({ account: staff.accountId, person: null })
    expect(await entries(null, 'tenants.suspendTenant')).toEqual([])
  })

  test('tenants.isClosed: nothing is done to one that is gone', async () => {
    const tenantId = await makeAssociation(portal, 'Gone')
    await portal.app.database.sql(sql`
      INSERT INTO tenancies (tenant_id, closed_at) VALUES (${tenantId}::uuid, ${portal.clock.now()})`)
    expect(answer(await suspend(tenantId))).toEqual([409, 'tenants.isClosed'])
  })

  test('is suspended and resumed on pages, with a reason', async () => {
    const tenantId = await makeAssociation(portal, 'By page')
    const path = `/platform/tenants/${tenantId}`
    expect((await staff.client.get<string>(`/platform/tenants/${tenantId}/suspend`)).text).toContain(
      'Its jobs and mails wait',
    )
    const empty = await staff.client.form(`/platform/tenants/${tenantId}/suspend`, { reason: ' ' })
    expect(empty.status).toBe(422)
    expect(
      (await staff.client.form(`/platform/tenants/${tenantId}/suspend`, { reason: 'Asked to' })).status,
    ).toBe(303)
    expect((await staff.client.get<string>(path)).text).toContain('Asked to')
    expect(answer(await suspend(tenantId))).toEqual([409, 'tenants.alreadySuspended'])
    expect(
      (await staff.client.form(`/platform/tenants/${tenantId}/resume`, {})).headers.get('location'),
    ).toBe(path)
    const again = await staff.client.call<Answer>('POST', `/platform/tenants/${tenantId}/resume`)
    expect(answer(again)).toEqual([409, 'tenants.notSuspended'])
    expect(answer(await suspend('00000000-0000-7000-8000-000000000000'))).toEqual([404, 'request.notFound'])
  })
})

describe('a visit', () => {
  const visit = (tenantId: string, input: object = {}, by = staff) =>
    by.client.call<Answer & { until: string }>('POST', `/platform/tenants/${tenantId}/visits`, {
      reason: 'A question of theirs',
      minutes: 30,
      ...input,
    })
  let tenantId: string
  let unitId: string
  let boss: MadePerson
  beforeAll(async () => {
    tenantId = await makeAssociation(portal, 'Visited')
    unitId = await makeUnit(portal, tenantId, tenantId, 'Inner unit')
    boss = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  })

  test('reads what its administrators read, under a banner, changes nothing, and ends by the button', async () => {
    expect((await visit(tenantId)).status).toBe(201)
    for (const path of ['/units', '/members', '/roles', '/audit', `/units/${unitId}`]) {
      const { status, text } = await staff.client.get<string>(path)
      expect([path, status, text.includes('You look into Visited')]).toEqual([path, 200, true])
    }
    expect((await staff.client.get<string>(`/units/${unitId}`)).text).toContain('Inner unit')
    for (const [method, path, body] of [
      ['PATCH', `/units/${unitId}`, { description: 'Mine' }],
      ['POST', '/grants', { personId: boss.personId, unitId, role: 'manager' }],
      ['GET', '/account/security', undefined],
      ['GET', '/identity-providers', undefined],
      ['GET', '/account/tokens', undefined],
      ['GET', '/platform/tenants', undefined],
      ['POST', `/platform/tenants/${tenantId}/resume`, undefined],
      ['GET', '/units.csv', undefined],
      ['POST', '/foundings', {}],
    ] as const)
      expect([path, ...answer(await staff.client.call<Answer>(method, path, body))]).toEqual([
        path,
        403,
        'request.onlyLooking',
      ])
    expect(answer(await staff.client.call<Answer>('GET', '/me/profile'))).toEqual([403, 'request.noPerson'])
    expect((await staff.client.form('/platform/visit/end', {})).headers.get('location')).toBe(
      '/platform/tenants',
    )
    expect((await staff.client.get('/platform/tenants')).status).toBe(200)
    expect((await staff.client.call<{ personId: string }>('GET', '/me/profile')).body.personId).toBe(
      staff.personId,
    )
    const [began] = await entries(tenantId, 'tenants.visitTenant')
    const [left] = await entries(tenantId, 'tenants.leaveTenant')
    expect([began, left]).toMatchObject([
      { account: staff.accountId, person: null },
      { account: staff.accountId, person: null },
    ])
    await portal.runJobs()
    const mails = await mailsTo(portal, boss.email)
    expect(
      mails.some(({ text }) => text.includes(staff.email) && text.includes('A question of theirs')),
    ).toBe(true)
    const shown = await boss.client.get<string>('/audit')
    expect(shown.text).toContain(staff.email)
    expect((await staff.client.get<string>(`/platform/tenants/${tenantId}`)).text).toContain(
      'A question of theirs',
    )
  })

  test('ends by itself, and the audit says so', async () => {
    expect((await visit(tenantId, { minutes: 15 })).status).toBe(201)
    portal.clock.advance({ minutes: 16 })
    expect((await staff.client.call('PATCH', `/units/${unitId}`, {})).status).toBe(401)
    expect((await staff.client.get('/platform/tenants')).status).toBe(200)
    await portal.app.database.pool.query(`UPDATE pgboss.job SET start_after = now() WHERE state = 'created'`)
    await portal.runJobs()
    expect(await entries(tenantId, 'tenants.endVisit')).toHaveLength(1)
  })

  test('takes a reason, four hours at most, one at a time, and to have stepped up', async () => {
    await staff.client.call('POST', '/step-up', { password })
    portal.clock.advance({ minutes: 11 })
    expect(answer(await visit(tenantId))).toEqual([403, 'request.stepUpNeeded'])
    const fresh = await makePlatformAdministrator(portal)
    for (const input of [{ reason: ' ' }, { minutes: 0 }, { minutes: 241 }])
      expect((await visit(tenantId, input, fresh)).status).toBe(422)
    expect((await fresh.client.get<string>(`/platform/tenants/${tenantId}/visit`)).text).toContain(
      'For how long',
    )
    const own = fresh.client.cookies.get('session') ?? ''
    const going = await fresh.client.form(`/platform/tenants/${tenantId}/visit`, {
      reason: 'Help',
      minutes: '15',
    })
    expect(going.headers.get('location')).toBe('/units')
    const elsewhere = portal.visitor()
    elsewhere.setCookie('session', own)
    const again = await elsewhere.call<Answer>('POST', `/platform/tenants/${tenantId}/visits`, {
      reason: 'Again',
      minutes: 15,
    })
    expect(answer(again)).toEqual([409, 'tenants.alreadyVisiting'])
    await portal.app.runner.call(
      removePlatformAdministrator,
      { address: fresh.email },
      portal.app.asSystem('test'),
    )
    await until(
      'it is over',
      async () => (await fresh.client.call('POST', '/platform/visit/end')).status === 401,
    )
  })

  test('nobody leaves who is not there', async () => {
    expect(answer(await boss.client.call<Answer>('POST', '/platform/visit/end'))).toEqual([
      404,
      'request.notFound',
    ])
  })
})

const wish = (slug: string) => ({
  name: `Guild ${slug}`,
  slug,
  locale: 'uk',
  timeZone: 'Europe/Kyiv',
  unitKind: 'Осередок',
  givenName: 'Olena',
  familyName: 'Bondar',
})

describe('founding', () => {
  test('makes an association with its kind, zone and first administrator, who works with it from then on', async () => {
    const founder = await makePerson(portal, {
      tenantId: await makeAssociation(portal, 'Where they came from'),
    })
    const made = await founder.client.call<Answer>('POST', '/foundings', wish('first-guild'))
    expect(made).toMatchObject({ status: 201, body: { state: 'approved', address: null } })
    const tenantId = made.body.tenantId ?? ''
    await until('they may', async () => (await founder.client.call('GET', '/tenancy')).status === 200)
    expect((await founder.client.call<Answer>('GET', '/tenancy')).body).toMatchObject({
      id: tenantId,
      state: 'active',
    })
    const profile = await founder.client.call<{ familyName: string }>('GET', '/me/profile')
    expect(profile.body.familyName).toBe('Bondar')
    const kinds = await founder.client.call<{ items: Array<{ key: string; label: object }> }>(
      'GET',
      '/unit-kinds',
    )
    expect(kinds.body.items.map(({ key }) => key)).toEqual(['association', 'unit'])
    expect(JSON.stringify(kinds.body.items)).toContain('Осередок')
    const settings = await founder.client.call('GET', `/units/${tenantId}/settings`)
    expect(settings.text).toContain('Europe/Kyiv')
    const grants = await founder.client.call<{ items: object[] }>('GET', `/units/${tenantId}/grants`)
    expect(JSON.stringify(grants.body.items)).toContain('administrator')
    // The association in which they signed in hears nothing of it.
    const all = await portal.app.database.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM audit_trail WHERE operation = 'tenants.foundTenant' AND outcome = 'done' AND tenant_id IS NOT NULL`)
    expect(all[0]?.count).toBe(0)
    expect((await founder.client.get<string>('/found')).text).toContain('Guild first-guild')
  })

  test('tenants.slugTaken: a short name is there once, also for two at the same moment', async () => {
    const tenantId = await makeAssociation(portal)
    const two = await Promise.all([makePerson(portal, { tenantId }), makePerson(portal, { tenantId })])
    const made = await Promise.all(
      two.map(({ client }) => client.call<Answer>('POST', '/foundings', wish('twice-wanted'))),
    )
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(made.map(({ body }) => body.code)).toContain('tenants.slugTaken')
  })

  test('refuses names that are spoken for, and says all that is wrong', async () => {
    const { client } = await makePerson(portal, { tenantId: await makeAssociation(portal) })
    const bad = await client.call<{ issues: Array<{ pointer: string; code: string }> }>(
      'POST',
      '/foundings',
      {
        ...wish('www'),
        timeZone: 'Nowhere',
        name: '',
      },
    )
    expect(bad.status).toBe(422)
    expect(bad.body.issues.map(({ pointer }) => pointer).sort()).toEqual(['/name', '/slug', '/timeZone'])
    for (const slug of ['a', 'Ab_c', '-abc', 'ab--c', 'platform', 'x'.repeat(41)])
      expect([slug, (await client.call('POST', '/foundings', wish(slug))).status]).toEqual([slug, 422])
    const page = await client.form('/found', { ...wish('admin') })
    expect([page.status, page.text.includes('This name is reserved')]).toEqual([422, true])
  })

  test('is limited, and the first administrator of an operator still comes by the link', async () => {
    const { client } = await makePerson(portal, { tenantId: await makeAssociation(portal) })
    const statuses: number[] = []
    for (let index = 0; index < 6; index += 1)
      statuses.push((await client.call('POST', '/foundings', wish(`limit-${index}`))).status)
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429])
    const tenantId = await makeAssociation(portal, 'By the operator')
    const { token } = await portal.app.runner.call(
      inviteFirstAdministrator,
      { tenantId },
      portal.app.asSystem('test', tenantId),
    )
    const first = portal.visitor()
    const accepted = await first.call('POST', '/invitations/accept', {
      token,
      email: 'first@example.org',
      password,
      givenName: 'First',
      familyName: 'One',
    })
    expect(accepted.status).toBe(201)
  })
})
