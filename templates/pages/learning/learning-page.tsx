import type { LearnedModule, LearningReply } from '../../../src/modules/learning/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Notice } from '../../components/flash.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Progress } from '../../components/progress.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { Written } from '../courses/course-words.tsx'

export interface LearningModel {
  learning: LearningReply
  form: FormState
}

/** A course as somebody learns it, or is about to. */
export function LearningPage({ learning, form }: LearningModel) {
  const t = useText()
  const { courseId, slug, title, summary, progress, outline, nextKey, left, abilities } = learning
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={summary ?? undefined}
          breadcrumbs={[
            progress
              ? { label: t('learning.mine.title'), href: '/my-courses' }
              : { label: t('courses.find.title'), href: '/courses' },
            { label: t('learning.about'), href: `/courses/${slug}` },
          ]}
          actions={
            nextKey && progress ? (
              <LinkButton href={`/courses/${slug}/lessons/${nextKey}`} variant="primary">
                {t(progress.done === 0 ? 'learning.begin' : 'learning.goOn')}
              </LinkButton>
            ) : abilities.enrol ? (
              <ActionForm
                action={`/learning/${courseId}/enrol`}
                idempotencyKey={keyFor(form, 'enrol')}
                variant="primary"
              >
                {t('learning.enrol')}
              </ActionForm>
            ) : undefined
          }
        />
      }
    >
      {progress === null && left !== null && (
        <p>{left === 0 ? t('learning.error.courseFull') : t('learning.placesLeft', { count: left })}</p>
      )}
      <Newer learning={learning} form={form} />
      {progress && (
        <Progress
          label={t('learning.progress')}
          value={progress.done}
          max={progress.lessons}
          text={t('learning.doneOf', { done: progress.done, lessons: progress.lessons })}
        />
      )}
      {progress?.completedAt && (
        <p>
          <Badge tone="success">{t('learning.statuses.completed')}</Badge>{' '}
          <Time value={progress.completedAt} shown="date" />
        </p>
      )}
      {progress?.accessUntil && (
        <p class="hint">
          {t('learning.openUntil')} <Time value={progress.accessUntil} />
        </p>
      )}
      {outline.map((section) => (
        <Section key={section.key} section={section} slug={slug} isLearned={progress !== null} />
      ))}
      {abilities.leave && (
        <ButtonGroup>
          <ActionForm
            action={`/learning/${courseId}/leave`}
            idempotencyKey={keyFor(form, 'leave')}
            variant="quiet"
            confirm={t('learning.leaveAsk')}
          >
            {t('learning.leave')}
          </ActionForm>
        </ButtonGroup>
      )}
    </PortalLayout>
  )
}

function Newer({ learning: { courseId, newer }, form }: LearningModel) {
  const t = useText()
  if (newer === null) return null
  return (
    <Notice title={t('learning.newer.title')}>
      <p>{t('learning.newer.help')}</p>
      {newer.changes && <Written text={newer.changes} />}
      <ActionForm action={`/learning/${courseId}/newest-version`} idempotencyKey={keyFor(form, 'newest')}>
        {t('learning.newer.button')}
      </ActionForm>
    </Notice>
  )
}

interface SectionProps {
  section: LearnedModule
  slug: string
  isLearned: boolean
}

function Section({ section: { title, description, lessons }, slug, isLearned }: SectionProps) {
  const t = useText()
  return (
    <Card title={<span {...verbatim}>{title}</span>}>
      {description && <Written text={description} />}
      <ol class="lesson-list">
        {lessons.map((lesson) => (
          <li key={lesson.key}>
            {isLearned && lesson.opensAt === null ? (
              <a href={`/courses/${slug}/lessons/${lesson.key}`} {...verbatim}>
                {lesson.title}
              </a>
            ) : (
              <span {...verbatim}>{lesson.title}</span>
            )}{' '}
            <span class="hint">{t(`courses.kinds.${lesson.kind}`)}</span>{' '}
            {lesson.isDone && <Badge tone="success">{t('learning.isDone')}</Badge>}
            {lesson.opensAt && (
              <span class="hint">
                {t('courses.opensAt')} <Time value={lesson.opensAt} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
