import type { KeptSms } from '../../../src/modules/development/contract.ts'
import { CodeBlock } from '../../components/code.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function SmsPage({ items }: { items: KeptSms[] }) {
  const t = useText()
  return (
    <PortalLayout
      title={t('development.sms.title')}
      header={<PageHeader title={t('development.sms.title')} lead={t('development.sms.lead')} />}
    >
      <Table
        caption={t('development.sms.title')}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          { label: t('development.sms.recipient'), heading: true, cell: ({ recipient }) => recipient },
          { label: t('development.sms.text'), cell: ({ text }) => <CodeBlock>{text}</CodeBlock> },
          { label: t('development.sms.kept'), cell: ({ createdAt }) => <Time value={createdAt} /> },
        ]}
        empty={
          <EmptyState title={t('development.sms.none')} icon="mail">
            {t('development.sms.noneHelp')}
          </EmptyState>
        }
      />
    </PortalLayout>
  )
}
