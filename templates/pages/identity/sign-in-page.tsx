import type { FormState } from '../../../src/platform/presentation/view.ts'
import { EmailField, Form, PasswordField, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export function SignInPage({ form, action }: { form: FormState; action: string }) {
  const t = useText()
  return (
    <QuietLayout
      title={t('identity.signIn.title')}
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          {t('identity.signIn.newHere')} <a href="/sign-up">{t('identity.signUp.link')}</a>
        </p>
      }
    >
      <Form action={action} state={form}>
        <EmailField name="email" label={t('identity.email')} autocomplete="username" />
        <PasswordField name="password" label={t('identity.password')} autocomplete="current-password" />
        <SubmitButton wide>{t('identity.signIn.button')}</SubmitButton>
      </Form>
      <p>
        <a href="/forgot-password">{t('identity.forgot.link')}</a>
      </p>
    </QuietLayout>
  )
}
