import type { StartReply } from '../../../src/modules/applications/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, HiddenField, RadioGroup, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { Deadline } from '../projects/project-words.tsx'
import { Lacking, Sealed } from './standing.tsx'

/** What is chosen for nobody but oneself; the API says null. */
export const oneself = 'me'

export function ApplyPage({ start, form }: { start: StartReply; form: FormState }) {
  const t = useText()
  const { project, parties, lacking } = start
  const address = `/projects/${project.slug}`
  const free = parties.filter(({ applicationId, isWitness }) => applicationId === null && !isWitness)
  const witnesses = parties.filter(({ applicationId, isWitness }) => applicationId === null && isWitness)
  const begun = parties.filter(({ applicationId }) => applicationId !== null)
  return (
    <PortalLayout
      title={t('applications.apply')}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={t('applications.apply')}
          lead={project.title}
          breadcrumbs={[{ label: project.title, href: address }]}
        />
      }
    >
      {project.deadline && (
        <p>
          {t('applications.until')} <Deadline deadline={project.deadline} timeZone={project.timeZone} />
        </p>
      )}
      {project.isOpen && <Sealed sealing={project.sealing} />}
      {begun.length > 0 && (
        <Section title={t('applications.start.begun')} id="begun">
          <ul>
            {begun.map(({ applicationId, name }) => (
              <li key={applicationId}>
                <a href={`/my-applications/${applicationId}`} {...verbatim}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {project.isOpen && project.placesLeft !== null && (
        <p>
          {t(project.placesLeft === 0 ? 'projects.places.taken' : 'projects.places.left', {
            left: project.placesLeft,
            most: project.maxApplications ?? 0,
          })}
        </p>
      )}
      {project.isOpen && project.placesLeft === 0 && <p>{t('applications.places.wait')}</p>}
      {!project.isOpen && <Notice kind="warning" title={t('applications.start.closed')} />}
      {project.isOpen && parties.length === 0 && (
        <Notice
          title={t('applications.start.nobody')}
          action={<LinkButton href="/my-companies/new">{t('applications.start.company')}</LinkButton>}
        />
      )}
      {project.isOpen && witnesses.length > 0 && (
        <Notice title={t('applications.start.witness')}>
          <p {...verbatim}>{witnesses.map(({ name }) => name).join(', ')}</p>
        </Notice>
      )}
      {project.isOpen && free.length > 0 && <Lacking lacking={lacking} />}
      {project.isOpen && free.length > 0 && (
        <Form action={`${address}/apply`} state={form}>
          <HiddenField name="projectId" value={project.id} />
          <RadioGroup
            name="companyId"
            label={t('applications.start.as')}
            options={free.map(({ companyId, name }) => ({ value: companyId ?? oneself, label: name }))}
            value={free[0]?.companyId ?? oneself}
          />
          <FormActions>
            <SubmitButton>{t('applications.start.button')}</SubmitButton>
          </FormActions>
        </Form>
      )}
    </PortalLayout>
  )
}
