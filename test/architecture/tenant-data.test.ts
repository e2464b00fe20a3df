import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { modules } from '../../src/modules.ts'
import { platformTenantData, type TenantData } from '../../src/platform/slots/tenant-data.ts'
import { cloneDatabase } from '../support/databases.ts'
import { testConfig } from '../support/portal.ts'
import { readSources } from './rules/source.ts'
import { tablesOf } from './rules/tables.ts'
import { tenantDataFaults, tenantTables } from './rules/tenant-data.ts'

const tables = tablesOf(readSources(['prisma/schema'], ['.prisma']))
const data = new Map<string, TenantData>([
  ['platform', platformTenantData],
  ...modules(testConfig()).flatMap(({ name, tenantData }) =>
    tenantData ? [[name, tenantData] as const] : [],
  ),
])
let database: { url: string; drop(): Promise<void> }
let inDatabase: string[]

beforeAll(async () => {
  database = await cloneDatabase('tenant_data')
  inDatabase = await tenantTables(database.url)
})
afterAll(() => database.drop())

test('of every table of an association its room says whether it goes or stays where that is closed', () => {
  expect(inDatabase.length).toBeGreaterThan(30)
  expect(tenantDataFaults(inDatabase, data, tables)).toEqual([])
})

test('a planted table, one of another room, and one that stays without a reason are caught', () => {
  const one = (said: TenantData) => new Map([['units', said]])
  expect(tenantDataFaults([...inDatabase, 'tickets'], data, tables)).toEqual([
    expect.stringContaining('What becomes of tickets'),
  ])
  expect(tenantDataFaults([], one({ goes: ['grants'] }), tables)).toEqual([
    expect.stringContaining('a table of access'),
  ])
  expect(tenantDataFaults([], one({ goes: [], stays: { units: 'no' } }), tables)).toEqual([
    expect.stringContaining('why units stays'),
  ])
})
