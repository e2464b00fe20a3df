import type { CourseSummary, FoundCourses } from '../../../src/modules/courses/contract.ts'
import { languageName } from '../../../src/platform/presentation/countries.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { FoundList, type FoundModel } from '../../components/list/found-list.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { useDuration } from './course-words.tsx'

export interface FindModel extends FoundModel {
  found: FoundCourses
  mayDraft: boolean
}

export function FindPage({ found: { items, counts }, mayDraft, ...asked }: FindModel) {
  const t = useText()
  return (
    <PortalLayout
      title={t('courses.find.title')}
      description={t('courses.find.lead')}
      width="full"
      header={
        <PageHeader
          title={t('courses.find.title')}
          lead={t('courses.find.lead')}
          actions={
            mayDraft ? (
              <LinkButton href="/written-courses/new" icon="plus">
                {t('courses.new.title')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      <FoundList
        asked={asked}
        icon="learn"
        words={{
          none: t('courses.find.none'),
          noneHelp: t('courses.find.noneHelp'),
          noMatchHelp: t('courses.find.noMatchHelp'),
        }}
        summary={
          counts && (
            <p role="status">
              {t('courses.find.total', {
                count: counts.total.count,
                more: counts.total.isMore ? 'yes' : 'no',
              })}
            </p>
          )
        }
      >
        {items.map((course) => (
          <CourseCard key={course.id} course={course} />
        ))}
      </FoundList>
    </PortalLayout>
  )
}

function CourseCard({ course }: { course: CourseSummary }) {
  const t = useText()
  const { locale } = useView()
  const { slug, title, summary, unit, level, language, lessons, minutes, isFeatured, tags } = course
  const duration = useDuration()(minutes)
  return (
    <li class="card entry-card">
      <div class="entry-words">
        <h2 class="card-title">
          <a href={`/courses/${slug}`} {...verbatim}>
            {title}
          </a>
        </h2>
        <p class="entry-note" {...verbatim}>
          {unit.name}
        </p>
      </div>
      {isFeatured && (
        <p>
          <Badge tone="info">{t('courses.isFeatured')}</Badge>
        </p>
      )}
      {summary && <p {...verbatim}>{summary}</p>}
      <ul class="entry-facts">
        <li>
          <Icon name="learn" size={16} />
          <span>
            {t('courses.lessonCount', { count: lessons })} · {t(`courses.levels.${level}`)} ·{' '}
            {languageName(language, locale)}
          </span>
        </li>
        {duration && (
          <li>
            <Icon name="clock" size={16} />
            <span>{duration}</span>
          </li>
        )}
        {tags.length > 0 && (
          <li>
            <Icon name="check" size={16} />
            <span {...verbatim}>{tags.slice(0, 5).join(', ')}</span>
          </li>
        )}
      </ul>
    </li>
  )
}
