import type { JoinRequestDetail } from '../../../src/modules/membership/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { ErrorList, Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { joinRequestTones } from './join-request-tones.ts'

export interface JoinRequestModel {
  request: JoinRequestDetail
  form: FormState
}

/** Who asks, what they write, and the answer. */
export function JoinRequestPage({ request, form }: JoinRequestModel) {
  const t = useText()
  const { id, state, person, unit, message, answer, belongsTo, decidedBy, decidedAt, abilities } = request
  const title = t('membership.joinRequests.one', { name: person.name, unit: unit.name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          badge={<Badge tone={joinRequestTones[state]}>{t(`membership.joinRequests.states.${state}`)}</Badge>}
          breadcrumbs={[{ label: t('membership.joinRequests.title'), href: '/join-requests' }]}
          actions={
            abilities.approve ? (
              <ActionForm
                action={`/join-requests/${id}/approve`}
                idempotencyKey={keyFor(form, 'yes')}
                variant="primary"
                label={t('membership.joinRequests.approveLabel', { name: person.name })}
              >
                {t('membership.joinRequests.approve')}
              </ActionForm>
            ) : undefined
          }
        />
      }
    >
      {/* Somebody else was quicker: there is no form any more that could tell it. */}
      {!abilities.decline && <ErrorList state={form} id="main" />}
      <DescriptionList
        items={[
          {
            label: t('membership.joinRequests.unit'),
            value: <a href={`/units/${unit.id}`}>{unit.name}</a>,
          },
          {
            label: t('membership.joinRequests.requestedAt'),
            value: <Time value={request.requestedAt} />,
          },
          ...(belongsTo.length > 0
            ? [{ label: t('membership.joinRequests.belongsTo'), value: belongsTo.join(', ') }]
            : []),
          {
            label: t('membership.joinRequests.message'),
            value: message ? <p class="prose">{message}</p> : t('membership.joinRequests.noMessage'),
          },
          ...(decidedAt
            ? [
                {
                  label: t(`membership.joinRequests.states.${state}`),
                  value: (
                    <>
                      <Time value={decidedAt} />
                      {decidedBy && <> · {decidedBy.name}</>}
                    </>
                  ),
                },
              ]
            : []),
          ...(answer
            ? [{ label: t('membership.joinRequests.answer'), value: <p class="prose">{answer}</p> }]
            : []),
        ]}
      />
      {abilities.decline && (
        <Section
          title={t('membership.joinRequests.declineTitle')}
          id="decline"
          description={t('membership.joinRequests.declineHelp')}
        >
          <Form action={`/join-requests/${id}`} state={form}>
            <TextArea
              name="answer"
              label={t('membership.joinRequests.reason')}
              help={t('membership.joinRequests.reasonHelp')}
              maxlength={1000}
            />
            <FormActions>
              <SubmitButton variant="secondary">{t('membership.joinRequests.decline')}</SubmitButton>
            </FormActions>
          </Form>
        </Section>
      )}
    </PortalLayout>
  )
}
