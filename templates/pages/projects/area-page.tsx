import type { ProjectReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { AreaFields } from '../../components/area-fields.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { Outline } from '../../components/outline.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ProjectAreaPageModel {
  project: ProjectReply
  units: ReadonlyArray<{ id: string; name: string }>
  form: FormState
}

export function ProjectAreaPage({ project, units, form }: ProjectAreaPageModel) {
  const t = useText()
  const title = t('projects.area.title')
  const back = `/projects/${project.slug}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('projects.area.lead')}
          breadcrumbs={[{ label: project.title, href: back }]}
        />
      }
    >
      {project.serviceArea && (
        <Outline
          label={t('units.area.picture')}
          ring={project.serviceArea.coordinates[0] ?? null}
          centre={null}
        />
      )}
      <Form action={`/managed-projects/${project.id}/service-area`} state={form}>
        <HiddenField name="_version" value={String(project.version)} />
        <AreaFields units={units} />
        <FormActions>
          <SubmitButton>{t('units.area.button')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
