import type { MyReferrals } from '../../../src/modules/referrals/contract.ts'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { useText } from '../../view-context.tsx'

/** Those whom somebody brought, by name where the reader would find them in the directory. */
export function BroughtTable({ caption, items }: { caption: string; items: MyReferrals['items'] }) {
  const t = useText()
  return (
    <Table
      caption={caption}
      rows={items.map((item, place) => ({ ...item, key: String(place) }))}
      rowKey={({ key }) => key}
      columns={[
        {
          label: t('referrals.who'),
          heading: true,
          cell: ({ name, personId }) =>
            name === null ? t('referrals.unnamed') : <a href={`/people/${personId}`}>{name}</a>,
        },
        {
          label: t('referrals.at'),
          cell: ({ broughtAt }) => <Time value={broughtAt} shown="date" />,
        },
      ]}
    />
  )
}
