import type { FoundingReply } from '../../../src/modules/tenants/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface DeclineFoundingModel {
  founding: FoundingReply
  form: FormState
}

export function DeclineFoundingPage({ founding: { id, name }, form }: DeclineFoundingModel) {
  const t = useText()
  const title = t('tenants.foundings.declineOf', { name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[{ label: t('tenants.foundings.title'), href: '/platform/foundings' }]}
        />
      }
    >
      <Form action={`/platform/foundings/${id}/decline`} state={form}>
        <TextArea
          name="reason"
          label={t('tenants.foundings.reason')}
          help={t('tenants.foundings.reasonHelp')}
          maxlength={500}
        />
        <FormActions>
          <SubmitButton>{t('tenants.foundings.decline')}</SubmitButton>
          <LinkButton href="/platform/foundings" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
