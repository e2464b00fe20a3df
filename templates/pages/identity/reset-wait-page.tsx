import type { ResetWait } from '../../../src/modules/identity/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ResetWaitModel {
  wait: ResetWait
  form: FormState
}

export function ResetWaitPage({ wait: { least, most }, form }: ResetWaitModel) {
  const t = useText()
  const title = t('identity.resets.wait.title')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('identity.resets.wait.lead')}
          breadcrumbs={[{ label: t('identity.resets.title'), href: '/second-step-resets' }]}
        />
      }
    >
      <Form action="/second-step-resets/wait" state={form}>
        <TextField
          name="hours"
          label={t('identity.resets.wait.hours')}
          help={t('identity.resets.wait.help', { least, most })}
          inputmode="numeric"
          width="short"
          maxlength={3}
        />
        <FormActions>
          <SubmitButton>{t('identity.resets.wait.button')}</SubmitButton>
          <LinkButton href="/second-step-resets" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
