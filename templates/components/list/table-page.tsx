import type { VNode } from 'preact'
import type { IconName } from '../../../src/platform/presentation/icons.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { LinkButton } from '../button.tsx'
import { EmptyState } from '../empty-state.tsx'
import { PageHeader } from '../page-header.tsx'
import { type Column, Table } from '../table.tsx'

export interface TablePageProps<Row> {
  title: string
  lead: string
  /** Where one more is made. */
  add: { href: string; label: string }
  /** What stands there while there is none. */
  none: { title: string; help: string; icon: IconName }
  rows: readonly Row[]
  columns: Column<Row>[]
}

/** A page with the few things that somebody has made, all of them: no filters, no pages to turn. */
export function TablePage<Row extends { id: string }>({
  title,
  lead,
  add,
  none,
  rows,
  columns,
}: TablePageProps<Row>): VNode {
  const button = (
    <LinkButton href={add.href} variant="primary" icon="plus">
      {add.label}
    </LinkButton>
  )
  return (
    <PortalLayout
      title={title}
      width="full"
      header={<PageHeader title={title} lead={lead} actions={rows.length > 0 ? button : undefined} />}
    >
      <Table
        caption={title}
        rows={rows}
        rowKey={({ id }) => id}
        columns={columns}
        empty={
          <EmptyState title={none.title} icon={none.icon} action={button}>
            {none.help}
          </EmptyState>
        }
      />
    </PortalLayout>
  )
}
