import type { CategoryReply, OfferedUnits, ProjectReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, HiddenField, SelectField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import {
  type ClassChoices,
  Contact,
  Dates,
  Extension,
  Money,
  Place,
  Reach,
  Sorting,
  Telling,
  Wanted,
} from './project-fields.tsx'

export interface ProjectFormModel {
  /** Null where it is a new one. */
  found: ProjectReply | null
  units: OfferedUnits['items']
  categories: readonly CategoryReply[]
  classes: ClassChoices
  form: FormState
}

export function ProjectFormPage({ found, units, categories, classes, form }: ProjectFormModel) {
  const t = useText()
  const title = found ? found.title : t('projects.draft.title')
  const back = found ? `/projects/${found.slug}` : '/managed-projects'
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={found ? undefined : t('projects.draft.lead')}
          breadcrumbs={[{ label: t('projects.list.title'), href: '/managed-projects' }]}
        />
      }
    >
      <Form action={`/managed-projects/${found ? `${found.id}/edit` : 'new'}`} state={form}>
        {found && <HiddenField name="_version" value={String(found.version)} />}
        {!found && (
          <SelectField
            name="unitId"
            label={t('projects.unit')}
            help={t('projects.unitHelp')}
            prompt={t('components.choose')}
            options={units.map(({ id, name, level }) => ({
              value: id,
              label: `${'– '.repeat(level)}${name}`,
            }))}
          />
        )}
        <Telling />
        <Sorting categories={categories} />
        <Dates />
        <Extension />
        <Money />
        <Place />
        <Wanted />
        <Contact />
        <Reach {...classes} />
        <FormActions>
          <SubmitButton>{t(found ? 'projects.save' : 'projects.draft.button')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
