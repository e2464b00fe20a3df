import type { TermReply } from '../../../src/modules/positions/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { Badge } from '../../components/badge.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { useText, useView } from '../../view-context.tsx'

const tones = { current: 'success', coming: 'info', over: 'neutral' } as const

/** Whether somebody holds it now, or why it does not count. */
export function TermBadge({ term: { state, rests } }: { term: TermReply }) {
  const t = useText()
  if (rests && state !== 'over') return <Badge tone="warning">{t('positions.rests')}</Badge>
  return <Badge tone={tones[state]}>{t(`positions.states.${state}`)}</Badge>
}

export interface TermTableProps {
  caption: string
  terms: readonly TermReply[]
  /** What names a row: on the page of a unit the person, on that of a person the unit. */
  of: 'person' | 'unit'
}

export function TermTable({ caption, terms, of }: TermTableProps) {
  const t = useText()
  const { locale } = useView()
  return (
    <Table
      caption={caption}
      rows={terms}
      rowKey={({ id }) => id}
      columns={[
        {
          label: t('positions.position'),
          heading: true,
          cell: ({ id, position }) => <a href={`/positions/terms/${id}`}>{textIn(position.name, locale)}</a>,
        },
        of === 'person'
          ? { label: t('positions.person'), cell: ({ person }) => person.name || t('positions.nobody') }
          : {
              label: t('positions.unit'),
              cell: ({ unit }) => <a href={`/units/${unit.id}/positions`}>{unit.name}</a>,
            },
        { label: t('positions.from'), cell: ({ startsAt }) => <Time value={startsAt} shown="date" /> },
        {
          label: t('positions.until'),
          cell: ({ endsAt }) => (endsAt ? <Time value={endsAt} shown="date" /> : t('positions.noEnd')),
        },
        { label: t('positions.state'), cell: (term) => <TermBadge term={term} /> },
      ]}
    />
  )
}
