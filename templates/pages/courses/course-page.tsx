import type { CourseReply, OutlineModule } from '../../../src/modules/courses/contract.ts'
import { languageName } from '../../../src/platform/presentation/countries.ts'
import type { Tone } from '../../../src/platform/presentation/list.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { Lines, useDuration, Written } from './course-words.tsx'

export interface CourseModel {
  course: CourseReply
  tones: Readonly<Record<CourseReply['status'], Tone>>
  form: FormState
  /** What there is to do with it, for whoever looks. */
  links: ReadonlyArray<{ label: string; href: string }>
  /** Where browsers see the portal. */
  origin: string | null
}

export function CoursePage({ course, tones, form, links, origin }: CourseModel) {
  const t = useText()
  const { id, slug, title, status, summary, description, unit, abilities, authors, draft } = course
  return (
    <PortalLayout
      title={title}
      description={summary ?? undefined}
      meta={
        status === 'published' &&
        course.visibility === 'public' &&
        origin !== null && (
          <>
            <link rel="canonical" href={`${origin}/courses/${slug}`} />
            <meta property="og:type" content="website" />
            <meta property="og:title" content={title} />
            <meta property="og:url" content={`${origin}/courses/${slug}`} />
            {summary && <meta property="og:description" content={summary} />}
          </>
        )
      }
      header={
        <PageHeader
          title={title}
          badge={
            status === 'published' ? undefined : (
              <Badge tone={tones[status]}>{t(`courses.statuses.${status}`)}</Badge>
            )
          }
          lead={unit.name}
          breadcrumbs={[{ label: t('courses.find.title'), href: '/courses' }]}
          actions={
            draft && abilities.write ? (
              <LinkButton href={`/written-courses/${id}/draft`} variant="primary">
                {t('courses.writeOn')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      {draft && status !== 'draft' && (
        <Notice title={t('courses.draftWaits', { number: draft.number })}>
          <p>
            <Time value={draft.updatedAt} />
          </p>
        </Notice>
      )}
      <KeyFacts course={course} />
      {links.length > 0 && (
        <ButtonGroup>
          {links.map(({ label, href }) => (
            <LinkButton key={href} href={href} variant="primary">
              {t(label)}
            </LinkButton>
          ))}
        </ButtonGroup>
      )}
      <Buttons course={course} form={form} />
      {summary && <p {...verbatim}>{summary}</p>}
      {description && (
        <Section title={t('courses.about')} id="about">
          <Written text={description} />
        </Section>
      )}
      <Lines title={t('courses.objectives')} id="objectives" items={course.objectives} />
      <Outline slug={slug} outline={course.outline} />
      <Lines title={t('courses.prerequisites')} id="prerequisites" items={course.prerequisites} />
      <Lines title={t('courses.audience')} id="audience" items={course.audience} />
      {authors.length > 0 && (
        <Section title={t('courses.authors.by')} id="authors">
          {authors.map(({ personId, name, bio }) => (
            <Card key={personId} level={3} title={<span {...verbatim}>{name}</span>}>
              {bio && <Written text={bio} />}
            </Card>
          ))}
        </Section>
      )}
    </PortalLayout>
  )
}

function KeyFacts({ course }: { course: CourseReply }) {
  const t = useText()
  const { locale } = useView()
  const duration = useDuration()(course.minutes)
  const { level, language, lessons, accessDays, capacity } = course
  return (
    <Facts
      items={[
        { label: t('courses.level'), value: t(`courses.levels.${level}`) },
        { label: t('courses.language'), value: languageName(language, locale) },
        { label: t('courses.lessons'), value: lessons },
        ...(duration ? [{ label: t('courses.duration'), value: duration }] : []),
        ...(accessDays
          ? [{ label: t('courses.access'), value: t('courses.days', { count: accessDays }) }]
          : []),
        ...(capacity ? [{ label: t('courses.capacity'), value: capacity }] : []),
      ]}
    />
  )
}

function Buttons({ course: { id, title, abilities, status }, form }: Pick<CourseModel, 'course' | 'form'>) {
  const t = useText()
  if (!abilities.write) return null
  const act = (step: string) => `/written-courses/${id}/${step}`
  return (
    <ButtonGroup>
      {abilities.manage && <LinkButton href={act('offer')}>{t('courses.offer.title')}</LinkButton>}
      <LinkButton href={act('authors')}>{t('courses.authors.of')}</LinkButton>
      {abilities.beginDraft && (
        <ActionForm action={act('begin-draft')} idempotencyKey={keyFor(form, 'begin-draft')}>
          {t('courses.beginDraft')}
        </ActionForm>
      )}
      {abilities.retire && (
        <ActionForm
          action={act('retire')}
          idempotencyKey={keyFor(form, 'retire')}
          confirm={t('courses.retireAsk', { title })}
        >
          {t('courses.retire')}
        </ActionForm>
      )}
      {status === 'retired' && abilities.restore && (
        <ActionForm action={act('restore')} idempotencyKey={keyFor(form, 'restore')}>
          {t('courses.restore')}
        </ActionForm>
      )}
    </ButtonGroup>
  )
}

function Outline({ slug, outline }: { slug: string; outline: readonly OutlineModule[] }) {
  const t = useText()
  const durationOf = useDuration()
  return (
    <Section title={t('courses.contents')} id="contents">
      {outline.length === 0 && <p>{t('courses.nothingYet')}</p>}
      {outline.map((module) => (
        <Card key={module.key} level={3} title={<span {...verbatim}>{module.title}</span>}>
          {module.description && <Written text={module.description} />}
          <Opens of={module} />
          <ol class="lesson-list">
            {module.lessons.map((lesson) => (
              <li key={lesson.key}>
                {lesson.isPreview ? (
                  <a href={`/courses/${slug}/previews/${lesson.key}`} {...verbatim}>
                    {lesson.title}
                  </a>
                ) : (
                  <span {...verbatim}>{lesson.title}</span>
                )}{' '}
                <span class="hint">
                  {[t(`courses.kinds.${lesson.kind}`), durationOf(lesson.minutes)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>{' '}
                {lesson.isPreview && <Badge tone="info">{t('courses.preview')}</Badge>}
                <Opens of={lesson} />
              </li>
            ))}
          </ol>
        </Card>
      ))}
    </Section>
  )
}

/** When it opens, where that is not at once. */
function Opens({
  of: { releasedAt, releaseAfterDays },
}: {
  of: Pick<OutlineModule, 'releasedAt' | 'releaseAfterDays'>
}) {
  const t = useText()
  if (releasedAt)
    return (
      <p class="hint">
        {t('courses.opensAt')} <Time value={releasedAt} />
      </p>
    )
  if (releaseAfterDays) return <p class="hint">{t('courses.opensAfter', { count: releaseAfterDays })}</p>
  return null
}
