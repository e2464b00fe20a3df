import type { ApiToken } from '../../../src/modules/tokens/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface TokensModel {
  tokens: ApiToken[]
  now: Date
  idempotencyKey: string
}

/** What programs act for the reader with. */
export function TokensPage({ tokens, now, idempotencyKey }: TokensModel) {
  const t = useText()
  const make = (
    <LinkButton href="/account/tokens/new" variant="primary">
      {t('tokens.make')}
    </LinkButton>
  )
  return (
    <PortalLayout
      title={t('tokens.title')}
      header={
        <PageHeader
          title={t('tokens.title')}
          lead={t('tokens.lead')}
          breadcrumbs={[{ label: t('identity.security.title'), href: '/account/security' }]}
          actions={tokens.length > 0 && make}
        />
      }
    >
      <Table
        caption={t('tokens.title')}
        rows={tokens}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={t('tokens.none')} icon="lock" action={make}>
            {t('tokens.noneHelp')}
          </EmptyState>
        }
        columns={[
          {
            label: t('tokens.name'),
            heading: true,
            cell: ({ name, expiresAt }) => (
              <>
                {name} {expiresAt <= now && <Badge tone="neutral">{t('tokens.states.expired')}</Badge>}
              </>
            ),
          },
          {
            label: t('tokens.scopes'),
            cell: ({ scopes }) => <span {...verbatim}>{scopes.join(', ')}</span>,
          },
          { label: t('tokens.unit'), cell: ({ unitName }) => unitName },
          {
            label: t('tokens.lastUsed'),
            cell: ({ lastUsedAt }) => (lastUsedAt ? <Time value={lastUsedAt} /> : t('tokens.never')),
          },
          { label: t('tokens.expires'), cell: ({ expiresAt }) => <Time value={expiresAt} shown="date" /> },
          {
            label: t('tokens.end'),
            quiet: true,
            cell: ({ id }) => (
              <ActionForm
                action={`/account/tokens/${id}/end`}
                idempotencyKey={idempotencyKey}
                confirm={t('tokens.endSure')}
              >
                {t('tokens.end')}
              </ActionForm>
            ),
          },
        ]}
      />
    </PortalLayout>
  )
}
