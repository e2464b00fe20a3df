import type { UnitDetail } from '../../../src/modules/units/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, HiddenField, SubmitButton, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function RenameUnitPage({ unit, form }: { unit: UnitDetail; form: FormState }) {
  const t = useText()
  const title = t('units.rename.title', { name: unit.name })
  const breadcrumbs = [...unit.ancestors, unit].map(({ id, name }) => ({ label: name, href: `/units/${id}` }))
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} breadcrumbs={breadcrumbs} />}
    >
      <Form action={`/units/${unit.id}/rename`} state={form}>
        <HiddenField name="_version" value={String(unit.version)} />
        <TextField name="name" label={t('units.name')} width="medium" />
        <FormActions>
          <SubmitButton>{t('units.rename.button')}</SubmitButton>
          <LinkButton href={`/units/${unit.id}`} variant="quiet">
            {t('units.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
