import type { ComponentChildren } from 'preact'
import type { VerificationReply } from '../../../src/modules/membership/contract.ts'
import { DescriptionList } from '../../components/description-list.tsx'
import { Time } from '../../components/time.tsx'
import { useText } from '../../view-context.tsx'

export interface VerificationsProps {
  items: readonly VerificationReply[]
  /** What may be done about one that staff made. */
  action?: (verificationId: string) => ComponentChildren
}

/** How it is known who somebody is: by what, by whom and since when. */
export function Verifications({ items, action }: VerificationsProps) {
  const t = useText()
  if (items.length === 0) return <p>{t('membership.verification.none')}</p>
  return (
    <DescriptionList
      items={items.map(({ id, kind, note, service, verifiedAt, verifiedBy }) => ({
        label: t(`membership.verified.${kind}`),
        value: (
          <>
            {note ?? service ?? t('membership.verification.byAccount')}
            {verifiedBy && `, ${verifiedBy.name}`}
            {verifiedAt && (
              <>
                , <Time value={verifiedAt} shown="date" />
              </>
            )}
          </>
        ),
        action: id === null ? undefined : action?.(id),
      }))}
    />
  )
}
