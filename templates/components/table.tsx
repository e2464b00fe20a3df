// biome-ignore-all lint/a11y/noRedundantRoles: browsers forget what a table is once its display changes
import type { ComponentChildren, VNode } from 'preact'
import { Icon } from './icon.tsx'

export interface Column<Row> {
  label: string
  cell: (row: Row) => ComponentChildren
  /** Numbers and money: aligned at the end, in tabular figures. */
  numeric?: boolean
  /** Names the row; exactly one column should. */
  heading?: boolean
  /** The label is only for readers: a column of buttons needs no visible head. */
  quiet?: boolean
  /** No wider than its content. */
  narrow?: boolean
  /** Where a click on the head leads, and how the rows are ordered now. */
  sort?: { href: string; order?: 'ascending' | 'descending' }
}

export interface TableProps<Row> {
  /** What the table holds; heard by readers, seen only with `showCaption`. */
  caption: string
  showCaption?: boolean
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** An `<EmptyState>`, drawn instead of a table without rows. */
  empty?: ComponentChildren
}

/**
 * Where there is little room each row becomes a card. The roles are spelled out for that: with another display
 * browsers no longer tell readers that it is a table.
 */
export function Table<Row>({ caption, showCaption, columns, rows, rowKey, empty }: TableProps<Row>): VNode {
  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <div class="table-frame">
      <table class="table" role="table">
        <caption class={showCaption ? undefined : 'visually-hidden'}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.label}
                scope="col"
                role="columnheader"
                class={columnClass(column)}
                aria-sort={column.sort?.order}
              >
                <ColumnHead column={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={rowKey(row)}>
              {columns.map((column) =>
                column.heading ? (
                  <th key={column.label} scope="row" role="rowheader" class={columnClass(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.label}
                    role="cell"
                    class={columnClass(column)}
                    data-label={column.quiet ? undefined : column.label}
                  >
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function columnClass<Row>(column: Column<Row>): string | undefined {
  const names = [column.numeric && 'numeric', column.narrow && 'narrow'].filter(Boolean)
  return names.length > 0 ? names.join(' ') : undefined
}

function ColumnHead<Row>({ column }: { column: Column<Row> }) {
  if (column.quiet) return <span class="visually-hidden">{column.label}</span>
  if (!column.sort) return <>{column.label}</>
  return (
    <a class="table-sort" href={column.sort.href} data-order={column.sort.order}>
      {column.label}
      {column.sort.order && <Icon name="chevronDown" size={16} />}
    </a>
  )
}
