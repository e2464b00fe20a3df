import type { SealingReply } from '../../../src/modules/applications/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { Notice } from '../../components/flash.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'

/** Who holds a part of the key, and who has given it when: the record of the opening. */
export function Witnesses({ sealing }: { sealing: SealingReply }) {
  const t = useText()
  const { witnesses, threshold, openedAt } = sealing
  return (
    <Section
      title={t('applications.sealings.witnesses')}
      id="witnesses"
      description={t('applications.sealings.threshold', { threshold, count: witnesses.length })}
    >
      {!openedAt && threshold === witnesses.length && (
        <Notice kind="warning" title={t('applications.sealings.allNeeded')}>
          {t('applications.sealings.allNeededHelp')}
        </Notice>
      )}
      {openedAt && (
        <p>
          {t('applications.sealings.openedAt')} <Time value={openedAt} />
        </p>
      )}
      <Table
        caption={t('applications.sealings.witnesses')}
        rows={witnesses}
        rowKey={({ personId }) => personId}
        columns={[
          {
            label: t('applications.name'),
            heading: true,
            cell: ({ name }) => <span {...verbatim}>{name}</span>,
          },
          {
            label: t('applications.sealings.agreed'),
            cell: ({ acceptedAt, declinedAt, declineReason }) =>
              declinedAt ? (
                <div>
                  <Badge tone="danger">{t('applications.sealings.declined')}</Badge>{' '}
                  <Time value={declinedAt} />
                  {declineReason && <p {...verbatim}>{declineReason}</p>}
                </div>
              ) : acceptedAt ? (
                <Time value={acceptedAt} />
              ) : (
                t('applications.sealings.notYet')
              ),
          },
          {
            label: t('applications.sealings.gave'),
            cell: ({ givenAt }) => (givenAt ? <Time value={givenAt} /> : t('applications.sealings.notYet')),
          },
        ]}
      />
    </Section>
  )
}
