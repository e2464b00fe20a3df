import type { FormState } from '../../../src/platform/presentation/view.ts'
import { EmailField, Form, PasswordField, SubmitButton, TextField } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export function SignUpPage({ form }: { form: FormState }) {
  const t = useText()
  const { brand } = useView()
  return (
    <QuietLayout
      title={t('identity.signUp.title', { name: brand.name })}
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          {t('identity.signUp.haveAccount')} <a href="/sign-in">{t('identity.signIn.link')}</a>
        </p>
      }
    >
      <Form action="/sign-up" state={form}>
        <TextField name="givenName" label={t('identity.givenName')} autocomplete="given-name" />
        <TextField name="familyName" label={t('identity.familyName')} autocomplete="family-name" optional />
        <EmailField name="email" label={t('identity.email')} help={t('identity.signUp.emailHelp')} />
        <PasswordField
          name="password"
          label={t('identity.password')}
          help={t('identity.passwordHelp')}
          autocomplete="new-password"
        />
        <SubmitButton wide>{t('identity.signUp.button')}</SubmitButton>
      </Form>
    </QuietLayout>
  )
}
