import type { TenantDetail } from '../../../src/modules/tenants/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ExportTenantModel {
  tenant: TenantDetail
  form: FormState
}

/** Says what is in the file, and who hears of it, before it is made. */
export function ExportTenantPage({ tenant: { id, name }, form }: ExportTenantModel) {
  const t = useText()
  const at = `/platform/tenants/${id}`
  const title = t('tenants.exports.title', { name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('tenants.export.lead')}
          breadcrumbs={[
            { label: t('tenants.all.title'), href: '/platform/tenants' },
            { label: name, href: at },
          ]}
        />
      }
    >
      <Form action={`${at}/export`} state={form}>
        <ul>
          <li>{t('tenants.export.not')}</li>
          <li>{t('tenants.exports.told')}</li>
          <li>{t('tenants.exports.yours')}</li>
        </ul>
        <TextArea
          name="reason"
          label={t('tenants.exports.reason')}
          help={t('tenants.exports.reasonHelp')}
          maxlength={500}
        />
        <FormActions>
          <SubmitButton>{t('tenants.export.button')}</SubmitButton>
          <LinkButton href={at} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
