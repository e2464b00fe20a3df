import type { DraftModule, DraftReply } from '../../../src/modules/courses/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/flash.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { useDuration } from './course-words.tsx'

export interface DraftModel {
  draft: DraftReply
  form: FormState
}

const kinds = ['text', 'video', 'link', 'live'] as const

/** What is being written of a course: its sections and lessons, and what is missing. */
export function DraftPage({ draft, form }: DraftModel) {
  const t = useText()
  const { courseId, slug, title, number, status, modules, missing, abilities } = draft
  const path = `/written-courses/${courseId}/draft`
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          badge={<Badge>{t('courses.draftNumber', { number })}</Badge>}
          breadcrumbs={[
            { label: t('courses.list.title'), href: '/written-courses' },
            ...(status === 'draft' ? [] : [{ label: t('courses.asOffered'), href: `/courses/${slug}` }]),
          ]}
          actions={
            abilities.publish ? (
              <ActionForm
                action={`/written-courses/${courseId}/publish`}
                idempotencyKey={keyFor(form, 'publish')}
                variant="primary"
                confirm={t('courses.publishAsk')}
              >
                {t('courses.publish')}
              </ActionForm>
            ) : undefined
          }
        />
      }
    >
      {missing.length > 0 && <Missing missing={missing} path={path} />}
      <ButtonGroup>
        <LinkButton href={`${path}/edit`}>{t('courses.telling.title')}</LinkButton>
        <LinkButton href={`/written-courses/${courseId}/authors`}>{t('courses.authors.of')}</LinkButton>
        <LinkButton href={`/courses/${slug}`}>{t('courses.lookAsLearner')}</LinkButton>
        {abilities.discard && (
          <ActionForm
            action={`${path}/discard`}
            idempotencyKey={keyFor(form, 'discard')}
            variant="quiet"
            confirm={t(status === 'draft' ? 'courses.discardCourseAsk' : 'courses.discardDraftAsk')}
          >
            {t(status === 'draft' ? 'courses.discardCourse' : 'courses.discardDraft')}
          </ActionForm>
        )}
      </ButtonGroup>
      <Section
        title={t('courses.contents')}
        id="contents"
        description={t('courses.contentsHelp')}
        action={
          <LinkButton href={`${path}/modules/new`} icon="plus">
            {t('courses.modules.add')}
          </LinkButton>
        }
      >
        {modules.length === 0 && (
          <EmptyState title={t('courses.modules.none')} icon="learn">
            {t('courses.modules.noneHelp')}
          </EmptyState>
        )}
        {modules.map((module, at) => (
          <Module key={module.id} draft={draft} module={module} at={at} path={path} form={form} />
        ))}
      </Section>
    </PortalLayout>
  )
}

function Missing({ missing, path }: { missing: DraftReply['missing']; path: string }) {
  const t = useText()
  return (
    <Notice kind="warning" title={t('courses.missing.title')}>
      <ul>
        {missing.map(({ field, of, text }) => (
          <li key={`${field} ${of}`}>
            <a href={hrefOf(field, of, path)}>{text}</a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function hrefOf(field: string, of: string | null, path: string): string {
  if (field === 'lesson') return `${path}/lessons/${of}`
  if (field === 'module') return `#module-${of}`
  return field === 'lessons' ? '#contents' : `${path}/edit`
}

interface ModuleProps {
  draft: DraftReply
  module: DraftModule
  at: number
  path: string
  form: FormState
}

function Module({ draft, module, at, path, form }: ModuleProps) {
  const t = useText()
  const { id, title, place, lessons, isPreview } = module
  const address = `${path}/modules/${id}`
  const [before, after] = [draft.modules[at - 1], draft.modules[at + 1]]
  return (
    <div id={`module-${id}`} class="lesson-section">
      <Card
        level={3}
        title={
          <a href={address} {...verbatim}>
            {title}
          </a>
        }
        badge={isPreview ? <Badge tone="info">{t('courses.preview')}</Badge> : undefined}
        footer={
          <ButtonGroup>
            {kinds.map((kind) => (
              <LinkButton key={kind} href={`${address}/lessons/new?kind=${kind}`} icon="plus" variant="quiet">
                {t(`courses.lessons.add.${kind}`)}
              </LinkButton>
            ))}
            <Move
              action={`${address}/move`}
              what={title}
              up={before && { place: place - 1 }}
              down={after && { place: place + 1 }}
              form={form}
              id={id}
            />
            <ActionForm
              action={`${address}/remove`}
              idempotencyKey={keyFor(form, `remove-${id}`)}
              variant="quiet"
              icon="trash"
              label={t('courses.removeOf', { title })}
              confirm={t('courses.modules.removeAsk', { title, count: lessons.length })}
            />
          </ButtonGroup>
        }
      >
        {lessons.length === 0 && <p class="hint">{t('courses.lessons.none')}</p>}
        <ol class="lesson-list">
          {lessons.map((lesson, index) => (
            <Lesson
              key={lesson.id}
              lesson={lesson}
              path={path}
              form={form}
              // Past the first or the last place of a section it goes on into the one beside.
              up={
                index > 0
                  ? { moduleId: id, place: lesson.place - 1 }
                  : before && { moduleId: before.id, place: before.lessons.length + 1 }
              }
              down={
                index < lessons.length - 1
                  ? { moduleId: id, place: lesson.place + 1 }
                  : after && { moduleId: after.id, place: 1 }
              }
            />
          ))}
        </ol>
      </Card>
    </div>
  )
}

type Where = Record<string, string | number>

interface LessonProps {
  lesson: DraftModule['lessons'][number]
  path: string
  form: FormState
  up: Where | undefined
  down: Where | undefined
}

function Lesson({ lesson, path, form, up, down }: LessonProps) {
  const t = useText()
  const durationOf = useDuration()
  const { id, title, kind, minutes, isPreview, isEmpty } = lesson
  const address = `${path}/lessons/${id}`
  return (
    <li id={`lesson-${id}`} class="lesson-row">
      <span class="lesson-words">
        <a href={address} {...verbatim}>
          {title}
        </a>{' '}
        <span class="hint">
          {[t(`courses.kinds.${kind}`), durationOf(minutes)].filter(Boolean).join(' · ')}
        </span>{' '}
        {isPreview && <Badge tone="info">{t('courses.preview')}</Badge>}
        {isEmpty && <Badge tone="warning">{t('courses.lessons.isEmpty')}</Badge>}
      </span>
      <span class="lesson-acts">
        <Move action={`${address}/move`} what={title} up={up} down={down} form={form} id={id} />
        <ActionForm
          action={`${address}/remove`}
          idempotencyKey={keyFor(form, `remove-${id}`)}
          variant="quiet"
          icon="trash"
          label={t('courses.removeOf', { title })}
          confirm={t('courses.lessons.removeAsk', { title })}
        />
      </span>
    </li>
  )
}

interface MoveProps {
  action: string
  what: string
  id: string
  form: FormState
  up: Where | undefined
  down: Where | undefined
}

/** Two buttons that need neither a mouse nor a script. */
function Move({ action, what, id, form, up, down }: MoveProps) {
  const t = useText()
  return (
    <>
      {up && (
        <ActionForm
          action={action}
          fields={up}
          idempotencyKey={keyFor(form, `up-${id}`)}
          variant="quiet"
          icon="arrowUp"
          label={t('courses.moveUp', { title: what })}
        />
      )}
      {down && (
        <ActionForm
          action={action}
          fields={down}
          idempotencyKey={keyFor(form, `down-${id}`)}
          variant="quiet"
          icon="arrowDown"
          label={t('courses.moveDown', { title: what })}
        />
      )}
    </>
  )
}
