import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Form, PasswordField, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export function NewPasswordPage({ action, form }: { action: string; form: FormState }) {
  const t = useText()
  return (
    <QuietLayout
      title={t('identity.newPassword.title')}
      lead={t('identity.newPassword.lead')}
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          <a href="/forgot-password">{t('identity.newPassword.again')}</a>
        </p>
      }
    >
      <Form action={action} state={form}>
        <PasswordField
          name="password"
          label={t('identity.newPassword.label')}
          help={t('identity.passwordHelp')}
          autocomplete="new-password"
        />
        <SubmitButton wide>{t('identity.newPassword.button')}</SubmitButton>
      </Form>
    </QuietLayout>
  )
}
