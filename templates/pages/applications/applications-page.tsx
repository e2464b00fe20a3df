import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list/list-page.tsx'
import { useText } from '../../view-context.tsx'

export interface ApplicationsModel {
  list: ListModel
  /** The chosen project, of which all may be had as a file. */
  projectId: string | null
}

/** What was handed in. Of one project all of it can be taken along, with the attachments. */
export function ApplicationsPage({ list, projectId }: ApplicationsModel) {
  const t = useText()
  return (
    <ListPage
      list={list}
      actions={
        projectId === null ? undefined : (
          <LinkButton href={`/managed-projects/${projectId}/applications/export`}>
            {t('applications.export.all')}
          </LinkButton>
        )
      }
    />
  )
}
