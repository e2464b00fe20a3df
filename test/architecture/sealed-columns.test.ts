import { expect, test } from '@jest/globals'
import { modules } from '../../src/modules.ts'
import { platformSealedColumns, type SealedColumn } from '../../src/platform/crypto/sealed-columns.ts'
import { testConfig } from '../support/portal.ts'
import { sealedColumnFaults, sealedColumnsOf } from './rules/sealed-columns.ts'
import { planted, readSources } from './rules/source.ts'

test('every sealed column is declared, and every declared one is there', () => {
  const schemas = readSources(['prisma/schema'], ['.prisma'])
  expect(schemas.length).toBeGreaterThan(5)
  const declared = [
    ...platformSealedColumns,
    ...modules(testConfig()).flatMap((module) => module.sealedColumns ?? []),
  ]
  expect(sealedColumnFaults(schemas, declared)).toEqual([])
})

test('planted sealed columns without a fitting declaration are caught', () => {
  const schema = planted({
    'prisma/schema/clubs.prisma': `model Club {
  tenantId     String @map("tenant_id")
  clubId       String @map("club_id")
  sealedPurse  Bytes  @map("sealed_purse")
  sealed_motto String

  @@id([tenantId, clubId])
  @@map("clubs")
}
`,
  })
  const purse: SealedColumn = {
    table: 'clubs',
    keys: ['tenant_id', 'club_id'],
    column: 'sealed_purse',
    purpose: 'purse',
  }
  expect(sealedColumnsOf(schema)).toHaveLength(2)
  expect(sealedColumnFaults(schema, [purse])).toEqual([
    expect.stringContaining('clubs.sealed_motto is declared 0 times'),
    expect.stringContaining('clubs.sealed_motto is String'),
  ])
  const motto = { ...purse, column: 'sealed_motto' }
  expect(sealedColumnFaults(schema, [purse, purse, motto])).toContainEqual(
    expect.stringContaining('clubs.sealed_purse is declared 2 times'),
  )
  expect(sealedColumnFaults(schema, [{ ...purse, keys: ['club_id'] }, motto])).toContainEqual(
    expect.stringContaining('with the key club_id'),
  )
  expect(sealedColumnFaults([], [purse])).toEqual([expect.stringContaining('no such sealed_ column')])
})
