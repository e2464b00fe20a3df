import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { modules } from '../../src/modules.ts'
import { withClient } from '../../src/platform/db/client.ts'
import type { PersonalData, PersonalTable } from '../../src/platform/slots/personal-data.ts'
import { slotsOf } from '../../src/platform/slots/slots.ts'
import { cloneDatabase } from '../support/databases.ts'
import { testConfig } from '../support/portal.ts'
import { personalDataFaults, referencesToPeople } from './rules/personal-data.ts'
import { readSources } from './rules/source.ts'
import { tablesOf } from './rules/tables.ts'

const tables = tablesOf(readSources(['prisma/schema'], ['.prisma']))
const { personalData } = slotsOf(modules(testConfig()))

let database: { url: string; drop(): Promise<void> }
beforeAll(async () => {
  database = await cloneDatabase('personal_data')
})
afterAll(() => database.drop())

test('every table that leads to a person or an account says how it is handed out, erased and merged', async () => {
  const references = await referencesToPeople(database.url)
  expect(references.length).toBeGreaterThan(5)
  expect(personalDataFaults(references, personalData, tables)).toEqual([])
})

test('a planted table, a planted column, a foreign one and an omission without a reason are caught', async () => {
  await withClient(database.url, (client) =>
    client.query(`
      CREATE TABLE planted (id uuid PRIMARY KEY, tenant_id uuid, person_id uuid, approved_by uuid,
        FOREIGN KEY (tenant_id, person_id) REFERENCES persons (tenant_id, id),
        FOREIGN KEY (tenant_id, approved_by) REFERENCES persons (tenant_id, id))`),
  )
  const references = (await referencesToPeople(database.url)).filter(({ table }) => table === 'planted')
  expect(references).toHaveLength(2)
  const known = [{ owner: 'planted', table: 'planted' }]
  const saying = (table: Partial<PersonalTable>): ReadonlyMap<string, PersonalData> => {
    const because = { not: 'a reason that is long enough to be one' }
    const whole: PersonalTable = {
      table: 'planted',
      of: 'person',
      columns: ['person_id', 'approved_by'],
      purpose: '',
      ground: 'contract',
      kept: '',
      export: because,
      erase: because,
      merge: because,
      ...table,
    }
    return new Map([['planted', { tables: [whole] }]])
  }
  expect(personalDataFaults(references, new Map(), known)).toHaveLength(2)
  expect(personalDataFaults(references, saying({}), known)).toEqual([])
  expect(personalDataFaults(references, saying({ columns: ['person_id'] }), known)).toEqual([
    expect.stringContaining('not that approved_by leads to people'),
  ])
  expect(personalDataFaults(references, saying({ erase: { not: 'no' } }), known)).toEqual([
    expect.stringContaining('does not say why'),
  ])
  expect(personalDataFaults(references, saying({ merge: async () => {} }), known)).toEqual([
    expect.stringContaining('does not say what people call it'),
  ])
  expect(personalDataFaults([], saying({ table: 'units' }), [{ owner: 'units', table: 'units' }])).toEqual([
    expect.stringContaining('a table of units'),
  ])
})
