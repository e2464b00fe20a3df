import type { ComponentChildren } from 'preact'
import type { CertificationReply } from '../../../src/modules/people/contract.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { Table } from '../../components/table.tsx'
import { Day } from '../../components/time.tsx'
import { useText, useView } from '../../view-context.tsx'

const tones: Record<CertificationReply['state'], Tone> = {
  lasting: 'success',
  valid: 'success',
  expiring: 'warning',
  expired: 'danger',
}

export interface CertificationListProps {
  certifications: CertificationReply[]
  empty?: ComponentChildren
  /** Whether each leads to the page that changes it. */
  own?: boolean
}

export function CertificationList({ certifications, empty, own }: CertificationListProps) {
  const t = useText()
  return (
    <Table
      caption={t('people.certifications.title')}
      rows={certifications}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          label: t('people.certifications.name'),
          heading: true,
          cell: ({ id, name }) => (own ? <a href={`/profile/certifications/${id}`}>{name}</a> : name),
        },
        {
          label: t('people.certifications.issuer'),
          cell: ({ issuer, number, jurisdiction }) =>
            [issuer, number, jurisdiction].filter(Boolean).join(' · ') || '–',
        },
        {
          label: t('people.certifications.kind'),
          cell: ({ kind, ...paper }) => (
            <>
              {t(`people.certifications.kinds.${kind}`)} <Coverage {...paper} />
            </>
          ),
        },
        {
          label: t('people.certifications.expiresOn'),
          cell: ({ expiresOn }) =>
            expiresOn === null ? t('people.certifications.never') : <Day value={expiresOn} />,
        },
        {
          label: t('people.scan.title'),
          cell: ({ id, name, scan }) => {
            if (scan)
              return (
                <a href={scan} aria-label={t('people.scan.openOf', { name })}>
                  {t('people.scan.open')}
                </a>
              )
            if (!own) return '–'
            return (
              <a href={`/profile/certifications/${id}#scan`} aria-label={t('people.scan.addTo', { name })}>
                {t('people.scan.add')}
              </a>
            )
          },
        },
        {
          label: t('people.certifications.state'),
          cell: ({ state }) => (
            <Badge tone={tones[state]}>{t(`people.certifications.states.${state}`)}</Badge>
          ),
        },
      ]}
    />
  )
}

type Covered = Pick<CertificationReply, 'amount' | 'currency' | 'basis'>

/** What a bond or an insurance covers. */
export function Coverage({ amount, currency, basis }: Covered) {
  const t = useText()
  const { locale } = useView()
  if (amount === null || currency === null) return null
  const parts = [formatMoney(amount, currency, locale), basis && t(`people.certifications.bases.${basis}`)]
  return <>{parts.filter(Boolean).join(', ')}</>
}
