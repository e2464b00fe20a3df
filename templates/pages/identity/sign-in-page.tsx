import type { FormState } from '../../../src/platform/presentation/view.ts'
import { AddressField } from '../../components/code-field.tsx'
import { Form, PasswordField, SubmitButton } from '../../components/form.tsx'
import { PasskeyForm } from '../../components/passkey-form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SignInModel {
  form: FormState
  action: string
  /** The way in without a password. */
  codeAction: string
  phones: boolean
  /** Null where no passkey works at this host. */
  passkeyAction: string | null
}

export function SignInPage({ form, action, codeAction, phones, passkeyAction }: SignInModel) {
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
        <AddressField phones={phones} passkeys={passkeyAction !== null} />
        <PasswordField name="password" label={t('identity.password')} autocomplete="current-password" />
        <SubmitButton wide>{t('identity.signIn.button')}</SubmitButton>
      </Form>
      {passkeyAction !== null && (
        <PasskeyForm
          action={passkeyAction}
          purpose="signIn"
          state={form}
          button={t('identity.signIn.passkey')}
          wide
        />
      )}
      <p>
        <a href={codeAction}>{t('identity.signInCode.link')}</a>
      </p>
      <p>
        <a href="/forgot-password">{t('identity.forgot.link')}</a>
      </p>
    </QuietLayout>
  )
}
