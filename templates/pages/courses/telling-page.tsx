import type { DraftReply } from '../../../src/modules/courses/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface TellingModel {
  draft: DraftReply
  languages: ReadonlyArray<{ code: string; name: string }>
  form: FormState
}

/** What a course says of itself. */
export function TellingPage({ draft, languages, form }: TellingModel) {
  const t = useText()
  const back = `/written-courses/${draft.courseId}/draft`
  return (
    <PortalLayout
      title={draft.title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={t('courses.telling.title')}
          lead={draft.title}
          breadcrumbs={[
            { label: t('courses.list.title'), href: '/written-courses' },
            { label: draft.title, href: back },
          ]}
        />
      }
    >
      <Form action={`${back}/edit`} state={form}>
        <HiddenField name="_version" value={String(draft.version)} />
        <TextField name="title" label={t('courses.title')} maxlength={160} />
        <TextArea
          name="summary"
          label={t('courses.summary')}
          help={t('courses.summaryHelp')}
          rows={2}
          maxlength={400}
          optional
        />
        <TextArea
          name="description"
          label={t('courses.description')}
          help={t('courses.markdownHelp')}
          rows={12}
          maxlength={20_000}
          optional
        />
        <RadioGroup
          name="level"
          label={t('courses.level')}
          options={(['beginner', 'intermediate', 'advanced', 'expert'] as const).map((value) => ({
            value,
            label: t(`courses.levels.${value}`),
          }))}
        />
        <SelectField
          name="language"
          label={t('courses.language')}
          width="medium"
          options={languages.map(({ code, name }) => ({ value: code, label: name }))}
        />
        {(['objectives', 'prerequisites', 'audience', 'tags'] as const).map((name) => (
          <TextArea
            key={name}
            name={name}
            label={t(`courses.${name}`)}
            help={t(`courses.${name}Help`)}
            rows={3}
            optional
          />
        ))}
        {draft.number > 1 && (
          <TextArea
            name="changes"
            label={t('courses.changes')}
            help={t('courses.changesHelp')}
            rows={3}
            maxlength={4000}
            optional
          />
        )}
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
