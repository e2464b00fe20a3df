import type {
  LinkedIdentities,
  PasskeyList,
  Security,
  SessionList,
} from '../../../src/modules/identity/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Notice } from '../../components/flash.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

type Browser = SessionList['items'][number]

export interface SecurityModel {
  security: Security
  /** As people of anywhere read it. */
  phone: string | null
  phones: boolean
  sessions: Browser[]
  passkeys: PasskeyList['items']
  linked: LinkedIdentities
  /** Whether one can be made at this host. */
  passkeysHere: boolean
  /** Whether programs may act for the reader here: it takes a person of the association. */
  tokens: boolean
  idempotencyKey: string
}

/** How one gets into one's account, and who is in it now. */
export function SecurityPage({
  security,
  phone,
  phones,
  sessions,
  passkeys,
  linked,
  passkeysHere,
  tokens,
  idempotencyKey,
}: SecurityModel) {
  const t = useText()
  const { email, hasPassword, passwordChangedAt, secondStepSince, recoveryCodesLeft, secondStepAsked } =
    security
  const both = email !== null && phone !== null
  return (
    <PortalLayout title={t('identity.security.title')}>
      <Section title={t('identity.security.signIn')}>
        <DescriptionList
          items={[
            {
              label: t('identity.email'),
              value: email ?? t('identity.security.none'),
              action: (
                <AddressActions
                  channel="email"
                  has={email !== null}
                  removable={both}
                  idempotencyKey={idempotencyKey}
                />
              ),
            },
            ...(phones || phone !== null
              ? [
                  {
                    label: t('identity.phone'),
                    value: phone ?? t('identity.security.none'),
                    action: (
                      <AddressActions
                        channel="phone"
                        has={phone !== null}
                        removable={both}
                        idempotencyKey={idempotencyKey}
                      />
                    ),
                  },
                ]
              : []),
            {
              label: t('identity.password'),
              value: hasPassword ? (
                <>
                  {t('identity.security.passwordSince')} <Time value={passwordChangedAt} shown="date" />
                </>
              ) : (
                t('identity.security.none')
              ),
              action: (
                <LinkButton href="/account/password">
                  {t(hasPassword ? 'identity.security.change' : 'identity.security.add')}
                </LinkButton>
              ),
            },
          ]}
        />
      </Section>
      <Section
        id="passkeys"
        title={t('identity.passkeys.title')}
        description={t('identity.passkeys.what')}
        action={
          passkeysHere && <LinkButton href="/account/passkeys/new">{t('identity.passkeys.add')}</LinkButton>
        }
      >
        <Passkeys passkeys={passkeys} />
      </Section>
      {(linked.items.length > 0 || linked.linkable.length > 0) && (
        <Section id="linked" title={t('identity.linked.title')} description={t('identity.linked.what')}>
          <Linked linked={linked} idempotencyKey={idempotencyKey} />
        </Section>
      )}
      <Section
        id="second-step"
        title={t('identity.secondStep.title')}
        description={t('identity.secondStep.what')}
      >
        {secondStepAsked && <Notice kind="warning">{t('identity.secondStep.asked')}</Notice>}
        {secondStepSince ? (
          <>
            <p>
              <Badge tone="success">{t('identity.secondStep.on')}</Badge>{' '}
              {t('identity.secondStep.codesLeft', { count: recoveryCodesLeft })}
            </p>
            <div class="button-group">
              <ActionForm action="/account/recovery-codes" idempotencyKey={idempotencyKey}>
                {t('identity.secondStep.renewCodes')}
              </ActionForm>
              <ActionForm
                action="/account/second-factor/remove"
                idempotencyKey={idempotencyKey}
                confirm={t('identity.secondStep.removeSure')}
                variant="danger"
              >
                {t('identity.secondStep.remove')}
              </ActionForm>
            </div>
          </>
        ) : (
          <ActionForm action="/account/second-factor/begin" idempotencyKey={idempotencyKey}>
            {t('identity.secondStep.setUp')}
          </ActionForm>
        )}
      </Section>
      {tokens && (
        <Section id="tokens" title={t('tokens.title')} description={t('tokens.section')}>
          <LinkButton href="/account/tokens">{t('tokens.see')}</LinkButton>
        </Section>
      )}
      <Section
        id="devices"
        title={t('identity.devices.title')}
        description={t('identity.devices.what')}
        action={
          sessions.length > 1 && (
            <ActionForm
              action="/account/sessions/end-others"
              idempotencyKey={idempotencyKey}
              confirm={t('identity.devices.endOthersSure')}
            >
              {t('identity.devices.endOthers')}
            </ActionForm>
          )
        }
      >
        <Table
          caption={t('identity.devices.title')}
          rows={sessions}
          rowKey={({ sessionId, deviceId }) => sessionId ?? deviceId ?? ''}
          columns={[
            {
              label: t('identity.devices.device'),
              heading: true,
              cell: (row) => (
                <>
                  <DeviceName {...row} />{' '}
                  {row.isThis && <Badge tone="info">{t('identity.devices.this')}</Badge>}
                  {row.trustedUntil && (
                    <>
                      {' '}
                      {t('identity.devices.trusted')} <Time value={row.trustedUntil} shown="date" />
                    </>
                  )}
                </>
              ),
            },
            { label: t('identity.devices.address'), cell: ({ ipAddress }) => ipAddress ?? '–' },
            {
              label: t('identity.devices.lastSeen'),
              cell: ({ lastSeenAt }) => <Time value={lastSeenAt} />,
            },
            {
              label: t('identity.devices.end'),
              quiet: true,
              cell: ({ sessionId, deviceId }) => (
                <ActionForm
                  action={
                    sessionId ? `/account/sessions/${sessionId}/end` : `/account/devices/${deviceId}/forget`
                  }
                  idempotencyKey={idempotencyKey}
                >
                  {t(sessionId ? 'identity.devices.end' : 'identity.devices.forget')}
                </ActionForm>
              ),
            },
          ]}
        />
      </Section>
    </PortalLayout>
  )
}

function Passkeys({ passkeys }: Pick<SecurityModel, 'passkeys'>) {
  const t = useText()
  return (
    <Table
      caption={t('identity.passkeys.title')}
      rows={passkeys}
      rowKey={({ id }) => id}
      empty={<p>{t('identity.passkeys.none')}</p>}
      columns={[
        {
          label: t('identity.passkeys.name'),
          heading: true,
          cell: ({ id, name }) => <a href={`/account/passkeys/${id}`}>{name}</a>,
        },
        {
          label: t('identity.passkeys.kept'),
          cell: ({ isBackedUp }) =>
            t(isBackedUp ? 'identity.passkeys.synced' : 'identity.passkeys.oneDevice'),
        },
        { label: t('identity.passkeys.host'), cell: ({ host }) => <span {...verbatim}>{host}</span> },
        {
          label: t('identity.passkeys.lastUsed'),
          cell: ({ lastUsedAt }) => (lastUsedAt ? <Time value={lastUsedAt} /> : t('identity.passkeys.never')),
        },
      ]}
    />
  )
}

function Linked({ linked, idempotencyKey }: Pick<SecurityModel, 'linked' | 'idempotencyKey'>) {
  const t = useText()
  return (
    <>
      {linked.items.length > 0 && (
        <Table
          caption={t('identity.linked.title')}
          rows={linked.items}
          rowKey={({ id }) => id}
          columns={[
            { label: t('identity.linked.provider'), heading: true, cell: ({ provider }) => provider },
            { label: t('identity.linked.as'), cell: ({ email }) => email ?? '–' },
            { label: t('identity.linked.association'), cell: ({ association }) => association },
            {
              label: t('identity.linked.since'),
              cell: ({ linkedAt }) => <Time value={linkedAt} shown="date" />,
            },
            {
              label: t('identity.linked.unlink'),
              quiet: true,
              cell: ({ id }) => (
                <ActionForm
                  action={`/account/linked/${id}/unlink`}
                  idempotencyKey={idempotencyKey}
                  confirm={t('identity.linked.unlinkSure')}
                >
                  {t('identity.linked.unlink')}
                </ActionForm>
              ),
            },
          ]}
        />
      )}
      {linked.linkable.length > 0 && (
        <div class="button-group">
          {linked.linkable.map(({ id, name }) => (
            <ActionForm key={id} action={`/account/linked/${id}/link`} idempotencyKey={idempotencyKey}>
              {t('identity.linked.link', { name })}
            </ActionForm>
          ))}
        </div>
      )}
    </>
  )
}

function DeviceName({ app, browser, system }: Pick<Browser, 'app' | 'browser' | 'system'>) {
  const t = useText()
  if (app !== null)
    return (
      <>
        {app} <Badge tone="neutral">{t('identity.devices.app')}</Badge>
      </>
    )
  return (
    <>
      {browser && system
        ? t('identity.device.named', { browser, system })
        : (browser ?? system ?? t('identity.devices.unknown'))}
    </>
  )
}

interface AddressActionsProps {
  channel: 'email' | 'phone'
  has: boolean
  removable: boolean
  idempotencyKey: string
}

function AddressActions({ channel, has, removable, idempotencyKey }: AddressActionsProps) {
  const t = useText()
  return (
    <div class="button-group">
      <LinkButton href={`/account/${channel}`}>
        {t(has ? 'identity.security.change' : 'identity.security.add')}
      </LinkButton>
      {removable && (
        <ActionForm
          action={`/account/${channel}/remove`}
          idempotencyKey={idempotencyKey}
          confirm={t(`identity.security.removeSure.${channel}`)}
        >
          {t('identity.security.remove')}
        </ActionForm>
      )}
    </div>
  )
}
