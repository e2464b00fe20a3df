import type { TenantDetail } from '../../../src/modules/tenants/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SelectField, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface VisitModel {
  tenant: TenantDetail
  minutes: readonly number[]
  form: FormState
}

/** Says what can be seen, and who hears of it, before it begins. */
export function VisitPage({ tenant: { id, name }, minutes, form }: VisitModel) {
  const t = useText()
  const at = `/platform/tenants/${id}`
  const title = t('tenants.visit.title', { name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('tenants.visit.lead')}
          breadcrumbs={[
            { label: t('tenants.all.title'), href: '/platform/tenants' },
            { label: name, href: at },
          ]}
        />
      }
    >
      <Form action={`${at}/visit`} state={form}>
        <ul>
          <li>{t('tenants.visit.reads')}</li>
          <li>{t('tenants.visit.not')}</li>
          <li>{t('tenants.visit.told')}</li>
        </ul>
        <TextArea
          name="reason"
          label={t('tenants.visit.reason')}
          help={t('tenants.visit.reasonHelp')}
          maxlength={500}
        />
        <SelectField
          name="minutes"
          label={t('tenants.visit.minutes')}
          width="medium"
          options={minutes.map((count) => ({
            value: String(count),
            label: t('tenants.visit.forMinutes', { count }),
          }))}
        />
        <FormActions>
          <SubmitButton>{t('tenants.visit.button')}</SubmitButton>
          <LinkButton href={at} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
