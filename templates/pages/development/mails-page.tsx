import type { KeptMailSummary } from '../../../src/modules/development/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function MailsPage({ items }: { items: KeptMailSummary[] }) {
  const t = useText()
  return (
    <PortalLayout
      title={t('development.mails.title')}
      header={<PageHeader title={t('development.mails.title')} lead={t('development.mails.lead')} />}
    >
      <Table
        caption={t('development.mails.title')}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          {
            label: t('development.mails.subject'),
            heading: true,
            cell: ({ id, subject }) => <a href={`/dev/mail/${id}`}>{subject}</a>,
          },
          { label: t('development.mails.recipient'), cell: ({ recipient }) => recipient },
          { label: t('development.mails.kept'), cell: ({ createdAt }) => <Time value={createdAt} /> },
        ]}
        empty={
          <EmptyState title={t('development.mails.none')} icon="mail">
            {t('development.mails.noneHelp')}
          </EmptyState>
        }
      />
    </PortalLayout>
  )
}
