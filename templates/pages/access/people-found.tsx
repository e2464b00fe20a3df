import type { PeopleFound } from '../../../src/modules/access/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../view-context.tsx'

export interface PeopleFoundProps {
  action: string
  search: string
  people: PeopleFound['items']
  hrefOf: (personId: string) => string
  /** What else stands in the address, and stays there. */
  kept?: Readonly<Record<string, string>>
}

/** People to choose one from; each leads on with them chosen. */
export function PeopleToChoose({ action, search, people, hrefOf, kept }: PeopleFoundProps) {
  const t = useText()
  return (
    <>
      <SearchForm
        action={action}
        label={t('access.people.search')}
        value={search}
        button={t('access.people.find')}
        kept={kept}
      />
      {people.length > 0 ? (
        <Table
          caption={t('access.people.found')}
          rows={people}
          rowKey={({ personId }) => personId}
          columns={[
            {
              label: t('access.grants.person'),
              heading: true,
              cell: ({ personId, name }) => <a href={hrefOf(personId)}>{name}</a>,
            },
          ]}
        />
      ) : (
        search !== '' && (
          <EmptyState title={t('access.people.none')} icon="people">
            {t('access.people.noneHelp')}
          </EmptyState>
        )
      )}
    </>
  )
}
