import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list/list-page.tsx'
import { useText } from '../../view-context.tsx'

/** What staff look after, and where a new project begins. */
export function ManagedPage({ list }: { list: ListModel }) {
  const t = useText()
  return (
    <ListPage
      list={list}
      actions={
        <LinkButton href="/managed-projects/new" variant="primary" icon="plus">
          {t('projects.draft.title')}
        </LinkButton>
      }
    />
  )
}
