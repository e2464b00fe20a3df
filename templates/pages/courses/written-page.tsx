import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list/list-page.tsx'
import { useText } from '../../view-context.tsx'

/** What somebody writes or looks after, and where a new course begins. */
export function WrittenPage({ list, mayDraft }: { list: ListModel; mayDraft: boolean }) {
  const t = useText()
  return (
    <ListPage
      list={list}
      actions={
        mayDraft ? (
          <LinkButton href="/written-courses/new" variant="primary" icon="plus">
            {t('courses.new.title')}
          </LinkButton>
        ) : undefined
      }
    />
  )
}
