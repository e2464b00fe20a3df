import type { FormState } from '../../../src/platform/presentation/view.ts'
import { AddressField } from '../../components/code-field.tsx'
import { Form, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export function ForgotPasswordPage({ form, phones }: { form: FormState; phones: boolean }) {
  const t = useText()
  return (
    <QuietLayout
      title={t('identity.forgot.title')}
      lead={t('identity.forgot.lead')}
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          <a href="/sign-in">{t('identity.signIn.back')}</a>
        </p>
      }
    >
      <Form action="/forgot-password" state={form}>
        <AddressField phones={phones} />
        <SubmitButton wide>{t('identity.sendCode')}</SubmitButton>
      </Form>
    </QuietLayout>
  )
}
