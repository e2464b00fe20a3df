import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ErrorList, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PasskeyForm } from '../../components/passkey-form.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function AddPasskeyPage({ form, host }: { form: FormState; host: string }) {
  const t = useText()
  return (
    <PortalLayout
      title={t('identity.passkeys.add')}
      header={
        <PageHeader
          title={t('identity.passkeys.add')}
          lead={t('identity.passkeys.addLead', { host })}
          breadcrumbs={[{ label: t('identity.security.title'), href: '/account/security#passkeys' }]}
        />
      }
      hasErrors={form.issues.length > 0}
    >
      <ErrorList state={form} />
      <noscript>
        <p>{t('identity.passkeys.needsScript')}</p>
      </noscript>
      <PasskeyForm
        action="/account/passkeys/new"
        purpose="add"
        state={form}
        button={t('identity.passkeys.make')}
        variant="primary"
      >
        <TextField
          name="name"
          label={t('identity.passkeys.name')}
          help={t('identity.passkeys.nameHelp')}
          maxlength={60}
        />
      </PasskeyForm>
    </PortalLayout>
  )
}
