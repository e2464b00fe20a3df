import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { KindReply, UnitDetail, UnitReply } from '../../../src/modules/units/contract.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Answer<Body> = Body & { code?: string; issues?: Array<{ pointer: string; code: string }> }

let portal: Portal
let tenantId: string
let administrator: MadePerson
let manager: MadePerson
let member: MadePerson
let stranger: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
  const other = await makeAssociation(portal, 'Other', ['other.example.org'])
  stranger = await makePerson(portal, { tenantId: other, roles: ['member', 'administrator'] })
})
afterAll(() => portal.close())

function declare(key: string, more: object = {}, { client } = administrator) {
  const input = { key, label: { en: key, uk: `${key} uk` }, parents: ['association'], ...more }
  return client.call<Answer<KindReply>>('POST', '/unit-kinds', input)
}
function create(kind: string, parentId = tenantId) {
  const input = { parentId, kind, name: `Unit ${randomUUID()}` }
  return manager.client.call<Answer<UnitReply>>('POST', '/units', input)
}
async function kindsOf({ client }: MadePerson): Promise<KindReply[]> {
  return (await client.call<{ items: KindReply[] }>('GET', '/unit-kinds')).body.items
}
function change(kind: KindReply, more: object) {
  const { label, icon, parents, joining, position } = kind
  const input = { label, icon, parents, joining, position, ...more }
  return administrator.client.call<Answer<KindReply>>('PUT', `/unit-kinds/${kind.id}`, input)
}
const detail = async (unitId: string, { client } = member) =>
  (await client.call<UnitDetail>('GET', `/units/${unitId}/detail`)).body

describe('the kinds of an association', () => {
  test('are its own: it begins with four, and others see none of what it adds', async () => {
    await declare('ward')
    expect((await kindsOf(member)).map(({ key }) => key)).toEqual([
      'association',
      'region',
      'chapter',
      'group',
      'ward',
    ])
    expect((await kindsOf(stranger)).map(({ key }) => key)).not.toContain('ward')
  })

  test('are named by administrators only', async () => {
    expect((await declare('castle', {}, manager)).status).toBe(403)
    expect((await declare('castle', {}, member)).status).toBe(403)
    expect((await manager.client.get('/settings/unit-kinds')).status).toBe(403)
  })

  test('of another association are not found', async () => {
    const { id } = (await declare('booth')).body
    for (const [method, path] of [
      ['GET', `/unit-kinds/${id}`],
      ['POST', `/unit-kinds/${id}/archive`],
      ['POST', `/unit-kinds/${id}/restore`],
    ] as const)
      expect((await stranger.client.call(method, path)).status).toBe(404)
  })

  test('say what units are called, in the language of the reader', async () => {
    const state = (await declare('state', { label: { en: 'State', uk: 'Штат' } })).body
    const { id } = (await create('state')).body
    expect((await detail(id)).kindName).toBe('State')
    await change(state, { label: { en: 'Land' } })
    expect((await detail(id)).kindName).toBe('Land')
    expect((await member.client.get(`/units/${id}`)).text).toContain('Land')
    const list = await member.client.get('/units?kind=state')
    expect(list.text).toContain('Land')
    expect((await member.client.call('GET', '/units?kind=castle')).status).toBe(422)
    expect((await member.client.download('/units.csv?kind=state')).text).toContain('Land,')
    const { body } = await member.client.call<{ filters: Array<{ key: string; options: object[] }> }>(
      'GET',
      '/units/columns',
    )
    expect(body.filters.find(({ key }) => key === 'kind')?.options).toContainEqual({
      value: 'state',
      text: 'Land',
    })
  })

  test('may stand only where they are said to', async () => {
    await declare('district')
    await declare('street', { parents: ['district'] })
    expect((await create('street')).body.code).toBe('units.kindMisplaced')
    const district = (await create('district')).body
    const street = await create('street', district.id)
    expect(street.status).toBe(201)
    const form = await manager.client.get(`/units/${district.id}/new`)
    expect(form.text).toContain('value="street"')
    expect(form.text).not.toContain('value="region"')
    // Neither does the one above become something below which the other may not stand.
    const turned = await manager.client.call('PATCH', `/units/${district.id}`, { kind: 'region' })
    expect(turned.body).toMatchObject({ status: 409, code: 'units.kindMisplaced' })
  })

  test('that are not there, or archived, are refused at the field', async () => {
    const { id } = (await declare('guild')).body
    const guild = (await create('guild')).body
    await administrator.client.call('POST', `/unit-kinds/${id}/archive`)
    for (const kind of ['guild', 'castle']) {
      const { status, body } = await create(kind)
      expect([status, body.issues?.[0]?.pointer]).toEqual([422, '/kind'])
    }
    // What is a guild stays one.
    expect((await detail(guild.id)).kindName).toBe('guild')
    await administrator.client.call('POST', `/unit-kinds/${id}/restore`)
    expect((await create('guild')).status).toBe(201)
  })
})

describe('each failure has its name', () => {
  test('units.kindTaken', async () => {
    await declare('twice')
    expect((await declare('twice')).body).toMatchObject({ status: 409, code: 'units.kindTaken' })
  })

  test('units.kindArchived: what is archived is not changed', async () => {
    const kind = (await declare('asleep')).body
    await administrator.client.call('POST', `/unit-kinds/${kind.id}/archive`)
    expect((await change(kind, {})).body).toMatchObject({ status: 409, code: 'units.kindArchived' })
  })

  test('units.kindOfRoot: it is not archived, and stands below nothing', async () => {
    const [root] = await kindsOf(administrator)
    const archived = await administrator.client.call('POST', `/unit-kinds/${root?.id}/archive`)
    expect(archived.body).toMatchObject({ status: 409, code: 'units.kindOfRoot' })
    const moved = await change(root as KindReply, { parents: ['region'] })
    expect(moved.body.issues?.[0]).toMatchObject({ pointer: '/parents', code: 'units.error.kindOfRoot' })
    expect((await change(root as KindReply, { label: { en: 'Party' } })).status).toBe(200)
    expect((await detail(tenantId)).kindName).toBe('Party')
  })

  test('a kind below nothing, or below what there is not, is refused at the field', async () => {
    for (const parents of [[], ['nowhere']])
      expect((await declare('lost', { parents })).body.issues?.[0]?.pointer).toBe('/parents')
  })

  test('units.tooManyKinds', async () => {
    const full = await makeAssociation(portal, 'Full', ['full.example.org'])
    const chief = await makePerson(portal, { tenantId: full, roles: ['member', 'administrator'] })
    for (let count = 4; count < 50; count += 1)
      expect((await declare(`kind_${count}`, {}, chief)).status).toBe(201)
    expect((await declare('straw', {}, chief)).body).toMatchObject({
      status: 409,
      code: 'units.tooManyKinds',
    })
  })

  test('who changes what somebody else has changed meanwhile is told', async () => {
    const kind = (await declare('contested')).body
    await change(kind, { position: 7 })
    const { label, parents } = kind
    const late = await administrator.client.call(
      'PUT',
      `/unit-kinds/${kind.id}`,
      { label, parents },
      { 'If-Match': '"1"' },
    )
    expect(late.status).toBe(412)
  })
})

describe('coming in', () => {
  const join = (unitId: string) =>
    member.client.call<{ code?: string }>('POST', `/units/${unitId}/memberships`)

  test('units.joinByRequest, units.joinClosed: as the kind says, or the unit itself', async () => {
    await declare('lodge', { joining: 'request' })
    await declare('office', { joining: 'closed' })
    const lodge = (await create('lodge')).body.id
    const office = (await create('office')).body.id
    expect((await join(lodge)).body.code).toBe('units.joinByRequest')
    expect((await join(office)).body.code).toBe('units.joinClosed')
    expect((await detail(lodge)).abilities.join).toBe(false)
    expect((await member.client.get(`/units/${lodge}`)).text).toContain('by request')
    await manager.client.call('PATCH', `/units/${lodge}`, { joining: 'open' })
    expect((await join(lodge)).status).toBe(201)
    await manager.client.call('PATCH', `/units/${office}`, { joining: 'request' })
    expect((await join(office)).body.code).toBe('units.joinByRequest')
    await manager.client.call('PATCH', `/units/${office}`, { joining: null })
    expect(await detail(office)).toMatchObject({ joining: 'closed', ownJoining: null })
  })
})

describe('what a unit is known by', () => {
  test('units.codeTaken: a code once in an association, whatever the case', async () => {
    const first = await makeUnit(portal, tenantId)
    const second = await makeUnit(portal, tenantId)
    const code = (unitId: string, code: string | null) =>
      manager.client.call<Answer<UnitReply>>('PATCH', `/units/${unitId}`, { code })
    expect((await code(first, 'TN.CHN.001')).body.code).toBe('TN.CHN.001')
    expect((await code(second, 'tn.chn.001')).body).toMatchObject({ status: 409, code: 'units.codeTaken' })
    expect((await code(second, 'TN/002-b')).status).toBe(200)
    for (const wrong of ['.TN', 'TN.', 'a b', 'ё', 'x'.repeat(51)])
      expect((await code(second, wrong)).body.issues?.[0]?.pointer).toBe('/code')
    expect((await code(second, '')).body.code).toBeNull()
    expect((await member.client.get('/units?search=chn.001')).text).toContain('TN.CHN.001')
  })

  test('two at once under one code: one has it', async () => {
    const ids = await Promise.all([makeUnit(portal, tenantId), makeUnit(portal, tenantId)])
    const replies = await Promise.all(
      ids.map((id) => manager.client.call('PATCH', `/units/${id}`, { code: 'RACE.1' })),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('units.leaderElsewhere: who leads belongs to it or below', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const lead = (personId: string | null) =>
      manager.client.call<Answer<UnitReply>>('PUT', `/units/${unitId}/leader`, { personId })
    expect((await lead(member.personId)).body.code).toBe('units.leaderElsewhere')
    expect((await lead(stranger.personId)).body.code).toBe('units.leaderElsewhere')
    await member.client.call('POST', `/units/${unitId}/memberships`)
    expect((await lead(member.personId)).status).toBe(200)
    expect((await detail(unitId)).leader).toEqual({ personId: member.personId, name: 'Given Family' })
    const found = await manager.client.call('GET', `/units/${unitId}/leader/candidates?search=giv%20fam`)
    expect(found.body).toEqual({ items: [{ personId: member.personId, name: 'Given Family' }] })
    const page = await manager.client.get(`/units/${unitId}/leader?search=giv`)
    expect(page.text).toContain(member.personId)
    expect((await lead(null)).status).toBe(200)
    expect((await detail(unitId)).leader).toBeNull()
  })

  test('its history says who did what, to those who look after it', async () => {
    const { id } = (await create('group')).body
    await manager.client.call('PATCH', `/units/${id}`, { name: 'Renamed', description: 'Meets on Mondays.' })
    await manager.client.call('POST', `/units/${id}/close`)
    await manager.client.call('POST', `/units/${id}/reopen`)
    const { body } = await manager.client.call('GET', `/units/${id}/history?limit=2`)
    const { items, nextCursor } = body as { items: object[]; nextCursor: string }
    expect(items).toMatchObject([
      { what: 'reopened', version: 4, person: { personId: manager.personId } },
      { what: 'closed', version: 3 },
    ])
    const rest = await manager.client.call('GET', `/units/${id}/history?cursor=${nextCursor}`)
    expect(rest.body).toMatchObject({
      items: [
        { what: 'changed', after: { name: 'Renamed', description: 'Meets on Mondays.' } },
        { what: 'created', after: { kind: 'group', parentId: tenantId } },
      ],
      nextCursor: null,
    })
    expect((await member.client.call('GET', `/units/${id}/history`)).status).toBe(403)
    expect((await manager.client.get(`/units/${id}`)).text).toContain('opened the unit again')
    expect((await member.client.get(`/units/${id}`)).text).not.toContain('opened the unit again')
    const odd = await manager.client.call('GET', `/units/${id}/history?cursor=x`)
    expect(odd.status).toBe(422)
  })
})

describe('opening again', () => {
  test('units.open, units.parentClosed: what is closed, below what is open', async () => {
    const above = await makeUnit(portal, tenantId)
    const below = await makeUnit(portal, tenantId, above)
    const act = (unitId: string, verb: string) =>
      manager.client.call<{ code?: string }>('POST', `/units/${unitId}/${verb}`)
    expect((await act(below, 'reopen')).body.code).toBe('units.open')
    await act(below, 'close')
    await act(above, 'close')
    expect((await act(below, 'reopen')).body.code).toBe('units.parentClosed')
    expect((await act(above, 'reopen')).status).toBe(200)
    expect((await act(below, 'reopen')).status).toBe(200)
    expect((await member.client.call('POST', `/units/${below}/memberships`)).status).toBe(201)
  })

  test('units.nameTaken: not where its name stands meanwhile', async () => {
    const first = await makeUnit(portal, tenantId, tenantId, 'Phoenix')
    await manager.client.call('POST', `/units/${first}/close`)
    await makeUnit(portal, tenantId, tenantId, 'Phoenix')
    const reply = await manager.client.call('POST', `/units/${first}/reopen`)
    expect(reply.body).toMatchObject({ status: 409, code: 'units.nameTaken' })
  })

  test('closing the one above at the same moment leaves none open below a closed one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const above = await makeUnit(portal, tenantId)
      const below = await makeUnit(portal, tenantId, above)
      await manager.client.call('POST', `/units/${below}/close`)
      await Promise.all([
        manager.client.call('POST', `/units/${below}/reopen`),
        manager.client.call('POST', `/units/${above}/close`),
      ])
      const states = [(await detail(above)).status, (await detail(below)).status]
      expect([
        ['open', 'open'],
        ['closed', 'closed'],
      ]).toContainEqual(states)
    }
  })
})

describe('on the pages', () => {
  test('kinds are added, saved, archived and brought back', async () => {
    const { client } = administrator
    const added = await client.form('/settings/unit-kinds/new', {
      key: 'parish',
      'label.en': 'Parish',
      'label.uk': '',
      parents: 'association',
      joining: 'request',
      position: '55',
      icon: '',
    })
    expect(added.status).toBe(303)
    const parish = (await kindsOf(administrator)).find(({ key }) => key === 'parish') as KindReply
    expect(parish).toMatchObject({ joining: 'request', position: 55, icon: null, parents: ['association'] })
    expect((await client.call<KindReply>('GET', `/unit-kinds/${parish.id}`)).body).toEqual(parish)
    const refused = await client.form(`/settings/unit-kinds/${parish.id}`, {
      'label.en': 'Parish',
      joining: 'open',
      position: '55',
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Stands below')
    await client.form(`/settings/unit-kinds/${parish.id}/archive`, {})
    expect((await client.get('/settings/unit-kinds')).text).toContain('Bring back Parish')
    await client.form(`/settings/unit-kinds/${parish.id}/restore`, {})
    expect((await client.get('/settings/unit-kinds')).text).toContain('Archive Parish')
  })

  test('a unit is edited, and opened again', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const edited = await manager.client.form(`/units/${unitId}/edit`, {
      name: 'Edited',
      code: 'ED.1',
      description: 'First.\n\nSecond.',
      joining: '',
    })
    expect(edited.status).toBe(303)
    const page = await member.client.get(`/units/${unitId}`)
    for (const text of ['Edited', 'ED.1', '<p>First.</p>', '<p>Second.</p>'])
      expect(page.text).toContain(text)
    const none = await manager.client.form(`/units/${unitId}/edit`, {
      name: 'Edited',
      code: '',
      description: '',
    })
    expect(none.status).toBe(303)
    expect(await detail(unitId)).toMatchObject({ code: null, description: null })
    await manager.client.form(`/units/${unitId}/close`, {})
    await manager.client.form(`/units/${unitId}/reopen`, {})
    expect((await detail(unitId)).status).toBe('open')
  })
})
