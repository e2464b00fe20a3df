import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { admitFounder } from '../../../src/modules/identity/index.ts'
import { listAdministrators, readFoundingLetter } from '../../../src/modules/tenants/index.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { makePlatformAdministrator } from '../../factories/platform.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
  state?: string
  tenantId?: string
  foundingId: string
  address?: string | null
}
interface Mine {
  founding: string
  items: Array<{ id: string; state: string; reason: string | null; name: string }>
}

let portal: Portal
let staff: MadePerson
let home: string

beforeAll(async () => {
  portal = await openPortal({ config: { FOUNDING: 'approved', FOUNDING_DOMAIN: 'guilds.example' } })
  home = await makeAssociation(portal, 'Home')
  staff = await makePlatformAdministrator(portal, home)
})
afterAll(() => portal.close())

const wish = (slug: string) => ({
  name: `Guild ${slug}`,
  slug,
  locale: 'en',
  timeZone: 'UTC',
  unitKind: 'Chapter',
  familyName: 'Bondar',
  purpose: 'To build',
})
const ask = (who: MadePerson, slug: string) => who.client.call<Answer>('POST', '/foundings', wish(slug))
const mine = async (who: MadePerson) => (await who.client.call<Mine>('GET', '/foundings')).body

test('a wish waits for an answer, is approved, and has a host name from then on', async () => {
  const founder = await makePerson(portal, { tenantId: home })
  const asked = await ask(founder, 'bridge')
  expect(asked).toMatchObject({ status: 201, body: { state: 'asked', tenantId: null } })
  expect((await founder.client.get<string>('/found')).text).toContain('Your wish waits for an answer')
  await portal.runJobs()
  expect((await mailsTo(portal, staff.email)).some(({ subject }) => subject.includes('Guild bridge'))).toBe(
    true,
  )
  const all = await staff.client.call<{ items: Array<{ id: string; founder: string; purpose: string }> }>(
    'GET',
    '/platform/foundings',
  )
  expect(all.body.items[0]).toMatchObject({ founder: founder.email, purpose: 'To build' })
  expect((await staff.client.get<string>('/platform/foundings')).text).toContain('Guild bridge')
  const approved = await staff.client.call<Answer>(
    'POST',
    `/platform/foundings/${asked.body.foundingId}/approve`,
  )
  expect(approved.body).toMatchObject({ state: 'approved' })
  expect(approved.body.address).toContain('bridge.guilds.example')
  const detail = await staff.client.call<{ hosts: string[]; administrators: number }>(
    'GET',
    `/platform/tenants/${approved.body.tenantId}`,
  )
  expect(detail.body).toMatchObject({ hosts: ['bridge.guilds.example'], administrators: 1, people: 1 })
  await portal.runJobs()
  const [mail] = (await mailsTo(portal, founder.email)).filter(({ subject }) =>
    subject.includes('is founded'),
  )
  expect(mail?.text).toContain('bridge.guilds.example')
  const again = await staff.client.call<Answer>(
    'POST',
    `/platform/foundings/${asked.body.foundingId}/approve`,
  )
  expect([again.status, again.body.code]).toEqual([409, 'tenants.decidedBefore'])
})

test('a wish is declined with a reason, which its founder reads', async () => {
  const founder = await makePerson(portal, { tenantId: home })
  const { foundingId } = (await ask(founder, 'harbour')).body
  const { client } = staff
  const decline = (reason: string) =>
    client.call('POST', `/platform/foundings/${foundingId}/decline`, { reason })
  expect((await decline(' ')).status).toBe(422)
  const page = await client.get<string>(`/platform/foundings/${foundingId}/decline`)
  expect(page.text).toContain('Guild harbour')
  const sent = await client.form(`/platform/foundings/${foundingId}/decline`, { reason: 'Not a guild' })
  expect(sent.status).toBe(303)
  expect((await mine(founder)).items[0]).toMatchObject({ state: 'declined', reason: 'Not a guild' })
  await portal.runJobs()
  expect((await mailsTo(portal, founder.email)).some(({ text }) => text.includes('Not a guild'))).toBe(true)
  const system = portal.app.asSystem('test')
  const letter = await portal.app.runner.ask(readFoundingLetter, { foundingId }, system)
  expect(letter).toMatchObject({ accountId: founder.accountId, state: 'declined' })
  expect((await decline('Again')).status).toBe(409)
})

test('tenants.alreadyAsked: one wish at a time, which one withdraws, and nobody else does', async () => {
  const founder = await makePerson(portal, { tenantId: home })
  const { foundingId } = (await ask(founder, 'lantern')).body
  const second = await ask(founder, 'lantern-two')
  expect([second.status, second.body.code]).toEqual([409, 'tenants.alreadyAsked'])
  const other = await makePerson(portal, { tenantId: home })
  const taken = await ask(other, 'lantern')
  expect([taken.status, taken.body.code]).toEqual([409, 'tenants.slugTaken'])
  expect((await other.client.call('DELETE', `/foundings/${foundingId}`)).status).toBe(404)
  expect((await founder.client.call('DELETE', `/foundings/${foundingId}`)).status).toBe(200)
  expect((await ask(other, 'lantern')).status).toBe(201)
  const waiting = (await mine(other)).items[0]?.id
  expect((await other.client.form(`/foundings/${waiting}/withdraw`, {})).headers.get('location')).toBe(
    '/found',
  )
  expect((await founder.client.form('/found', wish('lantern-four'))).headers.get('location')).toBe('/found')
  const last = (await mine(founder)).items[0]?.id
  const byForm = await staff.client.form(`/platform/foundings/${last}/approve`, {})
  expect(byForm.headers.get('location')).toBe('/platform/foundings')
  expect((await mine(founder)).items[0]?.state).toBe('approved')
})

test('tenants.founderGone: nothing is founded for an account that is closed', async () => {
  const founder = await makePerson(portal, { tenantId: home })
  const { foundingId } = (await ask(founder, 'ghost')).body
  await portal.app.database.pool.query(`UPDATE accounts SET status = 'closed' WHERE id = $1`, [
    founder.accountId,
  ])
  const reply = await staff.client.call<Answer>('POST', `/platform/foundings/${foundingId}/approve`)
  expect([reply.status, reply.body.code]).toEqual([409, 'tenants.founderGone'])
})

test('a wish that nobody could grant is refused at once, not once it is approved', async () => {
  const founder = await makePerson(portal, { tenantId: home })
  for (const [field, value] of [
    ['name', 'Two\nlines'],
    ['name', '\u200b'],
    ['unitKind', '\u200b'],
    ['givenName', 'www.example.org'],
    ['familyName', 'a\u0007'],
  ] as const) {
    const { status, body } = await founder.client.call<{ issues: Array<{ pointer: string }> }>(
      'POST',
      '/foundings',
      { ...wish('hopeless'), [field]: value },
    )
    expect([status, body.issues?.map(({ pointer }) => pointer)]).toEqual([422, [`/${field}`]])
  }
})

test('whoever founds has one name at least, whichever it is', async () => {
  const founder = await makePerson(portal, { tenantId: home })
  const send = (names: object) =>
    founder.client.call<Answer & { issues?: object[] }>('POST', '/foundings', {
      ...wish('one-name'),
      familyName: '',
      ...names,
    })
  expect((await send({})).body.issues).toMatchObject([
    { pointer: '/givenName', code: 'people.error.nameless' },
  ])
  expect((await send({ givenName: 'Only' })).status).toBe(201)
})

test('tenants.foundingClosed: nobody founds where the installation does not say so', async () => {
  const closed = await openPortal({ databaseUrl: portal.databaseUrl })
  const person = await makePerson(closed, { tenantId: home })
  const reply = await ask(person, 'nowhere')
  expect([reply.status, reply.body.code]).toEqual([409, 'tenants.foundingClosed'])
  expect((await person.client.get<string>('/found')).text).toContain('founded here by whoever runs')
  await closed.close()
})

test('the founder is made a member and the administrator, whom mails reach', async () => {
  const tenantId = await makeAssociation(portal, 'Without anybody')
  const { accountId, email } = await makePerson(portal, { tenantId: home })
  const system = () => portal.app.asSystem('test', tenantId)
  const who = { accountId, givenName: null, familyName: 'Bondar', locale: 'uk', timeZone: 'UTC' }
  await portal.app.runner.call(admitFounder, who, system())
  const { items } = await portal.app.runner.ask(listAdministrators, { tenantId }, system())
  expect(items).toEqual([{ name: 'Bondar', to: email, locale: 'uk' }])
})
