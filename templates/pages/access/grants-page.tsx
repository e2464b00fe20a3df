import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list/list-page.tsx'
import { useText } from '../../view-context.tsx'

export interface GrantsModel {
  list: ListModel
  /** Where the reader may give a role, to whom was asked for; null where nowhere. */
  giveHref: string | null
}

export function GrantsPage({ list, giveHref }: GrantsModel) {
  const t = useText()
  return (
    <ListPage
      list={list}
      actions={
        giveHref !== null && (
          <LinkButton href={giveHref} variant="primary" icon="plus">
            {t('access.give.button')}
          </LinkButton>
        )
      }
    />
  )
}
