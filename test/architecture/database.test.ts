import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { withClient } from '../../src/platform/db/client.ts'
import { checkDrift } from '../../src/platform/db/migrations/drift.ts'
import { cloneDatabase } from '../support/databases.ts'
import { cascadesFromPeople, unindexedForeignKeys } from './rules/foreign-keys.ts'

/** Foreign keys that need no index, each with the reason. */
const withoutIndex: Readonly<Record<string, string>> = {}

let database: { url: string; drop(): Promise<void> }

beforeAll(async () => {
  database = await cloneDatabase('database')
})
afterAll(() => database.drop())

const run = (text: string) => withClient(database.url, (client) => client.query(text))

test('migrations lead exactly to the committed schema', async () => {
  expect(await checkDrift(database.url)).toEqual([])
})

test('every foreign key has an index that begins with its columns, or a reason to have none', async () => {
  expect(await unindexedForeignKeys(database.url)).toEqual(Object.keys(withoutIndex))
})

test('nothing is deleted along with a person', async () => {
  expect(await cascadesFromPeople(database.url)).toEqual([])
})

test('a planted foreign key without an index, a cascade from a person and a drift are caught', async () => {
  await run(`
    CREATE TABLE planted (
      id uuid PRIMARY KEY, tenant_id uuid, person_id uuid,
      CONSTRAINT planted_person FOREIGN KEY (tenant_id, person_id) REFERENCES persons (tenant_id, id) ON DELETE CASCADE
    )`)
  expect(await unindexedForeignKeys(database.url)).toEqual(['planted.planted_person'])
  expect(await cascadesFromPeople(database.url)).toEqual(['planted.planted_person'])
  expect(await checkDrift(database.url)).not.toEqual([])
  const indexes: Array<[definition: string, covers: boolean]> = [
    ['(tenant_id)', false],
    ['(id, tenant_id, person_id)', false],
    [`(tenant_id, person_id) WHERE id = '00000000-0000-0000-0000-000000000000'`, false],
    ['(person_id, tenant_id)', true],
    ['(tenant_id, person_id, id)', true],
    ['(tenant_id, person_id) WHERE person_id IS NOT NULL', true],
  ]
  for (const [definition, covers] of indexes) {
    await run(`CREATE INDEX planted_index ON planted ${definition}`)
    expect({ definition, missing: await unindexedForeignKeys(database.url) }).toEqual({
      definition,
      missing: covers ? [] : ['planted.planted_person'],
    })
    await run('DROP INDEX planted_index')
  }
})
