import type { Entries, Entry } from '../../../src/modules/privacy/contract.ts'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { type Column, Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface MergeSearchModel extends Entries {
  text: string
  idempotencyKey: string
}

export function MergeSearchPage({ of, items, different, text, idempotencyKey }: MergeSearchModel) {
  const t = useText()
  const title = t('privacy.merge.title')
  const act = (personId: string, name: string, said: 'different' | 'same') => (
    <ActionForm
      action={`/people/${of.personId}/${said}/${personId}`}
      idempotencyKey={`${idempotencyKey.slice(0, 27)}-${personId.slice(-12)}`}
      label={t(`privacy.different.${said}Label`, { name })}
    >
      {t(`privacy.different.${said}`)}
    </ActionForm>
  )
  const columns = (
    name: Column<Entry>['cell'],
    button: (entry: Entry) => ReturnType<typeof act>,
  ): Column<Entry>[] => [
    { label: t('privacy.merge.name'), heading: true, cell: name },
    { label: t('people.email'), cell: ({ email }) => email ?? t('privacy.merge.noAccount') },
    {
      label: t('people.profile.memberSince'),
      cell: ({ createdAt }) => <Time value={createdAt} shown="date" />,
    },
    { label: t('privacy.different.action'), quiet: true, narrow: true, cell: button },
  ]
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={t('privacy.merge.lead', { name: of.displayName })}
          breadcrumbs={[{ label: of.displayName, href: `/people/${of.personId}` }]}
          actions={
            <LinkButton href="/merges/done" variant="secondary">
              {t('privacy.merges.earlier')}
            </LinkButton>
          }
        />
      }
    >
      <SearchForm
        action={`/people/${of.personId}/merge`}
        label={t('privacy.merge.search')}
        value={text}
        button={t('privacy.merge.searchButton')}
      />
      <Table
        caption={t('privacy.merge.candidates')}
        rows={items}
        rowKey={({ personId }) => personId}
        empty={
          <EmptyState title={t('privacy.merge.none')} icon="people">
            {t('privacy.merge.noneHelp')}
          </EmptyState>
        }
        columns={columns(
          ({ personId, displayName }) => (
            <a href={`/people/${of.personId}/merge/${personId}`}>{displayName}</a>
          ),
          ({ personId, displayName }) => act(personId, displayName, 'different'),
        )}
      />
      {different.length > 0 && (
        <Table
          caption={t('privacy.different.title')}
          showCaption
          rows={different}
          rowKey={({ personId }) => personId}
          columns={columns(
            ({ personId, displayName }) => <a href={`/people/${personId}`}>{displayName}</a>,
            ({ personId, displayName }) => act(personId, displayName, 'same'),
          )}
        />
      )}
    </PortalLayout>
  )
}
