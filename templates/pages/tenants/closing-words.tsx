import type { TenancyReply } from '../../../src/modules/tenants/contract.ts'
import { Notice } from '../../components/flash.tsx'
import { Time } from '../../components/time.tsx'
import { useText } from '../../view-context.tsx'

/** What happens between the wish to close an association and its end, to be read before one asks for it. */
export function ClosingSteps({ days }: { days: number }) {
  const t = useText()
  return (
    <ul>
      <li>{t('tenants.closing.reads', { days })}</li>
      <li>{t('tenants.closing.told')}</li>
      <li>{t('tenants.closing.takenBack')}</li>
      <li>{t('tenants.closing.ends')}</li>
      <li>{t('tenants.closing.stays')}</li>
    </ul>
  )
}

/** That an association is to be closed, or was, as whoever has it in charge reads it. */
export function ClosingNotice({
  tenancy: { closingRequestedAt, closingRequestedBy, closingReason, closingDueAt, closedAt, erasedAt },
}: {
  tenancy: TenancyReply
}) {
  const t = useText()
  if (!closingDueAt || !closingRequestedAt) return null
  return (
    <Notice kind="warning" title={closedAt ? t('tenants.closing.closed') : t('tenants.closing.due')}>
      <p>
        <Time value={closedAt ?? closingDueAt} />
      </p>
      <p>
        {t('tenants.closing.asked')} <Time value={closingRequestedAt} />
        {closingRequestedBy && <> · {closingRequestedBy}</>}
      </p>
      {closingReason !== null && <p>{closingReason}</p>}
      {closedAt && (
        <p>
          {erasedAt ? (
            <>
              {t('tenants.closing.erased')} <Time value={erasedAt} />
            </>
          ) : (
            t('tenants.closing.beingErased')
          )}
        </p>
      )}
    </Notice>
  )
}
