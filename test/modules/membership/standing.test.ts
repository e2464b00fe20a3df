import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { endGrant } from '../../../src/modules/access/index.ts'
import { changeStanding, readStandingLetter } from '../../../src/modules/membership/index.ts'
import { addPerson } from '../../../src/modules/people/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, signedIn } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Standing {
  standing: string
  moves: string[]
  planned: { standing: string; from: string } | null
  history: Array<{
    standing: string
    reason: string | null
    decidedBy: { name: string } | null
    withdrawnAt: string | null
  }>
  obstacle: string | null
  abilities: Record<'decide' | 'expel' | 'withdraw', boolean>
  code?: string
  issues?: Array<{ pointer: string }>
}

interface Mine {
  standing: string
  rests: boolean
  reason: string | null
  contacts: Array<{ name: string | null; email: string | null; phone: string | null }>
}

let portal: Portal
/** A second process on the same database. */
let second: Portal
let tenantId: string
let unitId: string
let administrator: MadePerson
let manager: MadePerson

beforeAll(async () => {
  portal = await openPortal({ config: { STEP_UP_SECONDS: 86_400_000 } })
  second = await openPortal({ databaseUrl: portal.databaseUrl })
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId)
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
})
/** For both processes alike. */
function pass(time: { seconds: number }): void {
  portal.clock.advance(time)
  second.clock.advance(time)
}
// Visitors may sign in only so often in one minute.
beforeEach(() => pass({ seconds: 660 }))
afterAll(async () => {
  await second.close()
  await portal.close()
})

async function makeMember(at = [unitId]): Promise<MadePerson> {
  const person = await makePerson(portal, { tenantId })
  for (const place of at) await belong(person, place)
  return person
}

const belong = ({ personId }: MadePerson, place: string) =>
  portal.app.runner.call(addMember, { unitId: place, personId }, portal.app.asSystem('test', tenantId))

const decide = ({ client }: MadePerson, { personId }: MadePerson, body: object) =>
  client.call<Standing>('POST', `/people/${personId}/standing`, { reason: 'Because', ...body })
const read = async ({ client }: MadePerson, { personId }: MadePerson) =>
  (await client.call<Standing>('GET', `/people/${personId}/standing`)).body
const suspend = (by: MadePerson, whom: MadePerson) => decide(by, whom, { to: 'suspended' })

describe('a decision', () => {
  test('is kept with reason, decider and what was before', async () => {
    const member = await makeMember()
    expect((await suspend(manager, member)).status).toBe(200)
    const found = await read(manager, member)
    expect(found).toMatchObject({ standing: 'suspended', obstacle: null })
    expect(found.moves).toEqual(['active', 'lapsed', 'resigned', 'expelled', 'deceased'])
    // Managers decide; they do not expel.
    expect(found.abilities).toEqual({ decide: true, expel: false, withdraw: false })
    expect(
      found.history.map(({ standing, reason, decidedBy }) => [standing, reason, decidedBy?.name ?? null]),
    ).toEqual([
      ['suspended', 'Because', 'Given Family'],
      ['active', null, null],
    ])
  })

  test('wants a reason and one of the standings', async () => {
    const member = await makeMember()
    const { status, body } = await decide(manager, member, { to: 'gone', reason: ' ', from: 'tomorrow' })
    expect(status).toBe(422)
    expect(body.issues?.map(({ pointer }) => pointer).sort()).toEqual(['/from', '/reason', '/to'])
  })

  test('membership.alreadyStanding, membership.noSuchMove, membership.closedForGood', async () => {
    const member = await makeMember()
    const code = async (to: string) => (await decide(manager, member, { to })).body.code
    expect(await code('active')).toBe('membership.alreadyStanding')
    expect(await code('closed')).toBe('membership.noSuchMove')
    await decide(manager, member, { to: 'resigned' })
    await decide(manager, member, { to: 'closed' })
    expect(await code('active')).toBe('membership.closedForGood')
  })

  test('membership.notYourself: nobody decides about themselves', async () => {
    const { status, body } = await suspend(administrator, administrator)
    expect([status, body.code]).toEqual([403, 'membership.notYourself'])
    expect(await read(administrator, administrator)).toMatchObject({ obstacle: 'oneself' })
  })

  test('membership.moreRights: nor about who holds rights that they do not', async () => {
    const other = await makeUnit(portal, tenantId)
    const peer = await makePerson(portal, { tenantId, at: [{ unitId: other, role: 'manager' }] })
    await belong(peer, unitId)
    const { status, body } = await suspend(manager, peer)
    expect([status, body.code]).toEqual([403, 'membership.moreRights'])
    expect(await read(manager, peer)).toMatchObject({ obstacle: 'moreRights', abilities: { decide: false } })
    expect((await suspend(administrator, peer)).status).toBe(200)
    // What they were given counts here, though it rests: whoever could not suspend them cannot reinstate them either.
    expect((await decide(manager, peer, { to: 'active' })).body.code).toBe('membership.moreRights')
  })

  test('is for staff of a unit that the person belongs to; others see nothing', async () => {
    const elsewhere = await makeMember([])
    expect((await suspend(manager, elsewhere)).status).toBe(404)
    const member = await makeMember()
    expect((await suspend(elsewhere, member)).status).toBe(404)
    expect((await elsewhere.client.get(`/people/${member.personId}/standing`)).status).toBe(403)
  })

  test('to expel somebody is for administrators who have stepped up', async () => {
    const member = await makeMember()
    const expel = ({ client }: MadePerson) =>
      client.call<Standing>('POST', `/people/${member.personId}/expulsion`, { reason: 'Enough' })
    expect((await decide(administrator, member, { to: 'expelled' })).status).toBe(422)
    expect((await expel(manager)).status).toBe(403)
    await portal.app.database.sql(
      sql`UPDATE sessions SET proven_until = NULL WHERE account_id = ${administrator.accountId}::uuid`,
    )
    pass({ seconds: 31 })
    expect((await expel(administrator)).body.code).toBe('request.stepUpNeeded')
    await portal.app.database.sql(
      sql`UPDATE sessions SET proven_until = expires_at WHERE account_id = ${administrator.accountId}::uuid`,
    )
    pass({ seconds: 31 })
    expect((await expel(administrator)).body).toMatchObject({ standing: 'expelled' })
    expect((await read(manager, member)).standing).toBe('expelled')
  })
})

describe('from a day on', () => {
  const day = (days: number) =>
    new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

  test('it holds when the day comes, in rights as in words, without anybody doing anything', async () => {
    const member = await makeMember()
    expect((await decide(manager, member, { to: 'suspended', from: day(3) })).status).toBe(200)
    expect(await read(manager, member)).toMatchObject({
      standing: 'active',
      planned: { standing: 'suspended' },
    })
    expect((await member.client.call('GET', '/units')).status).toBe(200)
    // Nobody looks again at what is cached: its time is judged at each check.
    pass({ seconds: 3 * 86_400 })
    expect((await member.client.call('GET', '/units')).body).toMatchObject({
      code: 'request.membershipRests',
    })
    expect(await read(manager, member)).toMatchObject({ standing: 'suspended', planned: null })
  })

  test('it can be withdrawn until then, and is dropped by what is decided meanwhile', async () => {
    const member = await makeMember()
    const withdraw = () =>
      manager.client.call<Standing>('DELETE', `/people/${member.personId}/standing/planned`)
    expect((await withdraw()).body.code).toBe('membership.nothingPlanned')
    await decide(manager, member, { to: 'suspended', from: day(3) })
    expect((await withdraw()).status).toBe(200)
    expect(await read(manager, member)).toMatchObject({ standing: 'active', planned: null })
    await decide(manager, member, { to: 'suspended', from: day(3) })
    await decide(manager, member, { to: 'resigned' })
    const { standing, planned, history } = await read(manager, member)
    expect([standing, planned]).toEqual(['resigned', null])
    expect(history.filter(({ withdrawnAt }) => withdrawnAt !== null)).toHaveLength(2)
  })

  test('membership.error.tooEarly: not before what holds now began', async () => {
    const member = await makeMember()
    const { status, body } = await decide(manager, member, { to: 'suspended', from: '2001-01-01' })
    expect([status, body.issues?.[0]?.pointer]).toEqual([422, '/from'])
  })
})

describe('while a membership rests', () => {
  test('rights stop at once for commands and within a second for reads, in every process, and come back', async () => {
    const other = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
    const client = new Client(second.url)
    for (const [name, value] of other.client.cookies) client.setCookie(name, value)
    const rename = () => client.call<Standing>('PATCH', `/units/${unitId}`, { name: `Name ${Math.random()}` })
    const readGrants = () => client.call('GET', `/units/${unitId}/grants`)
    expect([(await rename()).status, (await readGrants()).status]).toEqual([200, 200])
    await suspend(administrator, other)
    expect((await rename()).body.code).toBe('request.membershipRests')
    await until('reads stop', async () => (await readGrants()).status === 403, 1_000)
    await decide(administrator, other, { to: 'active' })
    await until('reads come back', async () => (await readGrants()).status === 200, 1_000)
    expect((await rename()).status).toBe(200)
  })

  test('one still signs in, reads what holds and whom to ask, and has one’s data', async () => {
    const member = await makeMember()
    await suspend(manager, member)
    const mine = (await member.client.call<Mine>('GET', '/me/standing')).body
    expect(mine).toMatchObject({ standing: 'suspended', rests: true, reason: 'Because' })
    // Nothing is set at the unit or above: those who run the association are named.
    expect(mine.contacts.map(({ email }) => email)).toContain(administrator.email)
    await administrator.client.call('PUT', `/units/${tenantId}/settings/contactEmail`, {
      value: 'office@example.org',
    })
    const page = await member.client.get('/membership')
    expect(page.text).toContain('office@example.org')
    expect(page.text).toContain('Because')
    expect((await member.client.get('/')).text).toContain('Your membership is suspended')
    expect((await member.client.get('/profile/data')).status).toBe(200)
    const closed = await member.client.get('/profile')
    expect([closed.status, closed.text.includes('href="/membership"')]).toEqual([403, true])
    const told = await member.client.call('PUT', '/me/names', { givenName: 'Other' })
    expect(told.body).toMatchObject({ status: 403, code: 'request.membershipRests' })
  })

  test('what one fetches of one’s own data is open, and no other task', async () => {
    const member = await makeMember()
    await suspend(manager, member)
    const asked = await member.client.call<{ taskId: string }>('POST', '/me/data')
    expect(asked.status).toBe(202)
    expect((await member.client.call('GET', `/tasks/${asked.body.taskId}`)).status).toBe(200)
  })

  test('nothing changes for the same account in another association', async () => {
    const member = await makeMember()
    const there = await makeAssociation(portal, 'There', ['localhost'])
    await portal.app.runner.call(
      addPerson,
      { accountId: member.accountId, givenName: 'Given', familyName: null, locale: 'en', timeZone: 'UTC' },
      portal.app.asSystem('test', there),
    )
    await suspend(manager, member)
    const elsewhere = new Client(portal.url.replace('127.0.0.1', 'localhost'))
    elsewhere.setCookie('session', member.client.cookies.get('session') as string)
    expect((await member.client.call('GET', '/units')).status).toBe(403)
    // The same session, in the other association, is a member's.
    expect((await elsewhere.call<Mine>('GET', '/me/standing')).body).toMatchObject({
      standing: 'active',
      rests: false,
    })
    expect((await elsewhere.get('/profile')).status).toBe(200)
    // Signing in here works as before as well.
    const again = await signedIn(portal, member.email)
    expect((await again.call<Mine>('GET', '/me/standing')).body.standing).toBe('suspended')
  })

  test('the person is told by mail, with the reason and whom to ask', async () => {
    const member = await makeMember()
    await suspend(manager, member)
    await portal.runJobs()
    const [mail] = await portal.app.database.sql<{ text: string }>(
      sql`SELECT text FROM kept_mails WHERE recipient = ${member.email} ORDER BY created_at DESC LIMIT 1`,
    )
    expect(mail?.text).toContain('is suspended from')
    expect(mail?.text).toContain('Because')
    expect(mail?.text).toContain('office@example.org')
  })
})

describe('the last administrator', () => {
  test('cannot be suspended, and two who are suspended at once leave one', async () => {
    const there = await makeAssociation(portal, 'Few', [])
    const [a, b] = [
      await makePerson(portal, { tenantId: there, roles: ['administrator'] }),
      await makePerson(portal, { tenantId: there, roles: ['administrator'] }),
    ]
    const bySystem = ({ personId }: MadePerson) =>
      portal.app.runner.call(
        changeStanding,
        { personId, to: 'suspended', reason: 'Test' },
        portal.app.asSystem('test', there),
      )
    const outcomes = await Promise.allSettled([bySystem(a), bySystem(b)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(refused).toMatchObject({ reason: { code: 'access.lastAdministrator' } })
  })

  test('is not made up for by an administrator whose membership rests', async () => {
    const there = await makeAssociation(portal, 'Two', [])
    const [a, b] = [
      await makePerson(portal, { tenantId: there, roles: ['administrator'] }),
      await makePerson(portal, { tenantId: there, roles: ['administrator'] }),
    ]
    const system = () => portal.app.asSystem('test', there)
    await portal.app.runner.call(
      changeStanding,
      { personId: a.personId, to: 'suspended', reason: 'Test' },
      system(),
    )
    const [grant] = await portal.app.database.sql<{ id: string }>(
      sql`SELECT id FROM grants WHERE person_id = ${b.personId}::uuid AND role = 'administrator'`,
    )
    await expect(
      portal.app.runner.call(endGrant, { grantId: grant?.id as string }, system()),
    ).rejects.toMatchObject({ code: 'access.lastAdministrator' })
  })
})

test('of many decisions about one person at once, one holds and the periods follow one another', async () => {
  const member = await makeMember()
  const replies = await Promise.all(
    ['suspended', 'lapsed', 'resigned', 'suspended', 'lapsed', 'resigned'].map((to) =>
      decide(administrator, member, { to }),
    ),
  )
  for (const { status } of replies) expect([200, 409, 422]).toContain(status)
  const rows = await portal.app.database.sql<{ startsAt: Date; endsAt: Date | null }>(sql`
    SELECT starts_at AS "startsAt", ends_at AS "endsAt" FROM person_standings
    WHERE person_id = ${member.personId}::uuid ORDER BY starts_at, ends_at NULLS LAST`)
  expect(rows.filter(({ endsAt }) => endsAt === null)).toHaveLength(1)
  rows.slice(1).forEach(({ startsAt }, index) => void expect(rows[index]?.endsAt).toEqual(startsAt))
})

describe('in the list of members', () => {
  test('one filters by standing, suspends and reinstates many with one reason, and has it in the file', async () => {
    const place = await makeUnit(portal, tenantId)
    const people = [await makeMember([place]), await makeMember([place])]
    const list = async (query: string) =>
      (
        await administrator.client.call<{ items: Array<{ id: string; standing: string }> }>(
          'GET',
          `/members?within=${place}&${query}`,
        )
      ).body.items
    const chosen = (await list('')).map(({ id }) => id)
    expect(chosen).toHaveLength(2)
    const noReason = await administrator.client.call('POST', '/members/suspend', { chosen })
    expect(noReason.status).toBe(422)
    const done = await administrator.client.call('POST', '/members/suspend', { chosen, reason: 'Dues' })
    expect(done.body).toMatchObject({ done: 2, refused: [] })
    expect(await list('standing=suspended')).toHaveLength(2)
    expect(await list('standing=active')).toHaveLength(0)
    const file = await administrator.client.download(`/members.csv?within=${place}`)
    expect(file.text).toContain('Standing')
    expect(file.text).toContain('Suspended')
    const back = await administrator.client.call('POST', '/members/reactivate', { chosen, reason: 'Paid' })
    expect(back.body).toMatchObject({ done: 2 })
    const [first] = people
    expect((await first?.client.call('GET', '/units'))?.status).toBe(200)
  })

  test('the pages of both acts ask for the reason', async () => {
    const member = await makeMember()
    const { rows } = await portal.app.database.pool.query<{ id: string }>(
      'SELECT id FROM memberships WHERE person_id = $1 AND unit_id = $2',
      [member.personId, unitId],
    )
    const chosen = rows[0]?.id
    const pages = [
      await administrator.client.get(`/members/suspend?chosen=${chosen}`),
      await administrator.client.get(`/members/reactivate?chosen=${chosen}`),
    ]
    expect(pages.map(({ status, text }) => [status, text.includes('name="reason"')])).toEqual([
      [200, true],
      [200, true],
    ])
  })
})

describe('membership.changeStandingOfMember', () => {
  test('is refused for rows of units that one does not look after', async () => {
    const elsewhere = await makeMember([])
    const { rows } = await portal.app.database.pool.query<{ id: string }>(
      'SELECT id FROM memberships WHERE person_id = $1',
      [elsewhere.personId],
    )
    const reply = await manager.client.call('POST', '/members/suspend', {
      chosen: [rows[0]?.id],
      reason: 'No',
    })
    expect(reply.body).toMatchObject({ done: 0, refused: [{ code: 'request.notFound', count: 1 }] })
  })
})

describe('on the pages', () => {
  test('staff decide by a form, withdraw by a button and expel on a page of its own', async () => {
    const member = await makeMember()
    const page = () => administrator.client.get(`/people/${member.personId}/standing`)
    const form = { to: 'suspended', reason: 'By form', from: '2099-01-01' }
    expect((await administrator.client.form(`/people/${member.personId}/standing`, form)).status).toBe(303)
    expect((await page()).text).toContain('Withdraw')
    expect((await administrator.client.form(`/people/${member.personId}/standing/withdraw`, {})).status).toBe(
      303,
    )
    expect((await page()).text).toContain('Suspended (dropped)')
    expect((await administrator.client.get(`/people/${member.personId}/expel`)).status).toBe(200)
    const expelled = await administrator.client.form(`/people/${member.personId}/expel`, {
      reason: 'By form',
    })
    expect(expelled.status).toBe(303)
    expect((await page()).text).toContain('Expelled')
    // There is nothing more to expel.
    expect((await administrator.client.get(`/people/${member.personId}/expel`)).status).toBe(403)
  })

  test('membership.readStandingLetter says nothing of what was dropped, nor to the dead', async () => {
    const member = await makeMember()
    const decided = await administrator.client.call<{ standingId: string }>(
      'POST',
      `/people/${member.personId}/standing`,
      { to: 'deceased', reason: 'Told by the family' },
    )
    const letter = await portal.app.runner.ask(
      readStandingLetter,
      { standingId: decided.body.standingId },
      portal.app.asSystem('test', tenantId),
    )
    expect(letter).toBeNull()
  })
})
