import type { MyReviews } from '../../../src/modules/reviews/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from '../people/profile-layout.tsx'

export interface MyReviewsModel extends MyReviews {
  tabs: ProfileTabs
}

/** What the reader reviews. */
export function MyReviewsPage({ items, tabs }: MyReviewsModel) {
  const t = useText()
  return (
    <ProfileLayout tabs={tabs} title={t('reviews.mine.title')}>
      <p>
        <a href="/review-queue">{t('reviews.queue.title')}</a>
      </p>
      <Table
        caption={t('reviews.mine.title')}
        rows={items}
        rowKey={({ project }) => project.id}
        empty={
          <EmptyState title={t('reviews.mine.none')} icon="tasks">
            {t('reviews.mine.noneHelp')}
          </EmptyState>
        }
        columns={[
          {
            label: t('reviews.mine.project'),
            heading: true,
            cell: ({ project }) => (
              <a href={`/profile/reviews/${project.id}`} {...verbatim}>
                {project.title}
              </a>
            ),
          },
          {
            label: t('reviews.mine.state'),
            cell: ({ project }) => <Badge>{t(`projects.statuses.${project.status}`)}</Badge>,
          },
          {
            label: t('reviews.reviewers.since'),
            cell: ({ appointedAt }) => <Time value={appointedAt} shown="date" />,
          },
        ]}
      />
    </ProfileLayout>
  )
}
