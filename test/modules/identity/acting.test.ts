import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
  name?: string
  personId?: string
}
interface Entry {
  id: string
  account: string
  person: string
  onBehalfOf: string | null
}

let portal: Portal
let tenantId: string
let chapterId: string
let staff: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  chapterId = await makeUnit(portal, tenantId, tenantId, 'Chapter')
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 61 })
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  member = await makePerson(portal, { tenantId, at: [{ unitId: chapterId, role: 'manager' }] })
})
afterAll(() => portal.close())

const begin = (of = staff, whom = member, input: object = {}) =>
  of.client.call<Answer>('POST', `/people/${whom.personId}/acting`, {
    reason: 'Cannot find the form',
    minutes: 15,
    ...input,
  })
const whoIs = async ({ client }: MadePerson) =>
  (await client.call<Answer>('GET', '/me/profile')).body.personId
const answer = ({ status, body }: { status: number; body: Answer }) => [status, body.code]
const entriesOf = (operation: string) =>
  portal.app.database.sql<Entry>(sql`
    SELECT entry_id AS id, account_id AS account, person_id AS person, on_behalf_of AS "onBehalfOf" FROM audit_trail
    WHERE tenant_id = ${tenantId}::uuid AND operation = ${operation} ORDER BY occurred_at DESC, entry_id DESC LIMIT 1`)
const accountOf = async ({ personId }: MadePerson) =>
  (
    await portal.app.database.sql<{ id: string }>(
      sql`SELECT account_id AS id FROM people WHERE person_id = ${personId}::uuid`,
    )
  )[0]?.id

describe('using the portal as somebody else', () => {
  test('shows and does what they may, under a banner on every page, and ends by its button', async () => {
    expect((await begin()).status).toBe(201)
    expect(await whoIs(staff)).toBe(member.personId)
    // Every page that needs nothing named in its address, also where it refuses; and one that is none.
    const paths = portal.app.registry.modules
      .flatMap(({ pages = [] }) => pages)
      .filter(({ kind, path }) => kind === 'page' && !path.includes(':'))
      .map(({ path }) => path)
    const without: string[] = []
    let shown = 0
    for (const path of [...paths, '/no-such-page', `/people/${staff.personId}`]) {
      const { status, text } = await staff.client.get<string>(path)
      if (status >= 300 && status < 400) continue
      shown += 1
      if (!text.includes('You use the portal as')) without.push(`${path} (${status})`)
    }
    expect(without).toEqual([])
    expect(shown).toBeGreaterThan(40)
    // A manager may not do what the administrator could.
    expect((await staff.client.call('GET', '/identity-providers')).status).toBe(403)
    const ended = await staff.client.form('/acting/end', {})
    expect(ended.headers.get('location')).toBe('/')
    expect((await staff.client.get('/')).text).not.toContain('You use the portal as')
    expect(await whoIs(staff)).toBe(staff.personId)
    expect((await staff.client.call('GET', '/identity-providers')).status).toBe(200)
  })

  test('puts both names into the audit, with the reason, and tells whom it is about', async () => {
    await begin()
    const renamed = await staff.client.call('PATCH', `/units/${chapterId}`, { description: 'Helped' })
    expect(renamed.status).toBe(200)
    const [done] = await entriesOf('units.changeUnit')
    expect(done).toMatchObject({
      account: await accountOf(staff),
      person: staff.personId,
      onBehalfOf: await accountOf(member),
    })
    await staff.client.call('POST', '/acting/end')
    await staff.client.get('/')
    const shown = await staff.client.call<{ personName: string; onBehalfOfName: string }>(
      'GET',
      `/audit/${done?.id}`,
    )
    expect(shown.body.personName).toBeTruthy()
    expect(shown.body.onBehalfOfName).toBeTruthy()
    // On its page as well, each in full.
    const { text } = await staff.client.get<string>(`/audit/${done?.id}`)
    for (const name of [shown.body.personName, shown.body.onBehalfOfName]) expect(text).toContain(name)
    expect(text).toContain(`/audit?onBehalfOf=${member.personId}`)
    // In the list and in the file both names stand, and whom it was for is asked for.
    const listed = await staff.client.call<{ items: Array<Record<string, string | null>> }>(
      'GET',
      `/audit?onBehalfOf=${member.personId}&limit=100`,
    )
    expect(listed.body.items.length).toBeGreaterThan(0)
    for (const item of listed.body.items)
      expect([item.person, item.onBehalfOf, item.onBehalfOfId]).toEqual([
        shown.body.personName,
        shown.body.onBehalfOfName,
        member.personId,
      ])
    expect(listed.body.items.map(({ operation }) => operation)).toContain('units.changeUnit')
    const page = await staff.client.get<string>(`/audit?onBehalfOf=${member.personId}`)
    expect(page.text).toContain('On behalf of')
    const [begun] = await entriesOf('identity.actFor')
    expect(begun).toMatchObject({ person: staff.personId, onBehalfOf: null })
    await portal.runJobs()
    expect(
      (await mailsTo(portal, member.email)).some(({ text }) => text.includes('uses the portal as you')),
    ).toBe(true)
  })

  test('ends by itself; what was sent for somebody else is then not done as oneself', async () => {
    await begin(staff, member, { minutes: 5 })
    portal.clock.advance({ minutes: 6 })
    const late = await staff.client.call<Answer>('PATCH', `/units/${chapterId}`, { description: 'Late' })
    expect(late.status).toBe(401)
    expect(await whoIs(staff)).toBe(staff.personId)
  })

  test('needs a reason, and lasts an hour at most', async () => {
    for (const input of [{ reason: ' ' }, { minutes: 0 }, { minutes: 61 }])
      expect((await begin(staff, member, input)).status).toBe(422)
  })

  test('needs to have stepped up, and is begun from the page of the person', async () => {
    portal.clock.advance({ minutes: 11 })
    expect(answer(await begin())).toEqual([403, 'request.stepUpNeeded'])
    const fresh = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    expect((await fresh.client.get(`/people/${member.personId}/act-for`)).text).toContain('For how long')
    const asked = await fresh.client.call<Answer>('GET', `/people/${member.personId}/acting`)
    expect(asked.body.personId).toBe(member.personId)
    const going = await fresh.client.form(`/people/${member.personId}/act-for`, {
      reason: 'Help',
      minutes: '15',
    })
    expect(going.headers.get('location')).toBe('/')
    expect(await whoIs(fresh)).toBe(member.personId)
  })
})

describe('what nobody does as somebody else', () => {
  test('credentials, what asks to step up, tasks, and acting for a third', async () => {
    const other = await makePerson(portal, { tenantId })
    await begin()
    for (const [method, path, body] of [
      ['GET', '/account/security', undefined],
      ['GET', '/account/sessions', undefined],
      ['PUT', '/account/password', { password: 'a quite different battery' }],
      ['POST', '/step-up', { password: 'correct horse battery' }],
      ['POST', '/account/tokens', {}],
      ['POST', '/app-sessions', { name: 'Mine' }],
      ['POST', `/people/${other.personId}/acting`, { reason: 'More', minutes: 15 }],
    ] as const)
      expect([path, ...answer(await staff.client.call<Answer>(method, path, body))]).toEqual([
        path,
        403,
        'request.notAsAnother',
      ])
    const closed = await staff.client.get('/account/security')
    expect(closed.status).toBe(403)
    expect(closed.text).toContain('While you use the portal as somebody else, this is closed to you.')
    expect(closed.text).not.toContain('who gives out roles')
    const task = await staff.client.call<Answer>('POST', `/units/${chapterId}/export`)
    expect(answer(task)).toEqual([403, 'request.notAsAnother'])
  })

  test('those with more rights, oneself, and those without an account', async () => {
    const boss = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    const helper = await makePerson(portal, { tenantId, roles: ['member'] })
    expect(answer(await begin(helper, member))).toEqual([404, 'request.notFound'])
    expect(answer(await begin(boss, boss))).toEqual([409, 'identity.notAsYourself'])
    const [imported] = await portal.app.database.sql<{ id: string }>(sql`
      UPDATE persons SET account_id = NULL WHERE id = ${helper.personId}::uuid RETURNING id`)
    expect(answer(await begin(boss, { ...helper, personId: imported?.id ?? '' }))).toEqual([
      409,
      'identity.noAccount',
    ])
  })

  test('a person of another association', async () => {
    const foreign = await makePerson(portal, { tenantId: await makeAssociation(portal) })
    expect(answer(await begin(staff, foreign))).toEqual([404, 'request.notFound'])
  })
})

describe('it is over at once', () => {
  const isOver = () =>
    until(
      'the session is over',
      async () => (await staff.client.call('PATCH', `/units/${chapterId}`, {})).status === 401,
      1_000,
    )

  test('when the own session of the staff ends', async () => {
    await begin()
    await portal.app.database.pool.query(
      `UPDATE sessions SET ended_at = $2 WHERE id = (SELECT acted_from FROM sessions WHERE account_id = $1 AND acted_from IS NOT NULL ORDER BY created_at DESC LIMIT 1)`,
      [await accountOf(member), portal.clock.now()],
    )
    await isOver()
    await until(
      'their own one does not come back',
      async () => (await staff.client.call('GET', '/me/profile')).status === 401,
      1_000,
    )
  })

  test('when the staff lose the right to it', async () => {
    await begin()
    await portal.app.database.pool.query(
      `UPDATE grants SET ends_at = $2 WHERE person_id = $1 AND role = 'administrator'`,
      [staff.personId, portal.clock.now()],
    )
    await isOver()
  })

  test('when the other comes to more rights than the staff have', async () => {
    const role = await staff.client.call<{ id: string }>('POST', '/roles', {
      unitId: tenantId,
      name: { v: 1, en: 'Helpdesk' },
      permissions: ['identity.impersonate', 'people.read'],
    })
    expect(role.status).toBe(201)
    const helper = await makePerson(portal, { tenantId })
    const other = await makePerson(portal, { tenantId })
    const give = (to: MadePerson, what: string) =>
      staff.client.call('POST', '/grants', { personId: to.personId, unitId: tenantId, role: what })
    expect((await give(helper, role.body.id)).status).toBe(201)
    await until('they may', async () => (await begin(helper, other)).status === 201)
    expect((await helper.client.call('POST', '/acting/end')).status).toBe(200)
    await helper.client.get('/')
    expect(answer(await begin(helper, member))).toEqual([403, 'identity.moreRights'])
    expect((await begin(helper, other)).status).toBe(201)
    expect((await give(other, 'manager')).status).toBe(201)
    await until(
      'it is over',
      async () => (await helper.client.call('PATCH', `/units/${chapterId}`, {})).status === 401,
      1_000,
    )
  })

  test('when the account of the other closes', async () => {
    await begin()
    await portal.app.database.pool.query(
      `UPDATE accounts SET status = 'closed' WHERE id = (SELECT account_id FROM persons WHERE id = $1)`,
      [member.personId],
    )
    await isOver()
  })
})
