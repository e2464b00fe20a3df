import type { PasskeyList } from '../../../src/modules/identity/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface PasskeyModel {
  passkey: PasskeyList['items'][number]
  form: FormState
}

export function PasskeyPage({ passkey: { id, name }, form }: PasskeyModel) {
  const t = useText()
  return (
    <PortalLayout
      title={name}
      header={
        <PageHeader
          title={name}
          breadcrumbs={[{ label: t('identity.security.title'), href: '/account/security#passkeys' }]}
          actions={
            <ActionForm
              action={`/account/passkeys/${id}/remove`}
              idempotencyKey={form.idempotencyKey}
              confirm={t('identity.passkeys.removeSure')}
              variant="danger"
            >
              {t('identity.passkeys.remove')}
            </ActionForm>
          }
        />
      }
      hasErrors={form.issues.length > 0}
    >
      <Form action={`/account/passkeys/${id}`} state={form}>
        <TextField name="name" label={t('identity.passkeys.name')} value={name} maxlength={60} />
        <FormActions>
          <SubmitButton>{t('identity.passkeys.rename')}</SubmitButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
