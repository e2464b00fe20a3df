import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { UnitTree } from '../../../src/modules/units/contract.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let north: string
let town: string
let street: string
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Association')
  north = await makeUnit(portal, tenantId, tenantId, 'North')
  town = await makeUnit(portal, tenantId, north, 'Town')
  street = await makeUnit(portal, tenantId, town, 'Street 1')
  await makeUnit(portal, tenantId, tenantId, 'South')
  member = await makePerson(portal, { tenantId })
  await portal.app.runner.call(
    addMember,
    { unitId: street, personId: member.personId },
    portal.app.asSystem('test', tenantId),
  )
})
afterAll(() => portal.close())

const ask = async (query: string, { client } = member) =>
  (await client.call<UnitTree>('GET', `/unit-tree${query}`)).body
const names = (tree: UnitTree) => tree.items.map(({ name }) => name)

describe('the tree', () => {
  test('comes whole while it is small, with numbers', async () => {
    const tree = await ask('')
    expect(tree.isWhole).toBe(true)
    expect(names(tree)).toEqual(['Association', 'North', 'South', 'Town', 'Street 1'])
    const [root, first] = tree.items
    expect(root).toMatchObject({ parentId: null, kindName: 'Association', members: 1, people: 1, below: 2 })
    expect(first).toMatchObject({ parentId: tenantId, members: 0, people: 1, below: 1 })
  })

  test('shows who looks after a unit no more than is at and below it', async () => {
    const local = await makePerson(portal, { tenantId, roles: [], at: [{ unitId: town, role: 'manager' }] })
    const tree = await ask('', local)
    expect(names(tree)).toEqual(['Town', 'Street 1'])
    expect(tree.items[0]?.parentId).toBeNull()
    expect(names(await ask('?search=south', local))).toEqual([])
    expect((await local.client.get('/unit-tree')).text).not.toContain('South')
  })

  test('finds units by parts of names and codes, with what is above them', async () => {
    const administrator = await makePerson(portal, { tenantId, roles: ['administrator'] })
    await administrator.client.call('PATCH', `/units/${street}`, { code: 'NT.001' })
    // Every word counts, also the ninth: one left out would find more than was meant.
    expect((await ask(`?search=${Array(8).fill('street').join('%20')}`)).items.length).toBeGreaterThan(0)
    expect((await ask(`?search=${Array(8).fill('street').join('%20')}%20elsewhere`)).items).toEqual([])
    for (const search of ['street', 'nt.0', '1%20str']) {
      const tree = await ask(`?search=${search}`)
      expect(tree.items.map(({ name, isFound }) => [name, isFound])).toEqual([
        ['Association', false],
        ['North', false],
        ['Town', false],
        ['Street 1', true],
      ])
    }
    expect((await member.client.get('/unit-tree?search=nothing')).text).toContain('Try another part')
  })

  test('leaves closed units out until they are asked for', async () => {
    const shut = await makeUnit(portal, tenantId, north, 'Shut')
    const administrator = await makePerson(portal, { tenantId, roles: ['administrator'] })
    await administrator.client.call('POST', `/units/${shut}/close`)
    expect(names(await ask(''))).not.toContain('Shut')
    expect(names(await ask('?closed=true'))).toContain('Shut')
    expect((await member.client.get('/unit-tree?closed=true')).text).toContain('Shut')
  })

  test('that is large comes as it is opened, and another association opens nothing', async () => {
    const many = await makeAssociation(portal, 'Many', ['many.example.org'])
    const reader = await makePerson(portal, { tenantId: many })
    const region = await makeUnit(portal, many, many, 'Region')
    await portal.app.database.pool.query(
      `INSERT INTO units (id, tenant_id, parent_id, path, kind, name, created_at, updated_at)
       SELECT n.id, $1, p.id, p.path || replace(n.id::text, '-', '')::ltree, 'group', 'Group ' || n.n, now(), now()
       FROM units p, (SELECT gen_random_uuid() AS id, n FROM generate_series(1, 250) n) n WHERE p.id = $2`,
      [many, region],
    )
    const tree = await ask('', reader)
    expect(tree.isWhole).toBe(false)
    expect(tree.items.map(({ name, below }) => [name, below])).toEqual([
      ['Many', 1],
      ['Region', 250],
    ])
    const page = await reader.client.get('/unit-tree')
    expect(page.text).toContain(`/unit-tree?open=${region}`)
    const opened = await ask(`?open=${region}`, reader)
    expect(opened.items).toHaveLength(202)
    const shown = await reader.client.get(`/unit-tree?open=${region}`)
    expect(shown.text).toContain('50 more in the list')
    expect(names(await ask(`?open=${town}`, reader))).toEqual(['Many'])
  })

  test('an address that means nothing shows the tree; the API says what is wrong', async () => {
    expect((await member.client.get('/unit-tree?open=x')).status).toBe(200)
    expect((await member.client.call('GET', '/unit-tree?open=x')).status).toBe(422)
  })
})
