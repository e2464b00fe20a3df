import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../factories/people.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { statementsOf } from '../support/statements.ts'

let portal: Portal
let tenantId: string
let unitId: string
let people: Record<'member' | 'administrator', MadePerson>

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
  unitId = await makeUnit(portal, tenantId)
  people = {
    member: await makePerson(portal, { tenantId }),
    administrator: await makePerson(portal, { tenantId, roles: ['member', 'administrator'] }),
  }
})
afterAll(() => portal.close())

/**
 * How many statements each costs on a warm process. A number that grows is a question that every reader pays for: let
 * another statement bring the answer along, or write here that it is worth its price.
 */
const prices: Array<[as: keyof typeof people, path: () => string, statements: number]> = [
  ['member', () => '/api/v1/units', 1],
  ['administrator', () => '/api/v1/members', 2],
  ['member', () => `/api/v1/units/${unitId}`, 1],
  ['member', () => '/units', 5],
  // The eighth names the roles that staff made, by which the list is asked as well.
  ['administrator', () => '/members', 8],
  ['member', () => `/units/${unitId}`, 8],
  // One of them asks what others wait for: nothing else leads a witness or a reviewer to it.
  ['member', () => '/', 6],
  ['administrator', () => '/', 7],
]

type Price = (typeof prices)[number]

/** The statements themselves where there are more or fewer of them than was said. */
async function surprises(expected: readonly Price[]): Promise<unknown[]> {
  const found: unknown[] = []
  for (const [as, path, count] of expected) {
    const ask = async () => expect((await people[as].client.get(path())).status).toBe(200)
    // Warm: what is remembered between requests is remembered now.
    await ask()
    const statements = await statementsOf(ask)
    if (statements.length !== count) found.push({ as, path: path(), count, statements })
  }
  return found
}

test('lists, pages and what is read by its id ask the database as often as is written here, however much there is', async () => {
  expect(await surprises(prices)).toEqual([])
  for (let index = 0; index < 8; index += 1) {
    const below = await makeUnit(portal, tenantId, unitId)
    await makePerson(portal, { tenantId, at: [{ unitId: below, role: 'manager' }] })
  }
  expect(await surprises(prices)).toEqual([])
})

test('a statement more or less is caught, with all that were sent', async () => {
  const [[as, path, count]] = prices as [Price, ...Price[]]
  for (const wrong of [count - 1, count + 1])
    expect(await surprises([[as, path, wrong]])).toEqual([
      expect.objectContaining({ statements: [expect.stringContaining('FROM units')] }),
    ])
})
