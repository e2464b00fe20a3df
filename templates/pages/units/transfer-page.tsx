import type { MyUnit } from '../../../src/modules/units/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, SelectField, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface TransferModel {
  unit: { id: string; name: string }
  mine: readonly MyUnit[]
  form: FormState
}

export function TransferPage({ unit, mine, form }: TransferModel) {
  const t = useText()
  const title = t('units.transfer.title', { name: unit.name })
  const others = mine.filter(({ id }) => id !== unit.id)
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('units.transfer.lead')}
          breadcrumbs={[{ label: unit.name, href: `/units/${unit.id}` }]}
        />
      }
    >
      {others.length === 0 ? (
        <EmptyState title={t('units.transfer.none')} icon="units">
          {t('units.transfer.noneHelp')}
        </EmptyState>
      ) : (
        <Form action={`/units/${unit.id}/transfer`} state={form}>
          <SelectField
            name="fromUnitId"
            label={t('units.transfer.from')}
            width="medium"
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TextArea
            name="reason"
            label={t('units.transfer.reason')}
            help={t('units.transfer.reasonHelp')}
            maxlength={1000}
          />
          <FormActions>
            <SubmitButton>{t('units.transfer.button')}</SubmitButton>
            <LinkButton href={`/units/${unit.id}`} variant="quiet">
              {t('layout.cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </PortalLayout>
  )
}
