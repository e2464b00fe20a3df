import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { addPerson } from '../../../src/modules/people/index.ts'
import type { Duplicates } from '../../../src/modules/privacy/contract.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let here: string
let staff: MadePerson
const ids: Record<string, string> = {}

async function add(key: string, told: object, tenantId = here): Promise<void> {
  const { personId } = await portal.app.runner.call(
    addPerson,
    { accountId: null, givenName: key, familyName: `Of ${key}`, locale: 'en', timeZone: 'UTC', ...told },
    portal.app.asSystem('test', tenantId),
  )
  ids[key] = personId
}

const list = async (query = '', { client } = staff) =>
  (await client.call<Duplicates>('GET', `/duplicates${query}`)).body
const keyOf = (id: string) => Object.keys(ids).find((key) => ids[key] === id) ?? id
const told = ({ items }: Duplicates) =>
  items.map(({ by, first, second }) => [by, ...[keyOf(first.personId), keyOf(second.personId)].sort()])

beforeAll(async () => {
  portal = await openPortal()
  here = await makeAssociation(portal, 'Here')
  const elsewhere = await makeAssociation(portal, 'Elsewhere')
  staff = await makePerson(portal, { tenantId: here, roles: ['administrator'] })
  const accounted = await makePerson(portal, { tenantId: here, roles: [] })
  ids.accounted = accounted.personId
  await portal.app.database.pool.query(`UPDATE persons SET display_name = id::text WHERE tenant_id = $1`, [
    here,
  ])
  await add('mailed', { email: 'Same@example.org' })
  await add('again', { email: 'same@EXAMPLE.org' })
  await add('account', { email: accounted.email.toUpperCase() })
  await add('phoned', { phone: '+380 67 123 45 67' })
  await add('called', { phone: '067 123-45-67' })
  await add('named', { givenName: 'Олена', familyName: 'Шевченко' })
  await add('turned', { givenName: 'Шевченко', familyName: 'ОЛЕНА' })
  await add('alone', { givenName: 'Nobody', familyName: 'Else' })
  await add('far', { email: 'same@example.org' }, elsewhere)
})
afterAll(() => portal.close())

const all = [
  ['email', 'account', 'accounted'],
  ['email', 'again', 'mailed'],
  ['phone', 'called', 'phoned'],
  ['name', 'named', 'turned'],
]

test('pairs of one association are told by what is the same, the surest first, a page at a time', async () => {
  const whole = await list()
  expect(told(whole).sort()).toEqual([...all].sort())
  expect(told(whole).map(([by]) => by)).toEqual(['email', 'email', 'phone', 'name'])
  const pages: Duplicates['items'] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Duplicates = await list(
      `?limit=1${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    expect(page.items).toHaveLength(1)
    pages.push(...page.items)
    cursor = page.nextCursor
  }
  expect(pages).toEqual(whole.items)
  expect(await staff.client.call('GET', '/duplicates?cursor=x')).toMatchObject({ status: 422 })
})

test('follows what entries say, and leaves out who was merged or erased', async () => {
  await portal.app.database.pool.query('UPDATE persons SET phone = NULL WHERE id = $1', [ids.called])
  expect(told(await list()).map(([by]) => by)).not.toContain('phone')
  await portal.app.database.pool.query(`UPDATE persons SET phone = '+380671234567' WHERE id = $1`, [
    ids.called,
  ])
  expect(told(await list())).toContainEqual(['phone', 'called', 'phoned'])
  await portal.app.database.pool.query('UPDATE persons SET deleted_at = now() WHERE id = $1', [ids.again])
  expect(told(await list())).not.toContainEqual(['email', 'again', 'mailed'])
  const { rows } = await portal.app.database.pool.query('SELECT 1 FROM alike_keys WHERE person_id = $1', [
    ids.again,
  ])
  expect(rows).toEqual([])
})

test('what is said to be two people is offered no more; the page leads to merging', async () => {
  const page = await staff.client.get('/merges')
  const [first, second] = [ids.named, ids.turned].sort()
  expect(page.text).toContain(`/people/${first}/merge/${second}`)
  expect((await staff.client.get('/')).text).toContain('href="/merges"')
  const sent = await staff.client.form(`/merges/different/${first}/${second}`, {})
  expect(sent.headers.get('location')).toBe('/merges')
  expect(told(await list()).map(([by]) => by)).not.toContain('name')
})

test('is for those who merge in the whole association', async () => {
  const unitId = await makeUnit(portal, here)
  const manager = await makePerson(portal, { tenantId: here, at: [{ unitId, role: 'manager' }] })
  expect((await manager.client.call('GET', '/duplicates')).status).toBe(403)
  const role = await staff.client.call<{ id: string }>('POST', '/roles', {
    unitId: here,
    name: { v: 1, en: 'Merger' },
    permissions: ['privacy.merge'],
  })
  expect(
    await staff.client.call('POST', '/grants', { personId: manager.personId, unitId, role: role.body.id }),
  ).toMatchObject({ status: 201 })
  // What is read follows a grant within a second.
  await until('the role counts', async () => (await manager.client.call('GET', '/duplicates')).status === 200)
  expect(await list('', manager)).toEqual({ items: [], nextCursor: null })
})
