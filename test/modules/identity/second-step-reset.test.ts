import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { beginReset } from '../../../src/modules/identity/commands/begin-reset.ts'
import { completeReset } from '../../../src/modules/identity/commands/complete-reset.ts'
import { readResetLetter } from '../../../src/modules/identity/index.ts'
import { authentication } from '../../../src/modules/identity/queries/authentication.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import type { Caller } from '../../../src/platform/run/runner.ts'
import { auditEntries } from '../../factories/audit.ts'
import { mailsTo, smsTo, tokenIn } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import { appCode, setUpSecondStep } from '../../factories/second-steps.ts'
import { until } from '../../factories/waiting.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
  next?: string
  resetId: string
  takenBack?: boolean
  state?: string
  items: Array<{ id: string; state: string }>
  hours?: number
}

let portal: Portal
let tenantId: string
let staff: MadePerson
let owner: MadePerson
let secret: string

const reason = 'Came to the office with a passport'

beforeAll(async () => {
  portal = await openPortal({ config: { RATE_LIMIT_WRITES: 10_000 } })
  tenantId = await makeAssociation(portal, 'The Association', ['here.example'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 61 })
  owner = await makePerson(portal, { tenantId })
  ;({ secret } = await setUpSecondStep(portal, owner.client))
  portal.clock.advance({ seconds: 30 })
})
afterAll(() => portal.close())

/** Who may help steps up again: hours have passed. */
async function proven({ client }: MadePerson): Promise<Client> {
  await client.call('POST', '/step-up', { password })
  return client
}

const begin = async (who = staff, whom = owner, why: string | undefined = reason) =>
  (await proven(who)).call<Answer>('POST', `/people/${whom.personId}/second-step-reset`, { reason: why })

const complete = async (resetId: string, who = staff) =>
  (await proven(who)).call<Answer>('POST', `/second-step-resets/${resetId}/completion`)

const stop = (token: string) => portal.visitor().call<Answer>('POST', '/second-step-resets/stop', { token })

async function firstStep(email = owner.email): Promise<Client> {
  const client = portal.visitor()
  const { body } = await client.call<Answer>('POST', '/sign-in', { address: email, password })
  expect(body.next).toBe('secondStep')
  return client
}

const signIn = async () =>
  (await portal.visitor().call<Answer>('POST', '/sign-in', { address: owner.email, password })).body.next

async function stopTokenOf(email = owner.email): Promise<string> {
  await portal.runJobs()
  const mails = await mailsTo(portal, email)
  return tokenIn(
    mails.findLast(({ text }) => text.includes('/stop-reset/')),
    '/stop-reset',
  )
}

/** Whether the pages of the owner say that a reset is under way; of what others do they hear a moment later. */
const alarmed = async () =>
  (await owner.client.get('/profile')).text.includes('Your second step is being reset')

const isIn = async (client: Client) => (await client.call('GET', '/me/profile')).status === 200
const wait = (hours = 25) => portal.clock.advance({ minutes: 60 * hours })

test('staff begin with a reason, wait, and complete: the second step is gone and everybody is signed out', async () => {
  await portal.app.database.sql(sql`
    UPDATE devices SET trusted_until = '2100-01-01Z' WHERE account_id = ${owner.accountId}::uuid`)
  expect((await begin(staff, owner, ' ')).status).toBe(422)
  const begun = await begin()
  expect(begun.status).toBe(201)
  const { resetId } = begun.body
  expect((await begin()).body.code).toBe('identity.resetUnderWay')
  wait(23)
  expect((await complete(resetId)).body.code).toBe('identity.resetNotDue')
  expect(await isIn(owner.client)).toBe(true)
  wait(2)
  expect((await staff.client.call<Answer>('GET', `/second-step-resets/${resetId}`)).body.state).toBe('ready')
  const done = await (await proven(staff)).form(`/second-step-resets/${resetId}/complete`, {})
  expect(done.headers.get('location')).toBe(`/second-step-resets/${resetId}`)
  expect(await isIn(owner.client)).toBe(false)
  expect(await signIn()).toBe('done')
  const [trust] = await portal.app.database.sql<{ trusted: number }>(sql`
    SELECT count(*)::int AS trusted FROM devices WHERE account_id = ${owner.accountId}::uuid AND trusted_until IS NOT NULL`)
  expect(trust?.trusted).toBe(0)
  expect((await complete(resetId)).body.code).toBe('identity.resetOver')
  for (const operation of ['identity.beginReset', 'identity.completeReset']) {
    const [entry] = await auditEntries(portal, { operation, outcome: 'done' })
    expect(entry).toMatchObject({ severity: 'critical', person_id: staff.personId, intact: true })
    expect(entry?.changes[0]).toMatchObject({ type: 'secondStepReset', id: resetId })
  }
  const [began] = await auditEntries(portal, { operation: 'identity.beginReset', outcome: 'done' })
  expect(JSON.stringify(began?.changes[0]?.after)).not.toContain(reason)
  expect(began?.changes[0]?.values?.after).toEqual({ reason })
})

test('the owner is told by mail, by phone and on every page, and one click stops it', async () => {
  const phone = '+15105550142'
  await portal.app.database.sql(sql`UPDATE accounts SET phone = ${phone} WHERE id = ${owner.accountId}::uuid`)
  expect((await owner.client.get('/profile')).text).not.toContain('Your second step is being reset')
  const before = await (await proven(staff)).call('GET', `/people/${owner.personId}/second-step-reset`)
  expect(before.body).toMatchObject({ hasSecondStep: true, hours: 24, name: 'Given Family' })
  const { resetId } = (await begin()).body
  const mine = await owner.client.call('GET', '/account/second-step-reset')
  expect(mine.body).toMatchObject({ underWay: { state: 'waiting' } })
  await until('the page says so', alarmed)
  const page = await owner.client.get('/profile')
  expect(page.text).toContain('Your second step is being reset')
  expect(page.text).toContain('action="/account/second-step-reset/stop"')
  expect((await staff.client.get('/profile')).text).not.toContain('Your second step is being reset')
  const token = await stopTokenOf()
  const [mail] = (await mailsTo(portal, owner.email)).slice(-1)
  expect(mail?.text).toContain('Given Family (The Association)')
  expect((await smsTo(portal, phone)).join()).toContain(`/stop-reset/${token}`)
  const clicked = await owner.client.form('/account/second-step-reset/stop', {})
  expect(clicked.headers.get('location')).toBe('/account/security')
  expect((await owner.client.get('/profile')).text).not.toContain('Your second step is being reset')
  wait()
  expect((await complete(resetId)).body.code).toBe('identity.resetOver')
  expect(await signIn()).toBe('secondStep')
  const again = await owner.client.call<Answer>('DELETE', '/account/second-step-reset')
  expect(again.body.code).toBe('identity.resetOver')
  await portal.runJobs()
  expect((await mailsTo(portal, owner.email)).at(-1)?.text).toContain(
    'The reset of your second step was stopped.',
  )
})

test('a completed one is told again, and taken back by its link for a week: the old app counts', async () => {
  const { resetId } = (await begin()).body
  wait()
  await complete(resetId)
  const token = await stopTokenOf()
  expect((await mailsTo(portal, owner.email)).at(-1)?.text).toContain('Your second step was reset by')
  const thief = portal.visitor()
  await thief.call('POST', '/sign-in', { address: owner.email, password })
  await setUpSecondStep(portal, thief)
  const page = await portal.visitor().get(`/stop-reset/${token}`)
  expect(page.text).toContain('counts again where it was reset')
  const stopped = await stop(token)
  expect([stopped.status, stopped.body]).toEqual([200, { takenBack: true }])
  expect(await isIn(thief)).toBe(false)
  const client = await firstStep()
  portal.clock.advance({ seconds: 60 })
  const code = await appCode(portal, secret)
  expect((await client.call('POST', '/sign-in/second-step', { code })).status).toBe(200)
  expect((await stop(token)).body.code).toBe('identity.linkExpired')
})

test('after a week there is nothing to take back, and the key is cleared away', async () => {
  const { resetId } = (await begin()).body
  wait()
  await complete(resetId)
  const token = await stopTokenOf()
  wait(7 * 24)
  expect((await stop(token)).body.code).toBe('identity.linkExpired')
  for (const { table, batch } of portal.app.registry.purges)
    if (table === 'second_step_resets')
      await batch({ ...portal.app, sql: portal.app.database.sql, now: portal.clock.now() } as never)
  const [kept] = await portal.app.database.sql(
    sql`SELECT 1 FROM second_step_resets WHERE id = ${resetId}::uuid AND sealed_secret IS NOT NULL`,
  )
  expect(kept).toBeUndefined()
})

test.each([1, 2, 3])(
  'whoever stops wins over whoever completes, in whichever order they come (%d)',
  async (round) => {
    const { resetId } = (await begin()).body
    const token = await stopTokenOf()
    wait()
    await proven(staff)
    const completing = () => staff.client.call<Answer>('POST', `/second-step-resets/${resetId}/completion`)
    const [stopped, completed] = await Promise.all(
      round === 2 ? [stop(token), completing()] : [completing(), stop(token)].reverse(),
    )
    expect(stopped?.status).toBe(200)
    expect([200, 409]).toContain(completed?.status)
    expect(await signIn()).toBe('secondStep')
    expect((await staff.client.call<Answer>('GET', `/second-step-resets/${resetId}`)).body.state).toBe(
      'stopped',
    )
  },
)

describe('asking from the sign-in page', () => {
  test('takes the first step, changes nothing, and tells owner and staff', async () => {
    const client = await firstStep()
    expect((await client.get('/sign-in/second-step')).text).toContain('href="/sign-in/second-step/help"')
    expect((await client.form('/sign-in/second-step/help', {})).headers.get('location')).toBe('/sign-in')
    expect((await client.call('POST', '/sign-in/second-step/help')).status).toBe(202)
    const token = await stopTokenOf()
    expect((await mailsTo(portal, owner.email)).at(-1)?.text).toContain('asks The Association for help')
    expect(
      (await mailsTo(portal, staff.email)).filter(({ subject }) =>
        subject.includes('has lost the second step'),
      ),
    ).toHaveLength(1)
    const found = await staff.client.call<Answer>('GET', '/second-step-resets?state=asked')
    expect(found.body.items).toHaveLength(1)
    await until('the page says so', alarmed)
    expect((await owner.client.get('/profile')).text).toContain('Somebody with your password')
    // Staff take it up: the same reset waits from then on, and the link of the first letter stops it.
    const { resetId } = (await begin()).body
    expect(resetId).toBe(found.body.items[0]?.id)
    expect((await stop(token)).status).toBe(200)
    const [asked] = await auditEntries(portal, { operation: 'identity.askForReset', outcome: 'done' })
    expect(asked).toMatchObject({ account_id: owner.accountId, severity: 'critical' })
  })

  test('without the first step is refused', async () => {
    const reply = await portal.visitor().call<Answer>('POST', '/sign-in/second-step/help')
    expect([reply.status, reply.body.code]).toEqual([409, 'identity.codeExpired'])
  })

  test('can be turned down', async () => {
    await (await firstStep()).call('POST', '/sign-in/second-step/help')
    const { body } = await staff.client.call<Answer>('GET', '/second-step-resets?state=asked')
    const resetId = body.items[0]?.id
    const withdrawn = await staff.client.form(`/second-step-resets/${resetId}/withdraw`, {})
    expect(withdrawn.headers.get('location')).toBe('/second-step-resets')
    const again = await staff.client.call<Answer>('DELETE', `/second-step-resets/${resetId}`)
    expect(again.body.code).toBe('identity.resetOver')
    await until('the page says no more', async () => !(await alarmed()))
  })
})

describe('whom staff may help', () => {
  /** Helps with fewer rights than an administrator: as an association may put a role together. */
  async function callerWithout(permission: string): Promise<Caller> {
    const { app } = portal
    const starter = { tenantId, personId: staff.personId, token: null }
    const loaded = await authentication.loadStarter(
      app.database.sql,
      starter,
      portal.clock.now(),
      app.registry.roles,
    )
    if (!loaded) throw new Error('Staff is gone.')
    const authorities = loaded.authorities.map((authority) => ({
      ...authority,
      permissions: new Set([...authority.permissions].filter((name) => name !== permission)),
    }))
    return app.callerFor({ ...loaded, authorities, provenUntil: portal.clock.now().getTime() + 60_000 })
  }

  test('identity.notForYourself: nobody helps themselves', async () => {
    const colleague = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    await setUpSecondStep(portal, colleague.client)
    const own = await begin(colleague, colleague)
    expect([own.status, own.body.code]).toEqual([409, 'identity.notForYourself'])
    const { resetId } = (await begin(staff, colleague)).body
    wait()
    await portal.app.database.sql(
      sql`UPDATE sessions SET proven_until = '2100-01-01Z' WHERE account_id = ${colleague.accountId}::uuid`,
    )
    const mine = await colleague.client.call<Answer>('POST', `/second-step-resets/${resetId}/completion`)
    expect([mine.status, mine.body.code]).toEqual([409, 'identity.notForYourself'])
    expect((await colleague.client.get(`/second-step-resets/${resetId}`)).text).toContain(
      'You can only stop it.',
    )
  })

  test('identity.moreRights: nobody who may do more, when it begins and when it is completed', async () => {
    const { runner } = portal.app
    const colleague = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    await setUpSecondStep(portal, colleague.client)
    const input = { personId: colleague.personId, reason }
    await expect(runner.call(beginReset, input, await callerWithout('audit.read'))).rejects.toMatchObject({
      code: 'identity.moreRights',
      status: 403,
    })
    const { resetId } = await runner.call(
      beginReset,
      { personId: owner.personId, reason },
      await callerWithout('audit.read'),
    )
    // A right that begins only later counts as well.
    const endsAt = new Date('2100-01-01Z')
    await portal.app.database.sql(sql`
      INSERT INTO grants (id, tenant_id, person_id, unit_id, role, starts_at, ends_at, created_at)
      VALUES (${randomUUID()}::uuid, ${tenantId}::uuid, ${owner.personId}::uuid, ${tenantId}::uuid, 'administrator', '2099-01-01Z',
              ${endsAt}, '2020-01-01Z')`)
    wait()
    await expect(
      runner.call(completeReset, { resetId }, await callerWithout('audit.read')),
    ).rejects.toMatchObject({
      code: 'identity.moreRights',
    })
    expect(await signIn()).toBe('secondStep')
  })

  test('identity.noSecondStep: only who has one', async () => {
    const plain = await makePerson(portal, { tenantId })
    expect((await begin(staff, plain)).body.code).toBe('identity.noSecondStep')
  })

  test('who sees the person and may not help is refused, who does not see them finds nobody', async () => {
    const unitId = await makeUnit(portal, tenantId)
    await portal.app.runner.call(
      addMember,
      { unitId, personId: owner.personId },
      portal.app.asSystem('test', tenantId),
    )
    const manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
    expect((await begin(manager)).status).toBe(403)
    expect((await begin(await makePerson(portal, { tenantId }))).status).toBe(404)
    const stranger = await makePerson(portal, {
      tenantId: await makeAssociation(portal),
      roles: ['member', 'administrator'],
    })
    expect((await begin(stranger)).status).toBe(404)
  })

  test('asks to step up', async () => {
    portal.clock.advance({ minutes: 30 })
    const reply = await staff.client.call<Answer>('POST', `/people/${owner.personId}/second-step-reset`, {
      reason,
    })
    expect(reply.body.code).toBe('request.stepUpNeeded')
  })
})

describe('an account that is somebody in several associations', () => {
  /** Somebody of another association turns out to have the account of the owner; and whoever may help there. */
  async function elsewhere(role: 'member' | 'administrator') {
    const other = await makeAssociation(portal, 'The Other')
    const twin = await makePerson(portal, {
      tenantId: other,
      roles: role === 'member' ? [role] : ['member', role],
    })
    await portal.app.database.sql(
      sql`UPDATE persons SET account_id = ${owner.accountId}::uuid WHERE id = ${twin.personId}::uuid`,
    )
    const helper = await makePerson(portal, { tenantId: other, roles: ['member', 'administrator'] })
    return { twin, helper }
  }

  test('is helped by one alone, where it is only a member elsewhere', async () => {
    await elsewhere('member')
    const { resetId } = (await begin()).body
    wait()
    expect((await complete(resetId)).status).toBe(200)
  })

  test('identity.resetNeedsOthers: takes every association in which it may do more than a member', async () => {
    const { twin, helper } = await elsewhere('administrator')
    const { resetId } = (await begin()).body
    const letter = await portal.app.runner.ask(
      readResetLetter,
      { resetId },
      portal.app.asSystem('test', tenantId),
    )
    expect(letter).toMatchObject({ email: owner.email, associationName: 'The Association', isOver: false })
    expect(letter?.helpers).toContain(staff.personId)
    expect(letter?.helpers).not.toContain(helper.personId)
    await portal.runJobs()
    expect((await mailsTo(portal, helper.email)).map(({ subject }) => subject).join()).toContain(
      'has lost the second step',
    )
    wait()
    const alone = await complete(resetId)
    expect([alone.status, alone.body.code]).toEqual([409, 'identity.resetNeedsOthers'])
    expect((await begin(helper, twin)).status).toBe(201)
    wait()
    // Either of them completes what both have waited for.
    expect((await complete(resetId)).status).toBe(200)
    const { body } = await helper.client.call<Answer>('GET', '/second-step-resets')
    expect(body.items.map(({ state }) => state)).toEqual(['completed'])
  })

  test('is asked for in each of them, and stopped in all of them at once', async () => {
    const { helper } = await elsewhere('administrator')
    await begin()
    const asked = await helper.client.call<Answer>('GET', '/second-step-resets')
    expect(asked.body.items.map(({ state }) => state)).toEqual(['asked'])
    expect((await stop(await stopTokenOf())).body.takenBack).toBe(false)
    const { body } = await helper.client.call<Answer>('GET', '/second-step-resets')
    expect(body.items.map(({ state }) => state)).toEqual(['stopped'])
  })
})

describe('the waiting time', () => {
  test('is chosen by the association, within bounds, and counts for what begins then', async () => {
    const client = await proven(staff)
    expect((await client.call<Answer>('GET', '/settings/second-step-resets')).body.hours).toBe(24)
    for (const hours of [11, 337])
      expect((await client.call('PUT', '/settings/second-step-resets', { hours })).status).toBe(422)
    expect((await client.form('/second-step-resets/wait', { hours: '48' })).status).toBe(303)
    const { resetId } = (await begin()).body
    wait(30)
    expect((await complete(resetId)).body.code).toBe('identity.resetNotDue')
    await (await proven(staff)).call('PUT', '/settings/second-step-resets', { hours: 24 })
    expect((await complete(resetId)).body.code).toBe('identity.resetNotDue')
  })

  test('is not forgotten: what nobody completes in a week expires, and makes room', async () => {
    const { resetId } = (await begin()).body
    wait(9 * 24)
    expect((await staff.client.call<Answer>('GET', `/second-step-resets/${resetId}`)).body.state).toBe(
      'expired',
    )
    expect((await complete(resetId)).body.code).toBe('identity.resetOver')
    expect((await begin()).status).toBe(201)
  })
})
