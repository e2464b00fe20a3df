import type { CategoryReply, ProjectReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { CheckboxGroup, Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import {
  AddendumFields,
  type ClassChoices,
  Contact,
  Dates,
  Money,
  Place,
  Reach,
  Sorting,
  Telling,
  Wanted,
} from './project-fields.tsx'
import { Deadline } from './project-words.tsx'

export interface AmendModel {
  project: ProjectReply
  categories: readonly CategoryReply[]
  classes: ClassChoices
  /** Where the rule of the project would move the deadline to; null where it leaves it. */
  movesTo: Date | null
  form: FormState
}

export function AmendPage({ project, categories, classes, movesTo, form }: AmendModel) {
  const t = useText()
  const { id, slug, title, version, timeZone, files } = project
  const back = `/projects/${slug}`
  return (
    <PortalLayout
      title={t('projects.addenda.new')}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={t('projects.addenda.new')}
          lead={t('projects.addenda.newLead')}
          breadcrumbs={[
            { label: t('projects.list.title'), href: '/managed-projects' },
            { label: title, href: back },
          ]}
        />
      }
    >
      <Form action={`/managed-projects/${id}/addenda/new`} state={form}>
        <HiddenField name="_version" value={String(version)} />
        <AddendumFields movesTo={movesTo && <Deadline deadline={movesTo} timeZone={timeZone} />} />
        <FileChoices files={files} />
        <h2>{t('projects.addenda.fields')}</h2>
        <p>{t('projects.addenda.fieldsHelp')}</p>
        <Telling />
        <Sorting categories={categories} />
        <Dates />
        <Money />
        <Place />
        <Wanted />
        <Contact />
        <Reach {...classes} />
        <FormActions>
          <SubmitButton>{t('projects.addenda.issue')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}

function FileChoices({ files }: Pick<ProjectReply, 'files'>) {
  const t = useText()
  const options = (isShown: boolean) =>
    files
      .filter((file) => file.isShown === isShown)
      .map(({ id, name }) => ({ value: id, label: name ?? t('projects.files.nameless') }))
  const [waiting, shown] = [options(false), options(true)]
  return (
    <>
      {waiting.length > 0 && (
        <CheckboxGroup
          name="showFiles"
          label={t('projects.files.show')}
          value={waiting.map(({ value }) => value)}
          options={waiting}
        />
      )}
      {shown.length > 0 && (
        <CheckboxGroup name="removeFiles" label={t('projects.files.takeOut')} options={shown} />
      )}
    </>
  )
}
