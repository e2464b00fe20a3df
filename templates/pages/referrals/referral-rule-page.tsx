import type { ReferralRule } from '../../../src/modules/referrals/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { CheckboxField, Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ReferralRuleModel {
  rule: ReferralRule
  form: FormState
}

/** Whether links of members count. */
export function ReferralRulePage({ rule, form }: ReferralRuleModel) {
  const t = useText()
  const title = t('referrals.ruleTitle')
  const { count, members } = rule
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('referrals.ruleLead', { count, members })}
          breadcrumbs={[{ label: t('referrals.title'), href: '/referrals' }]}
        />
      }
    >
      <Form action="/referrals/rule" state={form}>
        <CheckboxField name="isOff" label={t('referrals.isOff')} help={t('referrals.isOffHelp')} />
        <FormActions>
          <SubmitButton>{t('referrals.saveRule')}</SubmitButton>
          <LinkButton href="/referrals" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
