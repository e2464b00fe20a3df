import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { modules } from '../../src/modules.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { platformPurges } from '../../src/platform/slots/platform-purges.ts'
import { type Purge, purgeRows } from '../../src/platform/slots/purges.ts'
import { cloneDatabase } from '../support/databases.ts'
import { testConfig } from '../support/portal.ts'
import { expiringTables, purgeFaults } from './rules/purges.ts'
import { readSources } from './rules/source.ts'
import { tablesOf } from './rules/tables.ts'

const tables = tablesOf(readSources(['prisma/schema'], ['.prisma']))
const purges = new Map<string, readonly Purge[]>([
  ['platform', platformPurges],
  ...modules(testConfig()).map(({ name, purges: own = [] }) => [name, own] as const),
])
let database: { url: string; drop(): Promise<void> }
let expiring: string[]

beforeAll(async () => {
  database = await cloneDatabase('purges')
  expiring = await expiringTables(database.url)
})
afterAll(() => database.drop())

test('whatever says when it expires is cleared away by its room', () => {
  expect(expiring).toEqual(expect.arrayContaining(['sessions', 'idempotency_records']))
  expect(purgeFaults(expiring, purges, tables)).toEqual([])
})

test('a planted table that nobody clears, and a room that clears what is not its own, are caught', () => {
  expect(purgeFaults([...expiring, 'tickets'], purges, tables)).toEqual([
    expect.stringContaining('Rows of tickets expire'),
  ])
  const foreign = purgeRows('sessions', 'sessions', () => sql`true`)
  expect(purgeFaults([], new Map([['units', [foreign]]]), tables)).toEqual([
    expect.stringContaining('a table of identity'),
  ])
  expect(purgeFaults([], new Map([['identity', [{ ...foreign, what: '' }]]]), tables)).toHaveLength(1)
})
