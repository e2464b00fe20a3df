import type { Duplicates } from '../../../src/modules/privacy/contract.ts'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface DuplicatesModel extends Duplicates {
  isFirstPage: boolean
  idempotencyKey: string
}

type Pair = Duplicates['items'][number]

/** Pairs that are probably one person: each is merged, or said to be two. */
export function DuplicatesPage({ items, nextCursor, isFirstPage, idempotencyKey }: DuplicatesModel) {
  const t = useText()
  const title = t('privacy.duplicates.title')
  const entry = ({ personId, displayName, email }: Pair['first']) => (
    <>
      <a href={`/people/${personId}`}>{displayName}</a>
      {email && <div>{email}</div>}
    </>
  )
  return (
    <PortalLayout
      title={title}
      width="full"
      header={
        <PageHeader
          title={title}
          lead={t('privacy.duplicates.lead')}
          actions={
            <LinkButton href="/merges/done" variant="secondary">
              {t('privacy.merges.earlier')}
            </LinkButton>
          }
        />
      }
    >
      <Table
        caption={title}
        rows={items}
        rowKey={({ by, first, second }) => `${by} ${first.personId} ${second.personId}`}
        empty={
          <EmptyState title={t('privacy.duplicates.none')} icon="people">
            {t('privacy.duplicates.noneHelp')}
          </EmptyState>
        }
        columns={[
          { label: t('privacy.duplicates.first'), heading: true, cell: ({ first }) => entry(first) },
          { label: t('privacy.duplicates.second'), cell: ({ second }) => entry(second) },
          { label: t('privacy.duplicates.same'), cell: ({ by }) => t(`privacy.duplicates.by.${by}`) },
          {
            label: t('privacy.duplicates.merge'),
            quiet: true,
            narrow: true,
            cell: ({ first, second }) => (
              <LinkButton href={`/people/${first.personId}/merge/${second.personId}`} variant="secondary">
                {t('privacy.duplicates.compare')}
              </LinkButton>
            ),
          },
          {
            label: t('privacy.different.action'),
            quiet: true,
            narrow: true,
            cell: ({ by, first, second }) => (
              <ActionForm
                action={`/merges/different/${first.personId}/${second.personId}`}
                idempotencyKey={`${idempotencyKey.slice(0, 20)}-${by}-${first.personId.slice(-4)}-${second.personId.slice(-6)}`}
                label={t('privacy.duplicates.differentLabel', {
                  first: first.displayName,
                  second: second.displayName,
                })}
              >
                {t('privacy.different.different')}
              </ActionForm>
            ),
          },
        ]}
      />
      <Pagination
        previous={isFirstPage ? null : '/merges'}
        next={nextCursor ? `/merges?${new URLSearchParams({ cursor: nextCursor })}` : null}
        previousLabel={t('layout.pagination.first')}
      />
    </PortalLayout>
  )
}
