import type { HelpPreview } from '../../../src/modules/identity/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface BeginResetModel {
  preview: HelpPreview
  form: FormState
}

/** Says what will happen, and to whom, before it is begun. */
export function BeginResetPage({ preview: { personId, name, hasSecondStep, hours }, form }: BeginResetModel) {
  const t = useText()
  const title = t('identity.resets.begin.title')
  const address = `/people/${personId}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('identity.resets.begin.lead', { name })}
          breadcrumbs={[{ label: name, href: address }]}
        />
      }
    >
      {hasSecondStep ? (
        <Form action={`${address}/second-step`} state={form}>
          <ul>
            <li>{t('identity.resets.begin.told')}</li>
            <li>{t('identity.resets.begin.waits', { hours })}</li>
            <li>{t('identity.resets.begin.then')}</li>
          </ul>
          <TextArea
            name="reason"
            label={t('identity.resets.reason')}
            help={t('identity.resets.reasonHelp')}
            maxlength={500}
          />
          <FormActions>
            <SubmitButton variant="danger">{t('identity.resets.begin.button')}</SubmitButton>
            <LinkButton href={address} variant="quiet">
              {t('layout.cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      ) : (
        <EmptyState title={t('identity.resets.begin.none')} icon="lock">
          {t('identity.resets.begin.noneHelp', { name })}
        </EmptyState>
      )}
    </PortalLayout>
  )
}
