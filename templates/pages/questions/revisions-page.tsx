import type { RevisionList } from '../../../src/modules/questions/contract.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { useWay } from './question-words.tsx'

export function RevisionsPage({ question, items }: RevisionList) {
  const t = useText()
  const title = t('questions.revisions.title')
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={t('questions.revisions.help')}
          breadcrumbs={useWay({ id: question.bankId, name: question.bankName }, question)}
        />
      }
    >
      <Table
        caption={title}
        rows={items}
        rowKey={({ number }) => number}
        columns={[
          {
            label: t('questions.revision'),
            heading: true,
            cell: ({ number }) => (
              <a href={`/questions/${question.id}?revision=${number}`}>
                {t('questions.revisionNumber', { number })}
              </a>
            ),
          },
          { label: t('questions.question'), cell: (row) => <span {...verbatim}>{row.title}</span> },
          { label: t('questions.points'), numeric: true, cell: ({ points }) => points },
          {
            label: t('questions.revisions.madeAt'),
            cell: ({ madeAt }) => <Time value={madeAt} shown="dateTime" />,
          },
          {
            label: t('questions.revisions.madeBy'),
            cell: ({ madeBy }) => (madeBy ? <span {...verbatim}>{madeBy.name}</span> : '–'),
          },
        ]}
      />
    </PortalLayout>
  )
}
