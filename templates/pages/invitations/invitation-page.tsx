import type { InvitationDetail } from '../../../src/modules/invitations/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Notice } from '../../components/flash.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { roleWords } from '../access/role-words.ts'

const tones = { open: 'info', accepted: 'success', expired: 'warning', withdrawn: 'neutral' } as const

export interface InvitationModel {
  invitation: InvitationDetail
  form: FormState
}

export function InvitationPage({ invitation, form }: InvitationModel) {
  const t = useText()
  const { locale } = useView()
  const { id, name, state, unit, role, roleName, acceptedBy, personId, abilities } = invitation
  const title = t('invitations.one.title', { name })
  const who = acceptedBy?.personId ?? personId
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          badge={<Badge tone={tones[state]}>{t(`invitations.states.${state}`)}</Badge>}
          breadcrumbs={[{ label: t('invitations.title'), href: '/invitations' }]}
        />
      }
    >
      <DescriptionList
        items={[
          ...(who ? [{ label: t('invitations.name'), value: <a href={`/people/${who}`}>{name}</a> }] : []),
          { label: t('invitations.address'), value: invitation.address },
          { label: t('invitations.unit'), value: <a href={`/units/${unit.id}`}>{unit.name}</a> },
          ...(role ? [{ label: t('invitations.role'), value: roleWords(t, locale, role, roleName) }] : []),
          ...(invitation.roleEndsAt
            ? [{ label: t('invitations.roleEndsAt'), value: <Time value={invitation.roleEndsAt} /> }]
            : []),
          { label: t('invitations.invitedBy'), value: invitation.invitedBy ?? t('invitations.byNobody') },
          { label: t('invitations.createdAt'), value: <Time value={invitation.createdAt} /> },
          ...(invitation.lastSentAt
            ? [
                {
                  label: t('invitations.lastSentAt'),
                  value: (
                    <>
                      <Time value={invitation.lastSentAt} /> (
                      {t('invitations.one.letters', { count: invitation.sends })})
                    </>
                  ),
                },
              ]
            : []),
          { label: t('invitations.expiresAt'), value: <Time value={invitation.expiresAt} /> },
          ...(invitation.endedAt && state !== 'expired'
            ? [{ label: t(`invitations.states.${state}`), value: <Time value={invitation.endedAt} /> }]
            : []),
          ...(invitation.greeting ? [{ label: t('invitations.greeting'), value: invitation.greeting }] : []),
        ]}
      />
      {invitation.notes.length > 0 && <Notice kind="info">{invitation.notes.join(' ')}</Notice>}
      {(abilities.resend || abilities.withdraw) && (
        <Section title={t('invitations.one.acts')} id="acts" description={t('invitations.one.actsHelp')}>
          <ButtonGroup>
            {abilities.resend && (
              <ActionForm action={`/invitations/${id}/resend`} idempotencyKey={keyFor(form, 'again')}>
                {t('invitations.one.resend')}
              </ActionForm>
            )}
            {abilities.withdraw && (
              <ActionForm
                action={`/invitations/${id}/withdraw`}
                idempotencyKey={keyFor(form, 'end')}
                variant="danger"
              >
                {t('invitations.one.withdraw')}
              </ActionForm>
            )}
          </ButtonGroup>
        </Section>
      )}
    </PortalLayout>
  )
}
