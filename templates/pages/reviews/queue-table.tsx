import type { Queue } from '../../../src/modules/reviews/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'
import { useScore } from './bid-view.tsx'

export function QueueTable({ items, withProject }: { items: Queue['items']; withProject?: boolean }) {
  const t = useText()
  const score = useScore()
  return (
    <Table
      caption={t('reviews.queue.title')}
      rows={items}
      rowKey={({ sheetId }) => sheetId}
      columns={[
        {
          label: t('reviews.weighed.application'),
          heading: true,
          cell: ({ sheetId, applicant, code }) => (
            <a href={`/review-sheets/${sheetId}`} {...(applicant !== null && verbatim)}>
              {applicant ?? t('reviews.weighed.code', { code })}
            </a>
          ),
        },
        ...(withProject
          ? [
              {
                label: t('reviews.mine.project'),
                cell: ({ project }: Queue['items'][number]) => <span {...verbatim}>{project.title}</span>,
              },
            ]
          : []),
        {
          label: t('reviews.mine.state'),
          cell: ({ status }) => (
            <Badge tone={status === 'open' ? 'warning' : 'success'}>
              {t(`reviews.sheets.states.${status}`)}
            </Badge>
          ),
        },
        { label: t('reviews.weighed.total'), numeric: true, cell: ({ total }) => score(total) },
        {
          label: t('reviews.reviewers.since'),
          cell: ({ assignedAt }) => <Time value={assignedAt} shown="date" />,
        },
      ]}
    />
  )
}
