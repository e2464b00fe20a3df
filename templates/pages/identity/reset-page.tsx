import type { ResetReply } from '../../../src/modules/identity/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Notice } from '../../components/flash.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ResetModel {
  reset: ResetReply
  tone: Tone
  form: FormState
}

export function ResetPage({ reset, tone, form }: ResetModel) {
  const t = useText()
  const { id, personId, name, state, reason, openedAt, begunAt, begunBy, dueAt, expiresAt, endedAt, isOwn } =
    reset
  const address = `/second-step-resets/${id}`
  const isOpen = state === 'asked' || state === 'waiting' || state === 'ready'
  return (
    <PortalLayout
      title={t('identity.resets.of', { name })}
      header={
        <PageHeader
          title={t('identity.resets.of', { name })}
          badge={<Badge tone={tone}>{t(`identity.resets.states.${state}`)}</Badge>}
          breadcrumbs={[{ label: t('identity.resets.title'), href: '/second-step-resets' }]}
        />
      }
    >
      <Notice kind={isOwn && isOpen ? 'warning' : 'info'}>
        <p>{t(isOwn && isOpen ? 'identity.resets.own' : `identity.resets.next.${state}`)}</p>
      </Notice>
      {isOpen && !isOwn && (
        <ButtonGroup>
          {state === 'asked' && (
            <LinkButton href={`/people/${personId}/second-step`} variant="primary">
              {t('identity.resets.begin.button')}
            </LinkButton>
          )}
          {state === 'ready' && (
            <ActionForm
              action={`${address}/complete`}
              idempotencyKey={form.idempotencyKey}
              confirm={t('identity.resets.completeSure', { name })}
              variant="danger"
            >
              {t('identity.resets.complete')}
            </ActionForm>
          )}
          <ActionForm action={`${address}/withdraw`} idempotencyKey={keyFor(form, 'withdraw')}>
            {t(state === 'asked' ? 'identity.resets.turnDown' : 'identity.resets.withdraw')}
          </ActionForm>
        </ButtonGroup>
      )}
      <Section title={t('identity.resets.about')} id="about">
        <DescriptionList
          items={[
            { label: t('identity.resets.person'), value: <a href={`/people/${personId}`}>{name}</a> },
            { label: t('identity.resets.opened'), value: <Time value={openedAt} /> },
            ...(begunAt === null
              ? []
              : [{ label: t('identity.resets.begunAt'), value: <Time value={begunAt} /> }]),
            ...(begunBy === null ? [] : [{ label: t('identity.resets.begunBy'), value: begunBy }]),
            ...(reason === null ? [] : [{ label: t('identity.resets.reason'), value: reason }]),
            ...(dueAt === null ? [] : [{ label: t('identity.resets.due'), value: <Time value={dueAt} /> }]),
            ...(endedAt === null
              ? [{ label: t('identity.resets.expires'), value: <Time value={expiresAt} /> }]
              : [{ label: t('identity.resets.ended'), value: <Time value={endedAt} /> }]),
          ]}
        />
      </Section>
    </PortalLayout>
  )
}
