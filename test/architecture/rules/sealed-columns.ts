import type { SealedColumn } from '../../../src/platform/crypto/sealed-columns.ts'
import type { SourceFile } from './source.ts'

interface Column {
  table: string
  column: string
  type: string
  keys: string
}

/** Sealed columns that no declaration names, and declarations that fit no column: key rotation would pass them by. */
export function sealedColumnFaults(
  schemas: readonly SourceFile[],
  declared: readonly SealedColumn[],
): string[] {
  const faults: string[] = []
  const columns = sealedColumnsOf(schemas)
  for (const { table, column, type, keys } of columns) {
    const declarations = declared.filter((each) => each.table === table && each.column === column)
    if (declarations.length !== 1)
      faults.push(
        `${table}.${column} is declared ${declarations.length} times in sealedColumns of module.ts (or platformSealedColumns).`,
      )
    if (type !== 'Bytes') faults.push(`${table}.${column} is ${type}, but sealed values are Bytes.`)
    for (const declaration of declarations)
      if (declaration.keys.join() !== keys)
        faults.push(`${table}.${column} is declared with the key ${declaration.keys}, its table has ${keys}.`)
  }
  for (const { table, column } of declared)
    if (!columns.some((each) => each.table === table && each.column === column))
      faults.push(`${table}.${column} is declared as sealed, but prisma/schema has no such sealed_ column.`)
  return faults
}

export function sealedColumnsOf(schemas: readonly SourceFile[]): Column[] {
  return schemas.flatMap(({ text }) =>
    [...text.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].flatMap(([, name = '', body = '']) => {
      const fields = [...body.matchAll(/^\s+(\w+)\s+(\w+)(.*)$/gm)].map(
        ([, field = '', type = '', rest = '']) => ({
          field,
          type,
          column: /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field,
          isKey: /@id\b/.test(rest),
        }),
      )
      const together = /@@id\(\[([^\]]*)\]/.exec(body)?.[1]?.split(/,\s*/)
      const keys = fields
        .filter(({ field, isKey }) => together?.includes(field) ?? isKey)
        .map(({ column }) => column)
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name
      return fields
        .filter(({ column }) => column.startsWith('sealed_'))
        .map(({ column, type }) => ({ table, column, type, keys: keys.join() }))
    }),
  )
}
