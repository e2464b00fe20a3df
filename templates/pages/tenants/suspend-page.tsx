import type { TenantDetail } from '../../../src/modules/tenants/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SuspendModel {
  tenant: TenantDetail
  form: FormState
}

/** Says what stops, before it does. */
export function SuspendPage({ tenant: { id, name }, form }: SuspendModel) {
  const t = useText()
  const at = `/platform/tenants/${id}`
  const title = t('tenants.suspend.title', { name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('tenants.suspend.lead')}
          breadcrumbs={[
            { label: t('tenants.all.title'), href: '/platform/tenants' },
            { label: name, href: at },
          ]}
        />
      }
    >
      <Form action={`${at}/suspend`} state={form}>
        <ul>
          <li>{t('tenants.suspend.stops')}</li>
          <li>{t('tenants.suspend.stays')}</li>
          <li>{t('tenants.suspend.told')}</li>
        </ul>
        <TextArea
          name="reason"
          label={t('tenants.suspend.reason')}
          help={t('tenants.suspend.reasonHelp')}
          maxlength={500}
        />
        <FormActions>
          <SubmitButton variant="danger">{t('tenants.suspend.button')}</SubmitButton>
          <LinkButton href={at} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
