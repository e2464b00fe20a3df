import type { ProjectReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { AddendumFields } from './project-fields.tsx'
import { Deadline } from './project-words.tsx'

export interface RemoveDemandModel {
  project: ProjectReply
  demand: ProjectReply['demands'][number]
  movesTo: Date | null
  form: FormState
}

export function RemoveDemandPage({ project, demand, movesTo, form }: RemoveDemandModel) {
  const t = useText()
  const { id, slug, title, status, timeZone } = project
  const heading = t('projects.demand.removeOf', { title: demand.title })
  return (
    <PortalLayout
      title={heading}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={heading}
          breadcrumbs={[
            { label: t('projects.list.title'), href: '/managed-projects' },
            { label: title, href: `/projects/${slug}` },
          ]}
        />
      }
    >
      <Form action={`/managed-projects/${id}/demands/${demand.id}/remove`} state={form}>
        {status !== 'draft' && (
          <AddendumFields movesTo={movesTo && <Deadline deadline={movesTo} timeZone={timeZone} />} />
        )}
        <FormActions>
          <SubmitButton variant="danger">{t('projects.demand.remove')}</SubmitButton>
          <LinkButton href={`/projects/${slug}`} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
