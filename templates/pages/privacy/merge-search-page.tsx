import type { Entries, Entry } from '../../../src/modules/privacy/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface MergeSearchModel extends Entries {
  text: string
}

export function MergeSearchPage({ of, items, text }: MergeSearchModel) {
  const t = useText()
  const title = t('privacy.merge.title')
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={t('privacy.merge.lead', { name: of.displayName })}
          breadcrumbs={[{ label: of.displayName, href: `/people/${of.personId}` }]}
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
        columns={[
          {
            label: t('privacy.merge.name'),
            heading: true,
            cell: ({ personId, displayName }: Entry) => (
              <a href={`/people/${of.personId}/merge/${personId}`}>{displayName}</a>
            ),
          },
          { label: t('people.email'), cell: ({ email }) => email ?? t('privacy.merge.noAccount') },
          {
            label: t('people.profile.memberSince'),
            cell: ({ createdAt }) => <Time value={createdAt} shown="date" />,
          },
        ]}
      />
    </PortalLayout>
  )
}
