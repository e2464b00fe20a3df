import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ProviderReturnModel {
  action: string
  /** What the provider has sent along. */
  sent: Record<string, string>
  form: FormState
}

const parts = ['code', 'state', 'iss', 'error']

/** Passed through in a moment where scripts run, by a button where they do not. */
export function ProviderReturnPage({ action, sent, form }: ProviderReturnModel) {
  const t = useText()
  const failed = form.issues.length > 0
  if (failed)
    return (
      <QuietLayout title={t('identity.providerReturn.title')} hasErrors>
        <Form action={action} state={form}>
          <LinkButton href="/sign-in" variant="primary" wide>
            {t('identity.signIn.back')}
          </LinkButton>
        </Form>
      </QuietLayout>
    )
  return (
    <QuietLayout title={t('identity.providerReturn.title')} lead={t('identity.providerReturn.lead')}>
      <form class="form" method="post" action={action} data-go>
        {parts
          .filter((name) => sent[name])
          .map((name) => (
            <input key={name} type="hidden" name={name} value={sent[name]} />
          ))}
        <SubmitButton wide>{t('identity.providerReturn.button')}</SubmitButton>
      </form>
    </QuietLayout>
  )
}
