import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list/list-page.tsx'
import { useText } from '../../view-context.tsx'

export function BanksPage({ list }: { list: ListModel }) {
  const t = useText()
  return (
    <ListPage
      list={list}
      actions={
        <>
          <LinkButton href="/questions">{t('questions.list.all')}</LinkButton>
          <LinkButton href="/question-banks/new" variant="primary" icon="plus">
            {t('questions.bank.new')}
          </LinkButton>
        </>
      }
    />
  )
}
