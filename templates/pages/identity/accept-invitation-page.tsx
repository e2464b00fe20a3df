import type { FormState } from '../../../src/platform/presentation/view.ts'
import { EmailField, Form, PasswordField, SubmitButton, TextField } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export function AcceptInvitationPage({ action, form }: { action: string; form: FormState }) {
  const t = useText()
  const { brand } = useView()
  return (
    <QuietLayout
      title={t('identity.invitation.title', { name: brand.name })}
      lead={t('identity.invitation.lead')}
      hasErrors={form.issues.length > 0}
    >
      <Form action={action} state={form}>
        <TextField name="givenName" label={t('identity.givenName')} autocomplete="given-name" />
        <TextField name="familyName" label={t('identity.familyName')} autocomplete="family-name" optional />
        <EmailField name="email" label={t('identity.email')} />
        <PasswordField
          name="password"
          label={t('identity.password')}
          help={t('identity.passwordHelp')}
          autocomplete="new-password"
        />
        <SubmitButton wide>{t('identity.invitation.button')}</SubmitButton>
      </Form>
    </QuietLayout>
  )
}
