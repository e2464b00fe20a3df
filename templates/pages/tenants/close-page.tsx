import type { TenancyReply } from '../../../src/modules/tenants/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, SubmitButton, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { ClosingSteps } from './closing-words.tsx'

export interface CloseModel {
  tenancy: TenancyReply
  form: FormState
}

/** Says what ends, before it does, and offers to take everything out first. */
export function ClosePage({ tenancy: { name, closingDays }, form }: CloseModel) {
  const t = useText()
  const title = t('tenants.closing.title', { name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('tenants.closing.lead')}
          breadcrumbs={[{ label: t('tenants.own.title'), href: '/association/state' }]}
        />
      }
    >
      <Notice
        title={t('tenants.closing.first')}
        action={<LinkButton href="/association/state#export">{t('tenants.closing.toExport')}</LinkButton>}
      >
        <p>{t('tenants.closing.firstText')}</p>
      </Notice>
      <Form action="/association/close" state={form}>
        <ClosingSteps days={closingDays} />
        <TextField
          name="name"
          label={t('tenants.closing.type')}
          help={t('tenants.closing.typeHelp', { name })}
          autocomplete="off"
          maxlength={200}
        />
        <FormActions>
          <SubmitButton variant="danger">{t('tenants.closing.button')}</SubmitButton>
          <LinkButton href="/association/state" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
