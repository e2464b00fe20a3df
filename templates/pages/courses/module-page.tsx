import type { DraftModule, DraftReply } from '../../../src/modules/courses/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  CheckboxField,
  Form,
  FormActions,
  HiddenField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { ReleaseFields } from './release-fields.tsx'

export interface ModuleModel {
  draft: DraftReply
  /** Null where it is a new one. */
  found: DraftModule | null
  form: FormState
}

export function ModulePage({ draft, found, form }: ModuleModel) {
  const t = useText()
  const back = `/written-courses/${draft.courseId}/draft`
  const title = found?.title ?? t('courses.modules.add')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[
            { label: t('courses.list.title'), href: '/written-courses' },
            { label: draft.title, href: back },
          ]}
        />
      }
    >
      <Form action={`${back}/modules/${found?.id ?? 'new'}`} state={form}>
        {found && <HiddenField name="_version" value={String(draft.version)} />}
        <TextField name="title" label={t('courses.title')} maxlength={160} />
        <TextArea
          name="description"
          label={t('courses.modules.description')}
          help={t('courses.markdownHelp')}
          rows={4}
          maxlength={4000}
          optional
        />
        <TextArea
          name="objectives"
          label={t('courses.objectives')}
          help={t('courses.objectivesHelp')}
          rows={3}
          optional
        />
        <CheckboxField name="isPreview" label={t('courses.modules.isPreview')} />
        <ReleaseFields timeZone={draft.timeZone} />
        <FormActions>
          <SubmitButton>{t(found ? 'courses.save' : 'courses.modules.add')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
