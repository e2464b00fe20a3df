import type { FormState } from '../../../src/platform/presentation/view.ts'
import { FieldRow, Form, FormActions, SubmitButton, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function ApprovalRulePage({ form }: { form: FormState }) {
  const t = useText()
  const title = t('reviews.rule.title')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} lead={t('reviews.rule.lead')} />}
    >
      <Form action="/settings/awards" state={form}>
        <FieldRow>
          <TextField
            name="approvalAbove"
            label={t('reviews.rule.above')}
            help={t('reviews.rule.aboveHelp')}
            width="medium"
            inputmode="decimal"
            optional
          />
          <TextField
            name="currency"
            label={t('reviews.rule.currency')}
            help={t('reviews.rule.currencyHelp')}
            width="short"
            maxlength={3}
            optional
          />
        </FieldRow>
        <FormActions>
          <SubmitButton>{t('reviews.rule.save')}</SubmitButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
