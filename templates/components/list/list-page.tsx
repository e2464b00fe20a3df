import type { ComponentChildren } from 'preact'
import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { PageHeader } from '../page-header.tsx'
import { ListView } from './list-view.tsx'

export interface ListPageProps {
  list: ListModel
  /** The primary action of the page. */
  actions?: ComponentChildren
}

/** A page that is a list and nothing else. */
export function ListPage({ list, actions }: ListPageProps) {
  return (
    <PortalLayout
      title={list.title}
      width="full"
      header={<PageHeader title={list.title} actions={actions} />}
    >
      <ListView list={list} />
    </PortalLayout>
  )
}
