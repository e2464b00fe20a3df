import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list/list-page.tsx'
import { useText } from '../../view-context.tsx'

export function InvitationsPage({ list }: { list: ListModel }) {
  const t = useText()
  return (
    <ListPage
      list={list}
      actions={
        <>
          <LinkButton href="/invitations/file" variant="secondary">
            {t('invitations.file.button')}
          </LinkButton>
          <LinkButton href="/invitations/new" variant="primary" icon="plus">
            {t('invitations.invite.button')}
          </LinkButton>
        </>
      }
    />
  )
}
