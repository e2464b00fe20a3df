import type { MySealings } from '../../../src/modules/applications/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { Deadline } from '../projects/project-words.tsx'

export function MySealingsPage({ items }: MySealings) {
  const t = useText()
  const stateOf = ({ acceptedAt, declinedAt, givenAt, openedAt }: MySealings['items'][number]) => {
    if (openedAt) return 'opened'
    if (givenAt) return 'given'
    if (acceptedAt) return 'accepted'
    return declinedAt ? 'declined' : 'asked'
  }
  return (
    <PortalLayout
      title={t('applications.sealings.title')}
      header={<PageHeader title={t('applications.sealings.title')} lead={t('applications.sealings.lead')} />}
    >
      <Table
        caption={t('applications.sealings.title')}
        rows={items}
        rowKey={({ projectId }) => projectId}
        empty={<EmptyState icon="lock" title={t('applications.sealings.none')} />}
        columns={[
          {
            label: t('applications.project'),
            heading: true,
            cell: ({ projectId, title }) => (
              <a href={`/my-sealings/${projectId}`} {...verbatim}>
                {title}
              </a>
            ),
          },
          {
            label: t('applications.status'),
            cell: (row) => t(`applications.sealings.states.${stateOf(row)}`),
          },
          {
            label: t('applications.deadline'),
            cell: ({ deadline, timeZone }) =>
              deadline && <Deadline deadline={deadline} timeZone={timeZone} />,
          },
        ]}
      />
    </PortalLayout>
  )
}
