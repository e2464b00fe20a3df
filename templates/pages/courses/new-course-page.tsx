import type { OfferedUnits } from '../../../src/modules/courses/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SelectField, SubmitButton, TextArea, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface NewCourseModel {
  units: OfferedUnits['items']
  languages: ReadonlyArray<{ code: string; name: string }>
  form: FormState
}

export function NewCoursePage({ units, languages, form }: NewCourseModel) {
  const t = useText()
  return (
    <PortalLayout
      title={t('courses.new.title')}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={t('courses.new.title')}
          lead={t('courses.new.lead')}
          breadcrumbs={[{ label: t('courses.list.title'), href: '/written-courses' }]}
        />
      }
    >
      <Form action="/written-courses/new" state={form}>
        <SelectField
          name="unitId"
          label={t('courses.unit')}
          help={t('courses.unitHelp')}
          prompt={t('components.choose')}
          options={units.map(({ id, name, level }) => ({ value: id, label: `${'– '.repeat(level)}${name}` }))}
        />
        <TextField name="title" label={t('courses.title')} maxlength={160} />
        <TextArea
          name="summary"
          label={t('courses.summary')}
          help={t('courses.summaryHelp')}
          rows={2}
          maxlength={400}
          optional
        />
        <SelectField
          name="language"
          label={t('courses.language')}
          width="medium"
          options={languages.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <TextField
          name="timeZone"
          label={t('courses.timeZone')}
          help={t('courses.timeZoneHelp')}
          width="medium"
        />
        <FormActions>
          <SubmitButton>{t('courses.new.button')}</SubmitButton>
          <LinkButton href="/written-courses" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
