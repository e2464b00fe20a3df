import type { MyReview, Queue } from '../../../src/modules/reviews/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { QueueTable } from './queue-table.tsx'
import { RubricTable, StandApart } from './review-words.tsx'

export interface MyReviewModel {
  review: MyReview
  queue: Queue
  isFirstPage: boolean
  form: FormState
}

/** A project as one of its reviewers has it before them. */
export function MyReviewPage({ review, queue: { items, nextCursor }, isFirstPage, form }: MyReviewModel) {
  const t = useText()
  const address = `/profile/reviews/${review.project.id}`
  const { project, criteria, hidden } = review
  return (
    <PortalLayout
      title={project.title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={<span {...verbatim}>{project.title}</span>}
          badge={<Badge>{t(`projects.statuses.${project.status}`)}</Badge>}
          lead={
            hidden.length > 0
              ? t('reviews.mine.hidden', {
                  parts: hidden.map((part) => t(`reviews.hideable.${part}`)).join(', '),
                })
              : undefined
          }
          breadcrumbs={[{ label: t('reviews.mine.title'), href: '/profile/reviews' }]}
        />
      }
    >
      <p>
        <a href={`/projects/${project.slug}`}>{t('reviews.mine.toProject')}</a>
      </p>
      <Section title={t('reviews.queue.mine')} id="queue">
        {items.length === 0 ? (
          <EmptyState title={t('reviews.queue.none')} icon="tasks">
            {t('reviews.queue.noneHelp')}
          </EmptyState>
        ) : (
          <QueueTable items={items} />
        )}
        <Pagination
          previous={isFirstPage ? null : address}
          next={nextCursor ? `${address}?${new URLSearchParams({ cursor: nextCursor })}` : null}
        />
      </Section>
      <Section title={t('reviews.rubric.title')} id="rubric">
        {criteria.length === 0 ? (
          <EmptyState title={t('reviews.rubric.none')} icon="chart" />
        ) : (
          <RubricTable criteria={criteria} />
        )}
      </Section>
      <StandApart action={`/profile/reviews/${project.id}/conflict`} form={form} />
    </PortalLayout>
  )
}
