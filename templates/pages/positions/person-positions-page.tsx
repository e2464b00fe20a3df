import type { PersonTerms } from '../../../src/modules/positions/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from '../people/profile-layout.tsx'
import { TermTable } from './term-table.tsx'

export interface PersonPositionsModel {
  person: PersonTerms
  /** The parts of the profile, where it is the reader's own. */
  tabs: ProfileTabs | null
}

export function PersonPositionsPage({ person: { personId, name, items }, tabs }: PersonPositionsModel) {
  const t = useText()
  const title = tabs ? t('positions.link') : t('positions.ofPerson.title', { person: name })
  const terms =
    items.length === 0 ? (
      <EmptyState title={t('positions.ofPerson.none')} icon="people">
        {t('positions.ofPerson.noneHelp')}
      </EmptyState>
    ) : (
      <TermTable caption={title} terms={items} of="unit" />
    )
  if (tabs)
    return (
      <ProfileLayout tabs={tabs} title={title}>
        {terms}
      </ProfileLayout>
    )
  return (
    <PortalLayout
      title={title}
      width="full"
      header={<PageHeader title={title} breadcrumbs={[{ label: name, href: `/people/${personId}` }]} />}
    >
      {terms}
    </PortalLayout>
  )
}
