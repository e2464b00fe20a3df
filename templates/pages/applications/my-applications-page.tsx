import type { ApplicationReply, MyApplications } from '../../../src/modules/applications/contract.ts'
import type { Tone } from '../../../src/platform/presentation/list.ts'
import { Badge } from '../../components/badge.tsx'
import { TablePage } from '../../components/list/table-page.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'
import { Deadline } from '../projects/project-words.tsx'

export type Tones = Readonly<Record<ApplicationReply['status'], Tone>>

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
          cell: ({ status, isWriting }) => (
            <>
              <Badge tone={tones[status]}>{t(`applications.statuses.${status}`)}</Badge>
              {isWriting && status !== 'draft' && ` ${t('applications.isChanging')}`}
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
