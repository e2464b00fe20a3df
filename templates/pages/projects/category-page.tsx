import type { CategoryReply } from '../../../src/modules/projects/contract.ts'
import { nameOfLanguage } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { Form, FormActions, HiddenField, SelectField, SubmitButton } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { TranslatedField } from '../../components/translated-field.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface CategoryModel {
  /** Null where it is a new one. */
  found: CategoryReply | null
  categories: readonly CategoryReply[]
  languages: readonly string[]
  form: FormState
}

const all = '/settings/project-categories'

export function CategoryPage({ found, categories, languages, form }: CategoryModel) {
  const t = useText()
  const title = found ? found.label : t('projects.categories.new')
  const above = categories.filter(({ parentId, archivedAt }) => parentId === null && archivedAt === null)
  const step = found?.archivedAt ? 'restore' : 'archive'
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader title={title} breadcrumbs={[{ label: t('projects.categories.title'), href: all }]} />
      }
    >
      <Form action={`${all}/${found?.id ?? 'new'}`} state={form}>
        {found && <HiddenField name="_version" value={String(found.version)} />}
        <TranslatedField
          name="name"
          label={t('projects.categories.name')}
          languages={languages.map((code) => ({ code, name: nameOfLanguage(code) }))}
          maxlength={80}
        />
        {!found && above.length > 0 && (
          <SelectField
            name="parentId"
            label={t('projects.categories.parent')}
            help={t('projects.categories.parentHelp')}
            width="medium"
            optional
            options={above.map(({ id, label }) => ({ value: id, label }))}
          />
        )}
        <FormActions>
          <SubmitButton>{t('projects.categories.save')}</SubmitButton>
          <LinkButton href={all} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
      {found && (
        <Section
          title={t(`projects.categories.${step}`)}
          id="archive"
          description={t(`projects.categories.${step}Help`)}
        >
          <ActionForm action={`${all}/${found.id}/${step}`} idempotencyKey={keyFor(form, step)}>
            {t(`projects.categories.${step}Button`)}
          </ActionForm>
        </Section>
      )}
    </PortalLayout>
  )
}
