import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import type { UnitReply } from '../../../src/modules/units/contract.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Page {
  items: UnitReply[]
  nextCursor: string | null
  counts?: { total: { count: number }; facets: Record<string, Record<string, number>> }
  issues?: Array<{ pointer: string }>
}

let portal: Portal
let tenantId: string
let regionId: string
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  regionId = await makeUnit(portal, tenantId, tenantId, 'Region 1')
  for (const name of ['Group 10', 'Group 2', '=cmd|calc', 'Ärzte'])
    await makeUnit(portal, tenantId, regionId, name)
  const closed = await makeUnit(portal, tenantId, tenantId, 'Old Group')
  const admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  await admin.client.call('POST', `/units/${closed}/close`)
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const ask = (query: string) => member.client.call<Page>('GET', `/units?${query}`)
const names = async (query: string) => (await ask(query)).body.items.map(({ name }) => name)

describe('over the API', () => {
  test('names sort as the reader expects, numbers as numbers', async () => {
    expect(await names('limit=100')).toEqual([
      '=cmd|calc',
      'Ärzte',
      'Group 2',
      'Group 10',
      'Old Group',
      'Region 1',
      'The Association',
    ])
    expect(await names('sort=-name&limit=2')).toEqual(['The Association', 'Region 1'])
  })

  test('several values of one filter are any of them, filters together all of them', async () => {
    expect(await names('status=closed')).toEqual(['Old Group'])
    expect(await names('status=closed&status=open&search=group')).toEqual([
      'Group 2',
      'Group 10',
      'Old Group',
    ])
    expect(await names(`within=${regionId}&search=r`)).toContain('Region 1')
    expect(await names(`within=${regionId}&search=old`)).toEqual([])
  })

  test('counts come where they are asked for', async () => {
    const { body } = await ask('counts=true&status=closed&limit=1')
    expect(body.counts).toEqual({
      total: { count: 1, isMore: false },
      facets: { kind: { group: 1 }, status: { open: 6, closed: 1 } },
    })
    expect((await ask('limit=1')).body.counts).toBeUndefined()
  })

  test('all that is wrong is said at once', async () => {
    const { status, body } = await ask('within=here&sort=luck&limit=0&more=1')
    expect(status).toBe(422)
    expect(body.issues?.map(({ pointer }) => pointer).sort()).toEqual(['/limit', '/more', '/sort', '/within'])
  })

  test('a unit of another association narrows to nothing', async () => {
    const other = await makeAssociation(portal, 'Other')
    expect(await names(`within=${other}`)).toEqual([])
  })

  test('the description names every filter', async () => {
    const { body } = await member.client.get<{
      paths: Record<string, { get: { parameters: Array<{ name: string }> } }>
    }>('/api/openapi.json')
    const parameters = (path: string) => body.paths[path]?.get.parameters.map(({ name }) => name)
    expect(parameters('/units')).toEqual(
      expect.arrayContaining(['search', 'kind', 'status', 'within', 'sort', 'cursor', 'limit', 'counts']),
    )
    expect(parameters('/units.csv')).toEqual(expect.arrayContaining(['kind', 'bom']))
  })
})

describe('as a page', () => {
  const show = async (path: string) => (await member.client.get<string>(path, { Accept: 'text/html' })).text

  test('shows what was asked, with the way back from each of it', async () => {
    const text = await show('/units?search=group&status=open')
    expect(text).toContain('2 results')
    expect(text).toContain('href="/units?status=open"')
    expect(text).toContain('href="/units?search=group"')
    expect(text).toContain('aria-sort="ascending"')
    expect(text).toContain('href="/units?search=group&amp;status=open&amp;sort=-name"')
    expect(text).toContain('href="/api/v1/units.csv?search=group&amp;status=open&amp;bom=true"')
  })

  test('what was chosen stays chosen, also where it is not offered', async () => {
    const [leaf = ''] = (await ask('search=Group 10')).body.items.map(({ id }) => id)
    const own = await show(`/units?within=${leaf}`)
    expect(own).toMatch(new RegExp(`<option value="${leaf}" selected[^>]*>[^<]*Group 10<`))
    expect(own).toMatch(/Within: <b[^>]*>Group 10</)
    const other = await makeAssociation(portal, 'Hidden')
    expect(await show(`/units?within=${other}`)).toMatch(
      new RegExp(`<option value="${other}" selected[^>]*>something you may not see<`),
    )
  })

  test('an address that means nothing is shown without it, and says so', async () => {
    const reply = await member.client.get<string>('/units?kind=castle&cursor=nowhere&colour=red&sort=luck', {
      Accept: 'text/html',
    })
    expect(reply.status).toBe(200)
    expect(reply.text).toContain('was left out')
    expect(reply.text).toContain('colour')
    expect(reply.text).toContain('7 results')
  })

  test('nothing that matches is told apart from nothing at all', async () => {
    const text = await show('/units?search=zzz')
    expect(text).toContain('Nothing matches')
    expect(text).toContain('Clear filters')
  })
})

describe('as a file', () => {
  test('holds what the filters leave, in the order of the page, and no formulas', async () => {
    const { headers, text } = await member.client.download(`/units.csv?within=${regionId}&sort=-name`)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="units-\d{4}-\d\d-\d\d\.csv"$/)
    expect(parse(text)).toEqual([
      ['Kind', 'Code', 'Name', 'State', 'Members', 'People'],
      ['Group', '', 'Region 1', 'Open', '0', '0'],
      ['Group', '', 'Group 10', 'Open', '0', '0'],
      ['Group', '', 'Group 2', 'Open', '0', '0'],
      ['Group', '', 'Ärzte', 'Open', '0', '0'],
      ['Group', '', "'=cmd|calc", 'Open', '0', '0'],
    ])
  })

  test('tells Excel its encoding where it is asked to', async () => {
    const link = (await member.client.call('GET', '/units.csv?bom=true')).headers.get('location')
    const bytes = await fetch(`${portal.url}${link}`, {
      headers: { Cookie: [...member.client.cookies].map((pair) => pair.join('=')).join('; ') },
    }).then((reply) => reply.arrayBuffer())
    expect([...new Uint8Array(bytes).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  test('is refused with all that is wrong, and to visitors', async () => {
    expect((await member.client.call('GET', '/units.csv?kind=castle')).status).toBe(422)
    expect((await portal.visitor().call('GET', '/units.csv')).status).toBe(401)
  })

  test('is whole where it takes many lots', async () => {
    const many = await makeAssociation(portal, 'Many')
    const reader = await makePerson(portal, { tenantId: many })
    await portal.app.database.pool.query(
      `INSERT INTO units (id, tenant_id, parent_id, path, kind, name, created_at, updated_at)
       SELECT n.id, $1, $1, p.path || replace(n.id::text, '-', '')::ltree, 'group', 'Group ' || n.n, now(), now()
       FROM units p, (SELECT gen_random_uuid() AS id, n FROM generate_series(1, 1234) n) n WHERE p.id = $1`,
      [many],
    )
    const { text } = await reader.client.download('/units.csv?search=group')
    const rows = (parse(text) as string[][]).slice(1).map(([, , name]) => name)
    expect(rows).toEqual(Array.from({ length: 1234 }, (_none, index) => `Group ${index + 1}`))
  })
})
