import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { numberOf } from '../../../src/modules/membership/number.ts'
import { addPerson } from '../../../src/modules/people/index.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Series {
  series: { prefix: string; nextNumber: number } | null
  next: string | null
  without: number
  given?: number
  code?: string
  issues?: Array<{ pointer: string; code: string }>
}

let portal: Portal
let tenantId: string
let administrator: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
afterAll(() => portal.close())

const put = (body: object) =>
  administrator.client.call<Series>('PUT', '/membership-numbers/series', {
    prefix: '',
    withYear: false,
    digits: 4,
    ...body,
  })
const numberOfPerson = async (personId: string) =>
  (await administrator.client.call<{ number: string | null }>('GET', `/people/${personId}/standing`)).body
    .number

async function makeProspect(): Promise<string> {
  const { personId } = await portal.app.runner.call(
    addPerson,
    { accountId: null, givenName: 'New', familyName: null, locale: 'en', timeZone: 'UTC' },
    portal.app.asSystem('test', tenantId),
  )
  await portal.app.database.pool.query(
    `INSERT INTO standings (id, tenant_id, person_id, standing, starts_at, decided_at)
     VALUES (gen_random_uuid(), $1, $2, 'prospect', $3, $3)`,
    [tenantId, personId, portal.clock.now()],
  )
  return personId
}
const admit = (personId: string) =>
  administrator.client.call('POST', `/people/${personId}/standing`, { to: 'active', reason: 'Welcome' })

test.each([
  [{ prefix: '', withYear: false, digits: 1, nextNumber: 7 }, '7'],
  [{ prefix: 'UA-', withYear: true, digits: 5, nextNumber: 42 }, 'UA-2026-00042'],
  [{ prefix: 'M', withYear: false, digits: 2, nextNumber: 12345 }, 'M12345'],
])('%j is %s', (series, number) => expect(numberOf(series, 2026)).toBe(number))

test('nobody has a number until somebody says how they look', async () => {
  expect((await administrator.client.call<Series>('POST', '/membership-numbers', {})).body.code).toBe(
    'membership.noSeries',
  )
  expect(await numberOfPerson(administrator.personId)).toBeNull()
  const found = await administrator.client.call<Series>('GET', '/membership-numbers/series')
  expect(found.body).toMatchObject({ series: null, next: null, without: 1 })
})

describe('with a series', () => {
  test('it is told how the next one looks, and what is wrong all at once', async () => {
    const year = portal.clock.now().getUTCFullYear()
    const { body } = await put({ prefix: 'UA-', withYear: true, digits: 5, nextNumber: 100 })
    expect(body).toMatchObject({ next: `UA-${year}-00100`, without: 1 })
    const wrong = await put({ prefix: 'A\nB', digits: 0, nextNumber: 0 })
    expect(wrong.body.issues?.map(({ pointer }) => pointer).sort()).toEqual([
      '/digits',
      '/nextNumber',
      '/prefix',
    ])
  })

  test('those who were here get theirs by one act, and keep them', async () => {
    const given = await administrator.client.call<Series>('POST', '/membership-numbers', {})
    expect(given.body.given).toBe(1)
    const number = await numberOfPerson(administrator.personId)
    expect(number).toMatch(/^UA-\d{4}-00100$/)
    expect((await administrator.client.call<Series>('POST', '/membership-numbers', {})).body.given).toBe(0)
    expect(await numberOfPerson(administrator.personId)).toBe(number)
  })

  describe('membership.welcomeMember', () => {
    test('who joins gets one; a prospect gets it with the membership, and keeps it for life', async () => {
      const joined = await makePerson(portal, { tenantId })
      expect(await numberOfPerson(joined.personId)).toMatch(/-00101$/)
      const prospect = await makeProspect()
      expect(await numberOfPerson(prospect)).toBeNull()
      await admit(prospect)
      const number = await numberOfPerson(prospect)
      expect(number).toMatch(/-00102$/)
      await administrator.client.call('POST', `/people/${prospect}/standing`, {
        to: 'suspended',
        reason: 'Dues',
      })
      await admit(prospect)
      expect(await numberOfPerson(prospect)).toBe(number)
    })
  })

  test('membership.error.numberPassed: the count does not go back', async () => {
    const { status, body } = await put({ nextNumber: 5 })
    expect([status, body.issues?.[0]?.code]).toEqual([422, 'membership.error.numberPassed'])
  })

  test('of thirty admitted at once each has one of their own, though the look makes old numbers come again', async () => {
    // `UA-2026-00103` without year and prefix is new; a prefix that ends in digits makes some of them old ones.
    await put({ prefix: '1', digits: 1, nextNumber: 200 })
    const people = await Promise.all(Array.from({ length: 30 }, makeProspect))
    await portal.app.database.pool.query(
      `INSERT INTO membership_numbers (tenant_id, number, person_id, given_at, replaced_at) VALUES ($1, '1205', $2, now(), now())`,
      [tenantId, administrator.personId],
    )
    const replies = await Promise.all(people.map(admit))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    const numbers = await Promise.all(people.map(numberOfPerson))
    expect(new Set(numbers).size).toBe(30)
    expect(numbers).not.toContain('1205')
  })
})

test('staff find people by it: in the list, in the search of all pages, in the file', async () => {
  const number = (await numberOfPerson(administrator.personId)) as string
  const list = await administrator.client.call<{ items: Array<{ number: string }> }>(
    'GET',
    `/members?search=${number}`,
  )
  expect(list.body.items.map((item) => item.number)).toEqual([number])
  // A part of it, beside a part of the name.
  const both = await administrator.client.call<{ items: Array<{ number: string; name: string }> }>(
    'GET',
    `/members?search=${number.slice(1)}`,
  )
  const { name = '' } = both.body.items.find((item) => item.number === number) ?? {}
  const narrow = await administrator.client.call<typeof both.body>(
    'GET',
    `/members?search=${number.slice(1)}%20${encodeURIComponent(name.slice(-3))}`,
  )
  expect(narrow.body.items.map((item) => item.number)).toContain(number)
  expect((await administrator.client.get(`/search?q=${number}`)).text).toContain(
    `/people/${administrator.personId}/standing`,
  )
  expect((await administrator.client.download(`/members.csv?search=${number}`)).text).toContain(number)
  const member = await makePerson(portal, { tenantId })
  expect((await member.client.get(`/search?q=${number}`)).text).not.toContain(administrator.personId)
})

test('the page says how numbers look, and gives them', async () => {
  const page = await administrator.client.get('/settings/membership-numbers')
  expect([page.status, page.text.includes('name="digits"')]).toEqual([200, true])
  const form = { prefix: 'N', digits: '3', nextNumber: '' }
  const saved = await administrator.client.form('/settings/membership-numbers', form)
  expect(saved.status).toBe(303)
  const given = await administrator.client.form('/settings/membership-numbers/give', {})
  expect(given.status).toBe(303)
  expect((await administrator.client.get('/membership')).text).toContain('Membership number')
})
