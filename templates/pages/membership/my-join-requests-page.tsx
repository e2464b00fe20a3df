import type { MyJoinRequest } from '../../../src/modules/membership/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { joinRequestTones } from './join-request-tones.ts'

export interface MyJoinRequestsModel {
  items: readonly MyJoinRequest[]
  idempotencyKey: string
}

/** What one asked for, and what one was answered. */
export function MyJoinRequestsPage({ items, idempotencyKey }: MyJoinRequestsModel) {
  const t = useText()
  const title = t('membership.joinRequests.mine')
  return (
    <PortalLayout
      title={title}
      header={<PageHeader title={title} lead={t('membership.joinRequests.mineLead')} />}
    >
      {items.length === 0 ? (
        <EmptyState
          title={t('membership.joinRequests.mineNone')}
          icon="people"
          action={
            <LinkButton href="/units" variant="primary">
              {t('membership.joinRequests.find')}
            </LinkButton>
          }
        >
          {t('membership.joinRequests.mineNoneHelp')}
        </EmptyState>
      ) : (
        items.map((request) => (
          <MyRequest key={request.id} request={request} idempotencyKey={idempotencyKey} />
        ))
      )}
    </PortalLayout>
  )
}

export function MyRequest({
  request: { id, unit, state, message, answer, requestedAt, decidedAt },
  idempotencyKey,
}: {
  request: MyJoinRequest
  idempotencyKey: string
}) {
  const t = useText()
  return (
    <Card
      title={<a href={`/units/${unit.id}`}>{unit.name}</a>}
      badge={<Badge tone={joinRequestTones[state]}>{t(`membership.joinRequests.states.${state}`)}</Badge>}
      footer={
        state === 'requested' ? (
          <ActionForm
            action={`/my-join-requests/${id}/withdraw`}
            idempotencyKey={keyFor({ idempotencyKey }, id)}
            label={t('membership.joinRequests.withdrawLabel', { name: unit.name })}
          >
            {t('membership.joinRequests.withdraw')}
          </ActionForm>
        ) : undefined
      }
    >
      <p>
        {t('membership.joinRequests.askedOn')} <Time value={requestedAt} shown="date" />
        {decidedAt && (
          <>
            {' · '}
            {t(`membership.joinRequests.since.${state}`)} <Time value={decidedAt} shown="date" />
          </>
        )}
      </p>
      {message && <p class="prose">{message}</p>}
      {answer && (
        <p class="prose">
          <b>{t('membership.joinRequests.answered')}</b> {answer}
        </p>
      )}
    </Card>
  )
}
