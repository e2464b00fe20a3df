import type { TenantDetail } from '../../../src/modules/tenants/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton, TextArea, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { ClosingSteps } from './closing-words.tsx'

export interface CloseTenantModel {
  tenant: TenantDetail
  form: FormState
}

/** As who runs the installation closes an association: its people read why. */
export function CloseTenantPage({ tenant: { id, name, closingDays }, form }: CloseTenantModel) {
  const t = useText()
  const at = `/platform/tenants/${id}`
  const title = t('tenants.closing.title', { name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('tenants.closing.lead')}
          breadcrumbs={[
            { label: t('tenants.all.title'), href: '/platform/tenants' },
            { label: name, href: at },
          ]}
        />
      }
    >
      <Form action={`${at}/close`} state={form}>
        <ClosingSteps days={closingDays} />
        <TextArea
          name="reason"
          label={t('tenants.closing.reason')}
          help={t('tenants.closing.reasonHelp')}
          maxlength={500}
        />
        <TextField
          name="name"
          label={t('tenants.closing.type')}
          help={t('tenants.closing.typeHelp', { name })}
          autocomplete="off"
          maxlength={200}
        />
        <FormActions>
          <SubmitButton variant="danger">{t('tenants.closing.button')}</SubmitButton>
          <LinkButton href={at} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
