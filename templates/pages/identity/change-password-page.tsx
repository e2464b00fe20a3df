import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Form, FormActions, PasswordField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function ChangePasswordPage({ form }: { form: FormState }) {
  const t = useText()
  return (
    <PortalLayout
      title={t('identity.newPassword.title')}
      header={
        <PageHeader
          title={t('identity.newPassword.title')}
          lead={t('identity.newPassword.lead')}
          breadcrumbs={[{ label: t('identity.security.title'), href: '/account/security' }]}
        />
      }
      hasErrors={form.issues.length > 0}
    >
      <Form action="/account/password" state={form}>
        <PasswordField
          name="password"
          label={t('identity.newPassword.label')}
          help={t('identity.passwordHelp')}
          autocomplete="new-password"
        />
        <FormActions>
          <SubmitButton>{t('identity.newPassword.button')}</SubmitButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
