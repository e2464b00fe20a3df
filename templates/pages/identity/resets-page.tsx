import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list/list-page.tsx'
import { useText } from '../../view-context.tsx'

export function ResetsPage({ list }: { list: ListModel }) {
  const t = useText()
  return (
    <ListPage
      list={list}
      actions={<LinkButton href="/second-step-resets/wait">{t('identity.resets.wait.title')}</LinkButton>}
    />
  )
}
