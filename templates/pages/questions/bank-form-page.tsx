import type { BankReply, Places } from '../../../src/modules/questions/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { useWay } from './question-words.tsx'

export interface BankFormModel {
  /** None where a new one is made. */
  found: BankReply | null
  units: Places['items']
  form: FormState
}

export function BankFormPage({ found, units, form }: BankFormModel) {
  const t = useText()
  const title = t(found ? 'questions.bank.change' : 'questions.bank.new')
  const address = found ? `/question-banks/${found.id}` : '/question-banks'
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} breadcrumbs={useWay(found)} />}
    >
      <Form action={found ? `${address}/change` : `${address}/new`} state={form}>
        {found ? (
          <HiddenField name="_version" value={String(found.version)} />
        ) : (
          <SelectField
            name="unitId"
            label={t('questions.unit')}
            help={t('questions.bank.unitHelp')}
            options={units.map(({ unitId, unitName }) => ({ value: unitId, label: unitName }))}
          />
        )}
        <TextField name="name" label={t('questions.bank.name')} maxlength={120} />
        <TextArea name="description" label={t('questions.bank.description')} maxlength={2000} optional />
        <FormActions>
          <SubmitButton>{t('questions.save')}</SubmitButton>
          <LinkButton href={address} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
