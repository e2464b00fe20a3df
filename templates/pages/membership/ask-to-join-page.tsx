import type { AskedUnit } from '../../../src/modules/membership/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { MyRequest } from './my-join-requests-page.tsx'

export interface AskToJoinModel {
  asked: AskedUnit
  /** How long one waits after a refusal. */
  days: number
  form: FormState
}

/** Asks, or says what stands in the way of asking. */
export function AskToJoinPage({ asked, days, form }: AskToJoinModel) {
  const t = useText()
  const { unit, takes, belongs, waiting, againFrom } = asked
  const title = t('membership.joinRequests.askTitle', { name: unit.name })
  const asks = takes && !belongs && waiting === null && againFrom === null
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={asks ? t('membership.joinRequests.askLead') : undefined}
          breadcrumbs={[{ label: unit.name, href: `/units/${unit.id}` }]}
        />
      }
    >
      {belongs ? (
        <Notice kind="info">{t('membership.error.alreadyThere')}</Notice>
      ) : waiting ? (
        <>
          <Notice kind="info">{t('membership.error.joinAskedAlready')}</Notice>
          <MyRequest request={waiting} idempotencyKey={form.idempotencyKey} />
        </>
      ) : !takes ? (
        <Notice kind="info">{t('membership.joinRequests.takesNobody')}</Notice>
      ) : againFrom ? (
        <Notice kind="info">
          {t('membership.joinRequests.againFrom', { days })} <Time value={againFrom} />
        </Notice>
      ) : (
        <Form action={`/units/${unit.id}/ask-to-join`} state={form}>
          <TextArea
            name="message"
            label={t('membership.joinRequests.message')}
            help={t('membership.joinRequests.messageHelp')}
            maxlength={1000}
          />
          <FormActions>
            <SubmitButton>{t('membership.joinRequests.askButton')}</SubmitButton>
            <LinkButton href={`/units/${unit.id}`} variant="quiet">
              {t('layout.cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </PortalLayout>
  )
}
