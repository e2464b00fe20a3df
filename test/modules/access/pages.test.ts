import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let administrator: MadePerson
let ward: string
let beside: string

beforeAll(async () => {
  portal = await openPortal({ config: { STEP_UP_SECONDS: 86_400_000 } })
  tenantId = await makeAssociation(portal, 'Association', ['127.0.0.1'])
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  ward = await makeUnit(portal, tenantId, tenantId, 'Ward')
  beside = await makeUnit(portal, tenantId, tenantId, 'Beside')
})
afterAll(() => portal.close())

/** The address that a form led on to. */
const ledTo = (reply: { headers: Headers }) => reply.headers.get('location') ?? ''

async function makeRole(permissions: string): Promise<string> {
  const name = `Clerk ${randomUUID()}`
  const made = await administrator.client.form(`/roles/new?unit=${ward}`, { 'name.en': name, permissions })
  expect(ledTo(made)).toMatch(/^\/roles\/[0-9a-f-]{36}$/)
  return ledTo(made).slice('/roles/'.length)
}

async function give(person: MadePerson, role: string, more: Record<string, string> = {}): Promise<string> {
  const address = `/units/${ward}/give-role?person=${person.personId}`
  const given = await administrator.client.form(address, { personId: person.personId, role, ...more })
  expect(ledTo(given)).toMatch(/^\/grants\/[0-9a-f-]{36}$/)
  return ledTo(given).slice('/grants/'.length)
}

test('a role is put together by boxes, told in plain words, copied, retired and restored', async () => {
  const { client } = administrator
  const form = await client.get(`/roles/new?unit=${ward}`)
  expect(form.text).toContain('create, change, move, merge, close and reopen units')
  expect(form.text).toContain('Brings along: see units and how they hang together')
  const role = await makeRole('units.manage')
  const page = (await client.get(`/roles/${role}`)).text
  expect(page).toContain('And therefore also')
  expect((await client.get('/roles')).text).toContain(`/roles/${role}`)
  const copy = (await client.get(`/roles/new?unit=${ward}&from=${role}`)).text
  expect(copy).toMatch(/value="units\.manage"[^>]* checked|checked[^>]* value="units\.manage"/)
  expect((await client.form(`/roles/${role}/retire`, {})).status).toBe(303)
  expect((await client.get(`/roles/${role}`)).text).toContain('Restore role')
  expect((await client.form(`/roles/${role}/restore`, {})).status).toBe(303)
  expect((await client.form(`/roles/${role}/second-factor`, { required: 'true' })).status).toBe(303)
  expect((await client.get(`/roles/${role}`)).text).toContain('the rights of this role wait')
})

test('a change says first who gains and loses what, and is done once that was read', async () => {
  const { client } = administrator
  const role = await makeRole('units.read')
  await give(await makePerson(portal, { tenantId }), role)
  const name = 'Treasurer'
  const first = await client.form(`/roles/${role}/edit`, { 'name.en': name, permissions: 'members.read' })
  expect(first.status).toBe(409)
  expect(first.text).toContain('1 person gains: see who belongs to units')
  expect(first.text).toContain('1 person loses, unless another role carries it: see units')
  expect(first.text).toMatch(/name="toldHolders" value="1"/)
  const told = { 'name.en': name, permissions: 'members.read', toldHolders: '1' }
  expect(ledTo(await client.form(`/roles/${role}/edit`, told))).toBe(`/roles/${role}`)
})

test('a role is given by days: until one is until that day is over where the reader is', async () => {
  const { client } = administrator
  const clerk = await makePerson(portal, { tenantId })
  const found = await client.get(`/units/${ward}/give-role?search=given`)
  expect(found.text).toContain('/give-role?person=')
  const grantId = await give(clerk, 'manager', {
    startsAt: '2031-05-01',
    endsAt: '2031-05-31',
    reason: 'Elected',
  })
  const grant = await client.call<{ startsAt: string; endsAt: string; state: string }>(
    'GET',
    `/grants/${grantId}`,
  )
  expect(grant.body).toMatchObject({
    startsAt: '2031-05-01T00:00:00.000Z',
    endsAt: '2031-06-01T00:00:00.000Z',
    state: 'coming',
    reason: 'Elected',
  })
  const page = await client.get(`/grants/${grantId}`)
  expect(page.text).toContain('value="2031-05-31"')
  expect(ledTo(await client.form(`/grants/${grantId}`, { endsAt: '' }))).toBe(`/grants/${grantId}`)
  const refused = await client.form(`/grants/${grantId}`, { endsAt: '2001-02-03' })
  expect([refused.status, refused.text.includes('Choose a time that is still to come.')]).toEqual([422, true])
  expect((await client.form(`/grants/${grantId}/end`, {})).status).toBe(303)
  expect((await client.call<{ state: string }>('GET', `/grants/${grantId}`)).body.state).toBe('over')
})

test('the list of grants knows states, roles and places, ends what was chosen, and comes as a file', async () => {
  const { client } = administrator
  const role = await makeRole('units.read')
  const [one, other] = [await makePerson(portal, { tenantId }), await makePerson(portal, { tenantId })]
  const grants = [await give(one, role), await give(other, role)]
  const list = async (query: string) => {
    const { body } = await client.call<{ items: Array<{ id: string; state: string }> }>(
      'GET',
      `/grants?${query}`,
    )
    return body.items.map(({ id, state }) => `${id} ${state}`).sort()
  }
  const current = grants.map((id) => `${id} current`).sort()
  expect(await list(`role=${role}`)).toEqual(current)
  expect(await list(`role=${role}&within=${ward}&state=current`)).toEqual(current)
  expect(await list(`role=${role}&within=${beside}`)).toEqual([])
  expect(await list(`role=${role}&person=${one.personId}`)).toEqual([`${grants[0]} current`])
  expect((await client.call('GET', `/grants?role=${randomUUID()}`)).status).toBe(422)
  const shape = await client.call<{ filters: Array<{ key: string; options: object[] | null }> }>(
    'GET',
    '/grants/columns',
  )
  const offered = shape.body.filters.find(({ key }) => key === 'role')?.options
  expect(offered).toContainEqual({ value: role, text: expect.stringContaining('Clerk') })
  expect(offered).toContainEqual({ value: 'manager', text: 'Manager' })
  const page = await client.get(`/grants?role=${role}&role=manager`)
  expect(page.text).toMatch(/Clerk [0-9a-f-]{36}/)
  expect((await client.download(`/grants.csv?role=${role}`)).text).toMatch(/Clerk [0-9a-f-]{36}/)
  const asked = await client.get(`/grants/end?${grants.map((id) => `chosen=${id}`).join('&')}`)
  expect(asked.text).toContain('Take back 2 roles')
  const ended = await client.call<{ done: number }>('POST', '/grants/end', { chosen: grants })
  expect(ended.body.done).toBe(2)
  expect(await list(`role=${role}`)).toEqual(grants.map((id) => `${id} over`).sort())
})

test('staff of a unit see what is held there and below, and find those who belong there', async () => {
  const manager = await makePerson(portal, { tenantId, at: [{ unitId: ward, role: 'manager' }] })
  const high = await makePerson(portal, { tenantId, at: [{ unitId: beside, role: 'manager' }] })
  const { body } = await manager.client.call<{ items: Array<{ personId: string; unitId: string }> }>(
    'GET',
    '/grants?limit=100',
  )
  expect(body.items.map(({ personId }) => personId)).toContain(manager.personId)
  expect(new Set(body.items.map(({ unitId }) => unitId))).toEqual(new Set([ward]))
  const foreign = await administrator.client.call<{ items: Array<{ id: string }> }>(
    'GET',
    `/grants?person=${high.personId}&within=${beside}`,
  )
  expect((await manager.client.call('GET', `/grants/${foreign.body.items[0]?.id}`)).status).toBe(404)
  const find = async (person: MadePerson) =>
    (await person.client.call<{ items: object[] }>('GET', `/units/${ward}/people?search=given`)).body.items
      .length
  expect(await find(manager)).toBe(0)
  expect(await find(administrator)).toBeGreaterThan(1)
  // They give no roles, so no page offers it.
  expect((await manager.client.get('/grants')).text).not.toContain('give-role')
})

test('a page says why somebody may do something at a unit, and what is missing where they may not', async () => {
  const clerk = await makePerson(portal, { tenantId })
  const address = `/units/${ward}/why?person=${clerk.personId}&permission=units.manage`
  const before = await administrator.client.get(address)
  expect(before.text).toContain('The role does not carry it.')
  expect(before.text).toContain('Roles that carry it here: Manager')
  await give(clerk, 'manager', { reason: 'Elected in spring' })
  await until('it says yes', async () => (await administrator.client.get(address)).text.includes('Yes: '))
  const after = await administrator.client.get(address)
  expect(after.text).toContain('Elected in spring')
  expect(after.text).toContain('Association › Ward')
})
