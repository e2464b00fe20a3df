import type { FoundProjects, ProjectSummary } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { FoundList, type FoundModel } from '../../components/list/found-list.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { Bookmark } from './bookmark.tsx'
import { Deadline, useAway, useBudget, usePlace } from './project-words.tsx'

export interface FindModel extends FoundModel {
  found: FoundProjects
  kept: Array<[name: string, value: string]>
  /** What was found, for programs that ask again. */
  feedHref: string
  calendarHref: string
  mayDraft: boolean
  /** Where the reader is, to come back to, and what of it is worth keeping. */
  here: string
  query: string
  isMember: boolean
  form: FormState
}

export function FindPage({
  found,
  mayDraft,
  feedHref,
  calendarHref,
  here,
  query,
  isMember,
  form,
  kept,
  ...asked
}: FindModel) {
  const t = useText()
  const { items, counts } = found
  return (
    <PortalLayout
      title={t('projects.find.title')}
      description={t('projects.find.lead')}
      width="full"
      meta={
        <>
          <link
            rel="alternate"
            type="application/atom+xml"
            title={t('projects.find.title')}
            href={feedHref}
          />
          <link
            rel="alternate"
            type="text/calendar"
            title={t('projects.find.calendar')}
            href={calendarHref}
          />
        </>
      }
      header={
        <PageHeader
          title={t('projects.find.title')}
          lead={t('projects.find.lead')}
          actions={
            mayDraft ? (
              <LinkButton href="/managed-projects/new" icon="plus">
                {t('projects.draft.title')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      <FoundList
        asked={asked}
        kept={kept}
        icon="work"
        words={{
          none: t('projects.find.none'),
          noneHelp: t('projects.find.noneHelp'),
          noMatchHelp: t('projects.find.noMatchHelp'),
        }}
        summary={
          counts && (
            <>
              <p role="status">
                {t('projects.find.total', {
                  count: counts.total.count,
                  more: counts.total.isMore ? 'yes' : 'no',
                })}
              </p>
              <p>
                <a href={feedHref}>{t('projects.find.feed')}</a> ·{' '}
                <a href={calendarHref}>{t('projects.find.calendar')}</a>
                {isMember && (
                  <>
                    {' '}
                    · <a href="/projects?all=true&bookmarked=true">{t('projects.bookmarks.title')}</a> ·{' '}
                    <a href={`/project-watches/new?${query}`}>{t('watches.saveThis')}</a>
                  </>
                )}
              </p>
            </>
          )
        }
      >
        {items.map((project) => (
          <ProjectCard key={project.id} project={project} keeping={isMember ? { here, form } : null} />
        ))}
      </FoundList>
    </PortalLayout>
  )
}

const fewSkills = 5

interface CardProps {
  project: ProjectSummary
  /** Null for those who keep nothing. */
  keeping: { here: string; form: FormState } | null
}

function ProjectCard({ project, keeping }: CardProps) {
  const t = useText()
  const { slug, title, summary, status, unit, organisation, category, deadline, timeZone, skills } = project
  const budget = useBudget(project)
  const place = usePlace(project)
  const away = useAway(project)
  const { match } = project
  return (
    <li class="card entry-card">
      <div class="entry-words">
        <h2 class="card-title">
          <a href={`/projects/${slug}`} {...verbatim}>
            {title}
          </a>
        </h2>
        <p class="entry-note" {...verbatim}>
          {[organisation ?? unit.name, category?.name].filter(Boolean).join(' · ')}
        </p>
      </div>
      {status !== 'published' && (
        <p>
          <Badge tone="warning">{t(`projects.statuses.${status}`)}</Badge>
        </p>
      )}
      {summary && <p {...verbatim}>{summary}</p>}
      <ul class="entry-facts">
        {deadline && (
          <li>
            <Icon name="calendar" size={16} />
            <span>
              {t('projects.until')} <Deadline deadline={deadline} timeZone={timeZone} />
            </span>
          </li>
        )}
        {(place !== '' || away) && (
          <li>
            <Icon name="place" size={16} />
            <span>
              <span {...verbatim}>{place}</span>
              {away && ` ${away}`}
            </span>
          </li>
        )}
        {budget && (
          <li>
            <Icon name="money" size={16} />
            <span>{budget}</span>
          </li>
        )}
        {skills.length > 0 && (
          <li>
            <Icon name="check" size={16} />
            <span>
              <span {...verbatim}>{skills.slice(0, fewSkills).join(', ')}</span>
              {skills.length > fewSkills &&
                ` ${t('projects.find.more', { count: skills.length - fewSkills })}`}
            </span>
          </li>
        )}
      </ul>
      {match && (
        <p class="entry-note">
          <Badge tone={match.score >= 70 ? 'success' : match.score >= 40 ? 'info' : 'neutral'}>
            {t('matching.badge', { score: match.score })}
          </Badge>{' '}
          <span {...verbatim}>{match.reasons.map(({ text }) => text).join(' · ')}</span>
        </p>
      )}
      {keeping && <Bookmark project={project} back={keeping.here} form={keeping.form} />}
    </li>
  )
}
