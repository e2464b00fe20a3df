import type { FormState } from '../../../src/platform/presentation/view.ts'
import { EmailField, Form, FormActions, SubmitButton, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ChangeAddressModel {
  form: FormState
  channel: 'email' | 'phone'
}

export function ChangeAddressPage({ form, channel }: ChangeAddressModel) {
  const t = useText()
  const title = t(`identity.changeAddress.title.${channel}`)
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={t('identity.changeAddress.lead')}
          breadcrumbs={[{ label: t('identity.security.title'), href: '/account/security' }]}
        />
      }
      hasErrors={form.issues.length > 0}
    >
      <Form action={`/account/${channel}`} state={form}>
        {channel === 'email' ? (
          <EmailField name="address" label={t('identity.email')} />
        ) : (
          <TextField
            name="address"
            type="tel"
            label={t('identity.phone')}
            help={t('identity.phoneHelp')}
            autocomplete="tel"
            width="medium"
          />
        )}
        <FormActions>
          <SubmitButton>{t('identity.sendCode')}</SubmitButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
