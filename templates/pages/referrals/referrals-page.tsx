import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list/list-page.tsx'
import { useText } from '../../view-context.tsx'

export function ReferralsPage({ list, manages }: { list: ListModel; manages: boolean }) {
  const t = useText()
  return (
    <ListPage
      list={list}
      actions={
        manages ? <LinkButton href="/referrals/rule">{t('referrals.ruleTitle')}</LinkButton> : undefined
      }
    />
  )
}
