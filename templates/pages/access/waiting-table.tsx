import type { GroupDetail } from '../../../src/modules/scim/contract.ts'
import { Table } from '../../components/table.tsx'
import { useText, useView } from '../../view-context.tsx'
import { roleWords } from './role-words.ts'

/** Who is in a group and waits for a role that it brings. */
export function WaitingTable({ waits }: Pick<GroupDetail, 'waits'>) {
  const t = useText()
  const { locale } = useView()
  return (
    <Table
      caption={t('scim.groups.waiting')}
      rows={waits}
      rowKey={({ personId, role, unitName }) => `${personId} ${role} ${unitName}`}
      columns={[
        {
          label: t('scim.groups.who'),
          heading: true,
          cell: ({ personId, name }) => <a href={`/people/${personId}`}>{name}</a>,
        },
        { label: t('scim.groups.role'), cell: ({ role, roleName }) => roleWords(t, locale, role, roleName) },
        { label: t('scim.groups.unit'), cell: ({ unitName }) => unitName },
        { label: t('scim.groups.lacks'), cell: ({ missing }) => missing },
      ]}
    />
  )
}
