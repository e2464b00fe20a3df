import type { PlacesToPut } from '../../../src/modules/units/contract.ts'
import { Table } from '../../components/table.tsx'
import { useText } from '../../view-context.tsx'

export interface PlaceChoiceProps {
  label: string
  places: PlacesToPut['items']
  hrefOf: (unitId: string) => string
}

/** Units to choose one from; each leads to what choosing it would do. */
export function PlaceChoice({ label, places, hrefOf }: PlaceChoiceProps) {
  const t = useText()
  return (
    <Table
      caption={label}
      rows={places}
      rowKey={({ id }) => id}
      columns={[
        {
          label: t('units.name'),
          heading: true,
          cell: ({ id, name, code }) => <a href={hrefOf(id)}>{code === null ? name : `${name} (${code})`}</a>,
        },
        { label: t('units.within'), cell: ({ within }) => within.join(' › ') || '–' },
      ]}
    />
  )
}
