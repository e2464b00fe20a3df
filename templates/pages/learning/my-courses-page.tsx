import type { MyCourses } from '../../../src/modules/learning/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Progress } from '../../components/progress.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

/** What the reader learns, the one they learned last first. */
export function MyCoursesPage({ items }: MyCourses) {
  const t = useText()
  return (
    <PortalLayout title={t('learning.mine.title')} header={<PageHeader title={t('learning.mine.title')} />}>
      {items.length === 0 ? (
        <EmptyState
          title={t('learning.mine.none')}
          icon="learn"
          action={
            <LinkButton href="/courses" variant="primary">
              {t('learning.mine.find')}
            </LinkButton>
          }
        >
          {t('learning.mine.noneHelp')}
        </EmptyState>
      ) : (
        <ul class="entry-grid">
          {items.map(({ courseId, slug, title, done, lessons, status, completedAt, accessUntil, isOver }) => (
            <li key={courseId} class="card entry-card">
              <h2 class="card-title">
                <a href={`/courses/${slug}/learn`} {...verbatim}>
                  {title}
                </a>
              </h2>
              <Progress
                label={t('learning.progress')}
                value={done}
                max={lessons}
                text={t('learning.doneOf', { done, lessons })}
              />
              <p>
                {isOver ? (
                  <Badge tone="warning">{t('learning.isOver')}</Badge>
                ) : status === 'completed' ? (
                  <Badge tone="success">{t('learning.statuses.completed')}</Badge>
                ) : null}{' '}
                {completedAt && <Time value={completedAt} shown="date" />}
              </p>
              {accessUntil && !isOver && (
                <p class="entry-note">
                  {t('learning.openUntil')} <Time value={accessUntil} shown="date" />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </PortalLayout>
  )
}
