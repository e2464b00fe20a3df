import type { ApplicationReply } from '../../../src/modules/applications/contract.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Steps } from '../../components/steps.tsx'
import { useText } from '../../view-context.tsx'
import { Deadline } from '../projects/project-words.tsx'
import { PlacesTaken, Sealed } from './standing.tsx'

const steps = ['draft', 'files', 'check'] as const

/** The head of the pages on which an application is written, one after the other. */
export function WritingHeader({
  application,
  step,
}: {
  application: ApplicationReply
  step: (typeof steps)[number]
}) {
  const t = useText()
  const { id, project, applicant, sealing } = application
  return (
    <>
      <PageHeader
        title={t(`applications.steps.${step}`)}
        lead={`${project.title} · ${applicant.name}`}
        breadcrumbs={[
          { label: t('applications.mine.title'), href: '/my-applications' },
          { label: project.title, href: `/my-applications/${id}` },
        ]}
      />
      <Steps
        current={steps.indexOf(step)}
        items={steps.map((each) => ({
          label: t(`applications.steps.${each}`),
          href: `/my-applications/${id}/${each}`,
          // Nobody has to attach anything.
          isSkipped: each === 'files' && application.draft?.files.length === 0,
        }))}
      />
      {project.deadline && (
        <p>
          {t('applications.until')} <Deadline deadline={project.deadline} timeZone={project.timeZone} />
        </p>
      )}
      <Sealed sealing={sealing} />
      {step !== 'check' && <PlacesTaken application={application} />}
    </>
  )
}
