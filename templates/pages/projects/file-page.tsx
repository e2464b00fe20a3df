import type { ProjectReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { FileField, Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ProjectFileModel {
  project: ProjectReply
  /** What may be sent. */
  taken: { mediaTypes: readonly string[]; limitBytes: number }
  form: FormState
}

export function ProjectFilePage({ project, taken, form }: ProjectFileModel) {
  const t = useText()
  const { id, slug, title, status } = project
  return (
    <PortalLayout
      title={t('projects.files.add')}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={t('projects.files.add')}
          lead={t(status === 'draft' ? 'projects.files.addLead' : 'projects.files.addLeadPublished')}
          breadcrumbs={[
            { label: t('projects.list.title'), href: '/managed-projects' },
            { label: title, href: `/projects/${slug}` },
          ]}
        />
      }
    >
      <Form action={`/managed-projects/${id}/files/new`} state={form} multipart>
        <FileField
          name="file"
          label={t('projects.files.file')}
          accept={taken.mediaTypes}
          types={t('projects.files.types')}
          mostBytes={taken.limitBytes}
        />
        <FormActions>
          <SubmitButton>{t('projects.files.add')}</SubmitButton>
          <LinkButton href={`/projects/${slug}`} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
