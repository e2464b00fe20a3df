import type { FilledFields } from '../../../src/modules/fields/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { CustomFields } from '../../components/custom-fields.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { FilledList } from './filled-list.tsx'

export function PersonFieldsPage({ filled, form }: { filled: FilledFields; form: FormState }) {
  const t = useText()
  const title = t('fields.theirs.title', { name: filled.personName })
  const person = `/people/${filled.personId}`
  const editable = filled.fields.filter(({ isEditable }) => isEditable)
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} breadcrumbs={[{ label: filled.personName, href: person }]} />}
    >
      {filled.fields.length === 0 && (
        <EmptyState title={t('fields.none')} icon="profile">
          {t('fields.mine.noneHelp')}
        </EmptyState>
      )}
      <FilledList filled={filled} />
      {editable.length > 0 && (
        <Form action={`${person}/fields`} state={form}>
          <CustomFields fields={editable} />
          <FormActions>
            <SubmitButton>{t('fields.fill.button')}</SubmitButton>
            <LinkButton href={person} variant="quiet">
              {t('layout.cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </PortalLayout>
  )
}
