import type { AuthorList } from '../../../src/modules/courses/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { CheckboxField, Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface AuthorModel {
  authors: AuthorList
  personId: string
  /** Null where they are no author yet. */
  name: string | null
  form: FormState
}

export function AuthorPage({ authors: { courseId, title }, personId, name, form }: AuthorModel) {
  const t = useText()
  const back = `/written-courses/${courseId}/authors`
  const heading = name ?? t('courses.authors.add')
  return (
    <PortalLayout
      title={heading}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={heading}
          lead={title}
          breadcrumbs={[
            { label: t('courses.list.title'), href: '/written-courses' },
            { label: t('courses.authors.of'), href: back },
          ]}
        />
      }
    >
      <Form action={`${back}/${personId}`} state={form}>
        <CheckboxField name="isShown" label={t('courses.authors.isShown')} />
        <CheckboxField
          name="mayWrite"
          label={t('courses.authors.mayWrite')}
          help={t('courses.authors.mayWriteHelp')}
        />
        <TextArea
          name="bio"
          label={t('courses.authors.bio')}
          help={t('courses.markdownHelp')}
          rows={4}
          maxlength={2000}
          optional
        />
        <FormActions>
          <SubmitButton>{t('courses.save')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
