import type { MyApplications } from '../../../src/modules/applications/contract.ts'
import { TablePage } from '../../components/list/table-page.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'
import { Deadline } from '../projects/project-words.tsx'
import { StandingBadge, type Tones } from './standing.tsx'

export function MyApplicationsPage({ items, tones }: MyApplications & { tones: Tones }) {
  const t = useText()
  return (
    <TablePage
      title={t('applications.mine.title')}
      lead={t('applications.mine.lead')}
      add={{ href: '/projects', label: t('applications.mine.find') }}
      none={{ title: t('applications.mine.none'), help: t('applications.mine.noneHelp'), icon: 'file' }}
      rows={items}
      columns={[
        {
          label: t('applications.project'),
          heading: true,
          cell: ({ id, project }) => (
            <a href={`/my-applications/${id}`} {...verbatim}>
              {project.title}
            </a>
          ),
        },
        {
          label: t('applications.applicant'),
          cell: ({ applicant }) => <span {...verbatim}>{applicant.name}</span>,
        },
        {
          label: t('applications.status'),
          cell: (application) => (
            <>
              <StandingBadge application={application} tones={tones} />
              {application.isWriting &&
                application.status === 'submitted' &&
                application.project.isOpen &&
                ` ${t('applications.isChanging')}`}
              {application.project.status === 'cancelled' && (
                <div {...verbatim}>{application.project.reason}</div>
              )}
            </>
          ),
        },
        {
          label: t('applications.deadline'),
          cell: ({ project: { deadline, timeZone } }) =>
            deadline && <Deadline deadline={deadline} timeZone={timeZone} />,
        },
      ]}
    />
  )
}
