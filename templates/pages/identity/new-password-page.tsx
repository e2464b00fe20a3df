import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, PasswordField, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export function NewPasswordPage({ action, form }: { action: string; form: FormState }) {
  const t = useText()
  const isExpired = form.issues.some(({ code }) => code === 'identity.linkExpired')
  return (
    <QuietLayout
      title={t('identity.newPassword.title')}
      lead={isExpired ? undefined : t('identity.newPassword.lead')}
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          <a href="/sign-in">{t('identity.signIn.back')}</a>
        </p>
      }
    >
      <Form action={action} state={form}>
        {isExpired ? (
          <>
            <p>{t('identity.newPassword.expired')}</p>
            <LinkButton href="/forgot-password" variant="primary" wide>
              {t('identity.newPassword.again')}
            </LinkButton>
          </>
        ) : (
          <>
            <PasswordField
              name="password"
              label={t('identity.newPassword.label')}
              help={t('identity.passwordHelp')}
              autocomplete="new-password"
            />
            <SubmitButton wide>{t('identity.newPassword.button')}</SubmitButton>
          </>
        )}
      </Form>
    </QuietLayout>
  )
}
