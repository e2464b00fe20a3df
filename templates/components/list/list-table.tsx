import type { Cell, ColumnModel, ListModel, RowModel } from '../../../src/platform/presentation/list.ts'
import { useText } from '../../view-context.tsx'
import { Badge } from '../badge.tsx'
import { type Column, Table } from '../table.tsx'
import { Time } from '../time.tsx'
import { verbatim } from '../verbatim.ts'
import { BulkBar } from './bulk-bar.tsx'

/** The rows; with boxes before them where something can be done with several. */
export function ListTable({ list }: { list: ListModel }) {
  const t = useText()
  const columns = list.columns.map(toTableColumn)
  const table = (
    <Table
      caption={list.title}
      rows={list.rows}
      rowKey={({ id }) => id}
      columns={
        list.bulk.length > 0
          ? [{ label: t('layout.list.choose'), quiet: true, narrow: true, cell: chooseCell }, ...columns]
          : columns
      }
    />
  )
  if (list.bulk.length === 0) return table
  // It only asks for the page of the act, which says what will happen before it does.
  return (
    <form class="list-rows" method="get" action={list.bulk[0]?.path}>
      <BulkBar list={list} />
      {table}
    </form>
  )

  function chooseCell({ id, name }: RowModel) {
    return (
      <label class="list-choose">
        <input type="checkbox" name="chosen" value={id} />
        <span class="visually-hidden">{t('layout.list.chooseRow', { name })}</span>
      </label>
    )
  }
}

function toTableColumn({ key, label, numeric, heading, sort }: ColumnModel): Column<RowModel> {
  return {
    label,
    numeric,
    heading,
    sort: sort && { href: sort.href, order: sort.order },
    cell: ({ cells }) => <CellText cell={cells[key]} />,
  }
}

function CellText({ cell }: { cell: Cell | undefined }) {
  if (!cell || cell.type === 'none') return <>–</>
  const words = cellWords(cell)
  return cell.href ? <a href={cell.href}>{words}</a> : words
}

function cellWords({ type, text, tone }: Cell) {
  switch (type) {
    case 'instant':
      return <Time value={text} shown="moment" />
    case 'dayOfInstant':
      return <Time value={text} shown="date" />
    case 'date':
      return <Time value={text} shown="day" />
    case 'code':
      return <span {...verbatim}>{text}</span>
    case 'status':
      return <Badge tone={tone}>{text}</Badge>
    default:
      return <>{text}</>
  }
}
