import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { seedMany } from '../../../scripts/bench/many.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Found {
  items: Array<{ personId: string; kilometres: number | null }>
  nextCursor: string | null
  counts?: { total: { count: number; isMore: boolean }; facets: object | null }
}

let portal: Portal
let tenantId: string
let chapterId: string
let member: MadePerson
let manager: MadePerson
let administrator: MadePerson

/** More than anybody counts: the order of their names, and rings around a place, find whoever comes next. */
beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Crowd')
  await withClient(portal.databaseUrl, (client) =>
    seedMany(client, { tenantId, progress: () => {} }, { members: 4_000, units: 200 }),
  )
  // The second name is of all but those who come first in the order of names.
  await portal.app.database.sql(sql`UPDATE persons SET skills = array_append(persons.skills, 'Singing'),
      native_name = CASE WHEN late.id IS NOT NULL THEN 'Зоряна' END
    FROM persons each LEFT JOIN (SELECT id FROM persons WHERE tenant_id = ${tenantId}::uuid ORDER BY sort_name COLLATE names_en OFFSET 600) late
      ON late.id = each.id WHERE persons.id = each.id`)
  const [chapter] = await portal.app.database.sql<{ id: string }>(
    sql`SELECT id FROM units WHERE tenant_id = ${tenantId}::uuid AND kind = 'chapter' ORDER BY name LIMIT 1`,
  )
  chapterId = chapter?.id ?? ''
  member = await makePerson(portal, { tenantId })
  manager = await makePerson(portal, {
    tenantId,
    roles: ['member'],
    at: [{ unitId: chapterId, role: 'manager' }],
  })
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
}, 60_000)
afterAll(() => portal.close())

async function pages(who: MadePerson, query: string, most = Number.POSITIVE_INFINITY) {
  const items: Found['items'] = []
  let cursor: string | null = ''
  while (cursor !== null && items.length < most) {
    const { body }: { body: Found } = await who.client.call<Found>(
      'GET',
      `/directory?limit=100&${query}${cursor && `&cursor=${cursor}`}`,
    )
    items.push(...body.items)
    cursor = body.nextCursor
  }
  return items
}

/** Who sees whom, told without any index: the same in one statement, looked at one by one. */
async function truly(shown: 'members' | 'below' | 'all', most: number): Promise<string[]> {
  const rows = await portal.app.database.sql<{ id: string }>(sql`
    SELECT p.id FROM persons p WHERE p.tenant_id = ${tenantId}::uuid AND 'Singing' = ANY(p.skills)
      AND EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = p.id AND m.ended_at IS NULL)
      AND (p.shown_to = 'members' OR ${shown} = 'all' OR ${shown} = 'below' AND EXISTS (
        SELECT 1 FROM memberships m JOIN units u ON u.id = m.unit_id JOIN units r ON r.id = ${chapterId}::uuid
        WHERE m.person_id = p.id AND u.path <@ r.path))
    ORDER BY p.sort_name COLLATE names_en, p.id LIMIT ${most}`)
  return rows.map(({ id }) => id)
}

const ids = (items: Found['items']) => items.map(({ personId }) => personId)

test('whoever goes on finds everybody once, in the order of their names', async () => {
  const found = ids(await pages(member, 'skill=singing'))
  expect(found).toHaveLength(2_400)
  expect(found).toEqual(await truly('members', 10_000))
})

test('staff find those of their units among them, and whoever has charge of all finds all', async () => {
  expect(ids(await pages(manager, 'skill=singing', 300))).toEqual(await truly('below', 300))
  expect(ids(await pages(administrator, 'skill=singing', 300))).toEqual(await truly('all', 300))
  expect(await truly('below', 300)).not.toEqual(await truly('members', 300))
})

test('the same without a filter', async () => {
  const singers = async (who: MadePerson) => {
    const seeded = new Set(await truly('all', 10_000))
    return ids(await pages(who, '', 300))
      .filter((id) => seeded.has(id))
      .slice(0, 200)
  }
  expect(await singers(member)).toEqual(await truly('members', 200))
  expect(await singers(manager)).toEqual(await truly('below', 200))
  expect(await singers(administrator)).toEqual(await truly('all', 200))
})

test('the nearest come first, each once, though they are found ring by ring', async () => {
  for (const counts of [false, true]) {
    const found = await pages(member, `near=50.4,30.5&radius=400&sort=distance&counts=${counts}`)
    const distances = found.map(({ kilometres }) => kilometres ?? Number.NaN)
    expect(distances).toEqual([...distances].sort((one, other) => one - other))
    expect(distances.at(-1)).toBeLessThanOrEqual(400)
    expect(new Set(ids(found)).size).toBe(found.length)
    const everybody = await pages(member, 'near=50.4,30.5&radius=400&sort=name')
    expect(ids(found).sort()).toEqual(ids(everybody).sort())
    expect(found.length).toBeGreaterThan(500)
  }
})

test('nobody counts them all, and no number stands beside a filter', async () => {
  const count = async (query: string) =>
    (await member.client.call<Found>('GET', `/directory?counts=true&${query}`)).body.counts
  expect(await count('skill=singing')).toEqual({ total: { count: 2_000, isMore: true }, facets: null })
  // Of people found by a name it is counted how many they are, and what else they have only where they are few.
  expect(await count('search=olena&skill=singing')).toMatchObject({ total: { isMore: false }, facets: {} })
  expect(await count('search=olena')).toMatchObject({ total: { isMore: false } })
  expect(await count('search=зор')).toEqual({ total: { count: 2_000, isMore: true }, facets: null })
  expect(await count('search=olena%20shev&skill=singing')).toEqual({
    total: { count: expect.any(Number), isMore: false },
    facets: expect.objectContaining({
      skill: expect.arrayContaining([expect.objectContaining({ label: 'Singing' })]),
    }),
  })
})

/** Whom a pattern finds, told without any index. */
async function named(pattern: string, more: string, most: number): Promise<string[]> {
  const rows = await portal.app.database.sql<{ id: string }>(sql`
    SELECT p.id FROM persons p WHERE p.tenant_id = ${tenantId}::uuid AND p.display_name || ' ' || coalesce(p.native_name, '') ILIKE ${pattern}
      AND (${more} = 'staff' OR p.shown_to = 'members') AND EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = p.id AND m.ended_at IS NULL)
    ORDER BY p.sort_name COLLATE names_en, p.id LIMIT ${most}`)
  return rows.map(({ id }) => id)
}

test('a name that thousands have is found as well where those who have it come late in the order', async () => {
  const found = ids(await pages(member, 'search=зор', 300))
  expect(found).toEqual((await named('%зор%', 'members', 300)).slice(0, found.length))
  expect(found).toHaveLength(300)
})

test('staff find members by any part of a name: few by an index, many in their order, and none is left out', async () => {
  const list = async (who: MadePerson, query: string) =>
    (await who.client.call<Found>('GET', `/members?limit=100&counts=true&${query}`)).body
  for (const [search, pattern] of [
    ['hevch', '%hevch%'],
    ['h', '%h%'],
    ['зоря', '%зоря%'],
  ] as const) {
    const { items, counts } = await list(administrator, `search=${search}`)
    const all = await named(pattern, 'staff', 10_000)
    const isMore = all.length > 2_000
    expect({ search, ids: ids(items) }).toEqual({ search, ids: all.slice(0, 100) })
    expect(counts).toMatchObject({
      total: { count: isMore ? 2_000 : all.length, isMore },
      facets: { status: isMore ? null : { open: all.length } },
    })
  }
  // Of many in the association, those below a unit are counted one by one.
  const below = await list(manager, 'search=зоря')
  expect(below.counts?.total).toEqual({ count: expect.any(Number), isMore: false })
  expect(below.counts?.total.count).toBeGreaterThan(below.items.length === 100 ? 99 : 0)
  expect((await list(administrator, 'search=hevch%20зоря')).items.length).toBeGreaterThan(0)
  expect((await list(administrator, 'search=zz')).items).toEqual([])
})
