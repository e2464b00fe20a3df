import type { UnitDetail } from '../../../src/modules/units/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, RadioGroup, SubmitButton, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface NewUnitModel {
  parent: UnitDetail
  kinds: readonly string[]
  form: FormState
}

export function NewUnitPage({ parent, kinds, form }: NewUnitModel) {
  const t = useText()
  const title = t('units.new.title')
  const breadcrumbs = [...parent.ancestors, parent].map(({ id, name }) => ({
    label: name,
    href: `/units/${id}`,
  }))
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('units.new.lead', { name: parent.name })}
          breadcrumbs={breadcrumbs}
        />
      }
    >
      <Form action={`/units/${parent.id}/new`} state={form}>
        <TextField name="name" label={t('units.name')} width="medium" />
        <RadioGroup
          name="kind"
          label={t('units.kind')}
          options={kinds.map((kind) => ({ value: kind, label: t(`units.kinds.${kind}`) }))}
        />
        <FormActions>
          <SubmitButton>{t('units.new.button')}</SubmitButton>
          <LinkButton href={`/units/${parent.id}`} variant="quiet">
            {t('units.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
