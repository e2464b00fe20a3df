import type { LearnedLessonReply } from '../../../src/modules/learning/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Progress } from '../../components/progress.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { LessonView } from '../courses/lesson-view.tsx'

export interface LessonModel {
  learned: LearnedLessonReply
  /** Where its video is played inside the page; null where it is none. */
  player: string | null
  form: FormState
}

/** One lesson, and the way on. */
export function LessonPage({ learned, player, form }: LessonModel) {
  const t = useText()
  const {
    courseId,
    slug,
    courseTitle,
    moduleTitle,
    lesson,
    isDone,
    done,
    lessons,
    previousKey,
    followingKey,
  } = learned
  const at = (key: string) => `/courses/${slug}/lessons/${key}`
  const mark = `/learning/${courseId}/lessons/${lesson.key}`
  return (
    <PortalLayout
      title={lesson.title}
      header={
        <PageHeader
          title={lesson.title}
          lead={lesson.summary ?? moduleTitle}
          breadcrumbs={[
            { label: t('learning.mine.title'), href: '/my-courses' },
            { label: courseTitle, href: `/courses/${slug}/learn` },
          ]}
        />
      }
    >
      <LessonView lesson={lesson} player={player} />
      <ButtonGroup>
        {previousKey && <LinkButton href={at(previousKey)}>{t('learning.previous')}</LinkButton>}
        {isDone ? (
          <>
            {followingKey ? (
              <LinkButton href={at(followingKey)} variant="primary">
                {t('learning.following')}
              </LinkButton>
            ) : (
              <LinkButton href={`/courses/${slug}/learn`} variant="primary">
                {t('learning.toCourse')}
              </LinkButton>
            )}
            <ActionForm
              action={mark}
              fields={{ isDone: 'false' }}
              idempotencyKey={keyFor(form, 'again')}
              variant="quiet"
            >
              {t('learning.again')}
            </ActionForm>
          </>
        ) : (
          <ActionForm
            action={mark}
            fields={{ isDone: 'true' }}
            idempotencyKey={keyFor(form, 'done')}
            variant="primary"
          >
            {t(lesson.completion === 'confirmed' ? 'learning.done' : 'learning.goOn')}
          </ActionForm>
        )}
      </ButtonGroup>
      <Progress
        label={t('learning.progress')}
        value={done}
        max={lessons}
        text={t('learning.doneOf', { done, lessons })}
      />
    </PortalLayout>
  )
}
