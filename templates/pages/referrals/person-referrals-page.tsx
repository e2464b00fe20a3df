import type { ReferralsOfPerson } from '../../../src/modules/referrals/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { BroughtTable } from './brought-table.tsx'

/** Who brought somebody, and whom they brought, for staff. */
export function PersonReferralsPage({ found }: { found: ReferralsOfPerson }) {
  const t = useText()
  const { person, broughtBy, count, items } = found
  const title = t('referrals.ofPerson', { name: person.name })
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[{ label: person.name, href: `/people/${person.personId}` }]}
          lead={t('referrals.brought', { count })}
        />
      }
    >
      {broughtBy && (
        <p>
          {t('referrals.broughtBy')} <a href={`/people/${broughtBy.personId}`}>{broughtBy.name}</a>,{' '}
          <Time value={broughtBy.at} shown="date" />
        </p>
      )}
      {count === 0 ? (
        <EmptyState title={t('referrals.broughtNobody')} icon="people">
          {t('referrals.broughtNobodyHelp')}
        </EmptyState>
      ) : (
        <BroughtTable caption={t('referrals.brought', { count })} items={items} />
      )}
    </PortalLayout>
  )
}
