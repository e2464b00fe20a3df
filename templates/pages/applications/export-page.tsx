import type { ProjectToExport } from '../../../src/modules/applications/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Form, FormActions, RadioGroup, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ExportModel {
  project: ProjectToExport
  forms: readonly string[]
  form: FormState
}

/** All that was handed in for a project, to take along. */
export function ExportPage({ project, forms, form }: ExportModel) {
  const t = useText()
  const title = t('applications.export.title')
  return (
    <PortalLayout
      title={`${title} · ${project.title}`}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={<span {...verbatim}>{project.title}</span>}
          breadcrumbs={[
            { label: project.title, href: `/projects/${project.slug}` },
            { label: t('applications.list.title'), href: '/applications' },
          ]}
        />
      }
    >
      <p>{t('applications.export.lead', { count: project.count })}</p>
      <Form action={`/managed-projects/${project.projectId}/applications/export`} state={form}>
        <RadioGroup
          name="form"
          label={t('applications.export.form')}
          options={forms.map((value) => ({
            value,
            label: t(`applications.export.forms.${value}`),
            help: t(`applications.export.formsHelp.${value}`),
          }))}
        />
        <FormActions>
          <SubmitButton>{t('applications.export.make')}</SubmitButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
