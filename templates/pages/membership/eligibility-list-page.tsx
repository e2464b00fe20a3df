import type { EligibilityReply } from '../../../src/modules/membership/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface EligibilityListModel {
  items: EligibilityReply[]
}

/** Where grades, types and checks are asked for: all places of it on one page. */
export function EligibilityListPage({ items }: EligibilityListModel) {
  const t = useText()
  const title = t('membership.eligibility.title')
  return (
    <PortalLayout title={title} header={<PageHeader title={title} lead={t('membership.eligibility.lead')} />}>
      {(['position', 'role', 'joining'] as const).map((kind) => (
        <Section
          key={kind}
          id={kind}
          title={t(`membership.eligibility.kinds.${kind}`)}
          description={t(`membership.eligibility.kindHelp.${kind}`)}
        >
          <Table
            caption={t(`membership.eligibility.kinds.${kind}`)}
            rows={items.filter((item) => item.kind === kind)}
            rowKey={({ subject }) => subject}
            columns={[
              {
                label: t(`membership.eligibility.of.${kind}`),
                heading: true,
                cell: ({ subject, name }) => <a href={`/settings/eligibility/${kind}/${subject}`}>{name}</a>,
              },
              {
                label: t('membership.eligibility.asked'),
                cell: ({ words }) =>
                  words.length > 0 ? words.join('; ') : t('membership.eligibility.nothing'),
              },
            ]}
            empty={
              <EmptyState title={t(`membership.eligibility.none.${kind}`)} icon="people">
                {t(`membership.eligibility.noneHelp.${kind}`)}
              </EmptyState>
            }
          />
        </Section>
      ))}
    </PortalLayout>
  )
}
