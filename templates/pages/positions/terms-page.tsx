import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list/list-page.tsx'
import { useText } from '../../view-context.tsx'

export interface TermsModel {
  list: ListModel
  /** Whether the reader appoints somewhere, and so may see what is vacant there. */
  seesVacant: boolean
}

export function TermsPage({ list, seesVacant }: TermsModel) {
  const t = useText()
  return (
    <ListPage
      list={list}
      actions={seesVacant && <LinkButton href="/positions/vacant">{t('positions.vacant.title')}</LinkButton>}
    />
  )
}
