import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list/list-page.tsx'
import { useText } from '../../view-context.tsx'

export interface MembersModel {
  list: ListModel
  mayImport: boolean
}

export function MembersPage({ list, mayImport }: MembersModel) {
  const t = useText()
  return (
    <ListPage
      list={list}
      actions={
        mayImport && (
          <LinkButton href="/members/import" variant="secondary">
            {t('members.import.button')}
          </LinkButton>
        )
      }
    />
  )
}
