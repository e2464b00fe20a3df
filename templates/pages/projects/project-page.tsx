import type { ComponentChildren } from 'preact'
import type { MatchReply } from '../../../src/modules/matching/contract.ts'
import type { AddendumReply, ProjectReply, QuestionReply } from '../../../src/modules/projects/contract.ts'
import type { Tone } from '../../../src/platform/presentation/list.ts'
import { markdownToHtml } from '../../../src/platform/presentation/markdown.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Area } from '../../components/area.tsx'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Progress } from '../../components/progress.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { Day, Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { RubricTable } from '../reviews/review-words.tsx'
import { Addenda } from './addenda.tsx'
import { Bookmark } from './bookmark.tsx'
import { Files } from './files-section.tsx'
import { Deadline, useBudget, usePlace } from './project-words.tsx'
import { Questions } from './questions.tsx'

export interface FitModel {
  match: MatchReply
  /** Whom it may be asked for. */
  parties: Array<{ value: string; label: string; isShown: boolean }>
}

export interface ProjectModel {
  project: ProjectReply
  /** In some words, for lists of search engines and whoever it is shared with. */
  about: string
  addenda: readonly AddendumReply[]
  questions: readonly QuestionReply[]
  /** Categories by their ids, in the reader's language, as far as addenda name any. */
  categoryNames: Readonly<Record<string, string>>
  tones: Readonly<Record<ProjectReply['status'], Tone>>
  form: FormState
  /** What there is to do for it, for whoever looks. */
  links: ReadonlyArray<{ label: string; href: string }>
  /** What there is to settle about a draft, for those who look after it. */
  settings: ReadonlyArray<{ label: string; href: string }>
  /** How well it fits; null for visitors, and once nobody applies any more. */
  fit: FitModel | null
  /** Where browsers see the portal. */
  origin: string | null
  /** The project as search engines read it, where they may. */
  structured: object | null
}

type Told = Pick<ProjectModel, 'project' | 'form'>

export function ProjectPage({
  project,
  about,
  addenda,
  questions,
  categoryNames,
  fit,
  links,
  settings,
  tones,
  form,
  origin,
  structured,
}: ProjectModel) {
  const t = useText()
  const { id, slug, title, status, description, abilities, organisation, unit } = project
  return (
    <PortalLayout
      title={title}
      description={about}
      meta={<Shared project={project} about={about} origin={origin} structured={structured} />}
      header={
        <PageHeader
          title={title}
          badge={<Badge tone={tones[status]}>{t(`projects.statuses.${status}`)}</Badge>}
          lead={organisation ?? unit.name}
          breadcrumbs={[
            abilities.manage
              ? { label: t('projects.list.title'), href: '/managed-projects' }
              : { label: t('projects.find.title'), href: '/projects' },
          ]}
          actions={
            abilities.change ? (
              <LinkButton href={`/managed-projects/${id}/edit`} variant="primary">
                {t('projects.edit')}
              </LinkButton>
            ) : abilities.amend ? (
              <LinkButton href={`/managed-projects/${id}/addenda/new`}>
                {t('projects.addenda.new')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      {project.cancelReason && (
        <Notice kind="warning" title={t('projects.isCancelled')}>
          <p {...verbatim}>{project.cancelReason}</p>
        </Notice>
      )}
      {project.original?.goneAt && (
        <Notice kind="warning" title={t('projects.original.gone', { source: project.original.source })}>
          <p>
            <Time value={project.original.goneAt} shown="date" />
          </p>
        </Notice>
      )}
      {project.closeReason && (
        <Notice title={t('projects.isClosedEarly')}>
          <p {...verbatim}>{project.closeReason}</p>
          {project.closedAt && (
            <p>
              <Deadline deadline={project.closedAt} timeZone={project.timeZone} />
            </p>
          )}
        </Notice>
      )}
      {status === 'draft' && <DraftNotice project={project} form={form} />}
      <KeyFacts project={project} />
      {project.isInvited && status === 'published' && <Notice title={t('projects.invitations.you')} />}
      {abilities.manage && (
        <ButtonGroup>
          <LinkButton href={`/managed-projects/${id}/invitations`}>
            {t('projects.invitations.title')}
          </LinkButton>
          {(abilities.change || abilities.amend) && (
            <LinkButton href={`/managed-projects/${id}/service-area`}>{t('projects.area.title')}</LinkButton>
          )}
        </ButtonGroup>
      )}
      {settings.length > 0 && (
        <ButtonGroup>
          {settings.map(({ label, href }) => (
            <LinkButton key={href} href={href}>
              {t(label)}
            </LinkButton>
          ))}
        </ButtonGroup>
      )}
      <Received project={project} />
      <Apply project={project} links={links}>
        {abilities.bookmark && <Bookmark project={project} back={`/projects/${slug}`} form={form} />}
      </Apply>
      {project.sealing && status !== 'draft' && <p>{t('projects.sealed', project.sealing)}</p>}
      {description && (
        <Section title={t('projects.todo')} id="todo">
          {/* markdownToHtml lets nothing through that could act. */}
          <div
            class="rich-text"
            {...verbatim}
            dangerouslySetInnerHTML={{ __html: markdownToHtml(description) }}
          />
        </Section>
      )}
      {project.serviceArea && (
        <Section title={t('projects.area.title')} id="area">
          <Area area={project.serviceArea} centre={project.position} country={project.country} />
        </Section>
      )}
      <Wanted project={project} form={form} />
      {project.criteria.length > 0 && (
        <Section title={t('projects.criteria')} id="criteria">
          <RubricTable
            criteria={project.criteria.map((criterion, index) => ({ ...criterion, id: String(index) }))}
          />
        </Section>
      )}
      <Files project={project} form={form} />
      {addenda.length > 0 && <Addenda project={project} addenda={addenda} categoryNames={categoryNames} />}
      {fit && <Fit fit={fit} slug={slug} />}
      <Questions project={project} questions={questions} form={form} />
      <More project={project} />
      {status !== 'draft' && project.extendWithinDays !== null && (
        <p>
          {t('projects.extensionRule', {
            within: project.extendWithinDays,
            by: project.extendByDays ?? 0,
          })}
        </p>
      )}
      {status === 'published' && (
        <p>
          <a href={`/projects/${slug}/deadline.ics`}>{t('projects.toCalendar')}</a>
        </p>
      )}
      {abilities.manage && <Steps project={project} form={form} />}
    </PortalLayout>
  )
}

function Shared({
  project,
  about,
  origin,
  structured,
}: Pick<ProjectModel, 'project' | 'about' | 'origin' | 'structured'>) {
  const { brand } = useView()
  const address = `${origin ?? ''}/projects/${project.slug}`
  return (
    <>
      {project.visibility !== 'public' || project.status === 'draft' ? (
        <meta name="robots" content="noindex" />
      ) : (
        <link rel="canonical" href={address} />
      )}
      <meta property="og:type" content="article" />
      <meta property="og:site_name" content={brand.name} />
      <meta property="og:title" content={project.title} />
      <meta property="og:description" content={about} />
      <meta property="og:url" content={address} />
      {structured && (
        // A block of data, which no browser runs: the content policy lets no script of a page through. No text in it can end it.
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: JSON.stringify(structured).replaceAll('<', '\\u003c') }}
        />
      )}
    </>
  )
}

/** How many there are is all that staff are told before the end. */
function Received({ project: { id, status, applications } }: { project: ProjectReply }) {
  const t = useText()
  const { received: count } = applications
  if (count === null || status === 'draft') return null
  return (
    <p>
      {t(status === 'published' ? 'projects.received.open' : 'projects.received.closed', { count })}
      {status !== 'published' && count > 0 && (
        <>
          {' '}
          <a href={`/applications?project=${id}`}>{t('projects.received.read')}</a>
        </>
      )}
    </p>
  )
}

/** Whoever has begun goes on with that; who acts for companies may begin another. */
function Apply({
  project,
  links,
  children,
}: Pick<ProjectModel, 'project' | 'links'> & { children: ComponentChildren }) {
  const t = useText()
  const { own } = project.applications
  const more = own.length > 0 && project.openTo === 'person' ? [] : links
  if (own.length === 0 && more.length === 0 && !children) return null
  return (
    <ButtonGroup>
      {own.map(({ applicationId, status, company }) => (
        <LinkButton key={applicationId} href={`/my-applications/${applicationId}`} variant="primary">
          {t(company === null ? 'projects.own.mine' : 'projects.own.company', {
            status: t(`applications.statuses.${status}`),
            company: company ?? '',
          })}
        </LinkButton>
      ))}
      {more.map(({ label, href }) => (
        <LinkButton key={href} href={href} variant={own.length > 0 ? 'quiet' : 'primary'}>
          {t(own.length > 0 ? 'projects.own.another' : label)}
        </LinkButton>
      ))}
      {children}
    </ButtonGroup>
  )
}

/** Where what a draft lacks is settled, but for what stands in its form. */
const settledAt: Readonly<Record<string, string>> = { sealing: 'sealing', visibility: 'invitations' }

function DraftNotice({ project, form }: Told) {
  const t = useText()
  const address = `/managed-projects/${project.id}`
  return (
    <Notice
      title={t('projects.draft.notice')}
      action={
        project.abilities.publish ? (
          <ActionForm
            action={`${address}/publish`}
            idempotencyKey={keyFor(form, 'publish')}
            variant="primary"
          >
            {t('projects.publish')}
          </ActionForm>
        ) : undefined
      }
    >
      {project.missing.length === 0 ? (
        <p>{t('projects.draft.ready')}</p>
      ) : (
        <>
          <p>{t('projects.draft.lacks')}</p>
          <ul>
            {project.missing.map(({ field, text }) => (
              <li key={field}>
                <a href={`${address}/${settledAt[field] ?? 'edit'}`}>{text}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {project.criteria.length === 0 && (
        <p>
          {t('projects.draft.noRubric')} <a href={`${address}/review`}>{t('projects.steps.prepareReview')}</a>
        </p>
      )}
    </Notice>
  )
}

function KeyFacts({ project }: { project: ProjectReply }) {
  const t = useText()
  const { locale } = useView()
  const { deadline, timeZone, startsOn, endsOn, currency, estimate, durationDays } = project
  const budget = useBudget(project)
  const place = usePlace(project)
  const { maxApplications: most } = project
  const { left } = project.applications
  const places =
    project.status !== 'published' || left === null
      ? t('projects.places.most', { most: most ?? 0 })
      : t(left === 0 ? 'projects.places.taken' : 'projects.places.left', { left, most: most ?? 0 })
  const money =
    budget ?? (estimate !== null && currency !== null ? formatMoney(estimate, currency, locale) : null)
  const items = [
    ...(deadline
      ? [{ label: t('projects.deadline'), value: <Deadline deadline={deadline} timeZone={timeZone} /> }]
      : []),
    ...(money ? [{ label: t('projects.budget'), value: money }] : []),
    ...(place ? [{ label: t('projects.place'), value: <span {...verbatim}>{place}</span> }] : []),
    ...(startsOn || endsOn
      ? [
          {
            label: t('projects.work'),
            value: (
              <>
                {startsOn && <Day value={startsOn} />} {endsOn && '–'} {endsOn && <Day value={endsOn} />}
              </>
            ),
          },
        ]
      : durationDays
        ? [{ label: t('projects.work'), value: t('projects.days', { count: durationDays }) }]
        : []),
    { label: t('projects.openTo'), value: t(`projects.openTos.${project.openTo}`) },
    ...(project.maxApplications !== null ? [{ label: t('projects.places.label'), value: places }] : []),
  ]
  return <Facts items={items} />
}

function Wanted({ project, form }: Told) {
  const t = useText()
  const { locale } = useView()
  const { id, requirements, skills, experienceYears, demands, currency, abilities, applicantsNeed } = project
  const changes = abilities.change || abilities.amend
  const nothing = [requirements, skills, demands, applicantsNeed].every(({ length }) => length === 0)
  if (nothing && experienceYears === 0 && !changes) return null
  const address = `/managed-projects/${id}/demands`
  const items: Description[] = [
    ...(applicantsNeed.length > 0
      ? [
          {
            label: t('projects.applicantsNeed'),
            value: (
              <ul {...verbatim}>
                {applicantsNeed.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...(skills.length > 0
      ? [{ label: t('projects.skills'), value: <span {...verbatim}>{skills.join(' · ')}</span> }]
      : []),
    ...(experienceYears > 0
      ? [{ label: t('projects.experienceYears'), value: t('projects.years', { count: experienceYears }) }]
      : []),
  ]
  return (
    <Section
      title={t('projects.wanted')}
      id="wanted"
      action={
        changes ? (
          <LinkButton href={`${address}/new`} icon="plus">
            {t('projects.demand.add')}
          </LinkButton>
        ) : undefined
      }
    >
      {requirements.length > 0 && (
        <ul {...verbatim}>
          {requirements.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      {items.length > 0 && <DescriptionList items={items} />}
      {(demands.length > 0 || changes) && (
        <Table
          caption={t('projects.demand.title')}
          rows={demands}
          rowKey={(each) => each.id}
          empty={<p>{t('projects.demand.none')}</p>}
          columns={[
            {
              label: t('projects.demand.name'),
              heading: true,
              cell: (each) => <span {...verbatim}>{each.title}</span>,
            },
            { label: t('projects.demand.kind'), cell: ({ kind }) => t(`projects.demandKinds.${kind}`) },
            {
              label: t('projects.demand.jurisdiction'),
              cell: ({ jurisdiction }) => <span {...verbatim}>{jurisdiction ?? '–'}</span>,
            },
            {
              label: t('projects.demand.amount'),
              numeric: true,
              cell: ({ amount }) =>
                amount === null || currency === null ? '–' : formatMoney(amount, currency, locale),
            },
            {
              label: t('projects.demand.isGate'),
              cell: ({ isGate }) => t(isGate ? 'projects.demand.required' : 'projects.demand.preferred'),
            },
            ...(changes
              ? [
                  {
                    label: t('projects.demand.remove'),
                    quiet: true,
                    cell: (each: { id: string; title: string }) =>
                      abilities.change ? (
                        <ActionForm
                          action={`${address}/${each.id}/remove`}
                          idempotencyKey={keyFor(form, each.id)}
                          variant="quiet"
                          label={t('projects.demand.removeOf', { title: each.title })}
                        >
                          {t('projects.demand.remove')}
                        </ActionForm>
                      ) : (
                        <a href={`${address}/${each.id}/remove`}>{t('projects.demand.remove')}</a>
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Section>
  )
}

function Fit({ fit: { match, parties }, slug }: { fit: FitModel; slug: string }) {
  const t = useText()
  const shown = parties.find(({ isShown }) => isShown)
  const isMine = shown?.value === 'me'
  return (
    <Section
      title={t('matching.title')}
      id="fit"
      description={t('matching.lead')}
      action={
        <LinkButton href={isMine || !shown ? '/profile' : `/companies/${shown.value}`} variant="quiet">
          {t('matching.improve')}
        </LinkButton>
      }
    >
      {parties.length > 1 && (
        <Tabs
          label={t('matching.for')}
          items={parties.map(({ value, label, isShown }) => ({
            label,
            href: `/projects/${slug}?for=${value}#fit`,
            current: isShown,
          }))}
        />
      )}
      <Progress
        label={shown?.label ?? t('matching.title')}
        value={match.score}
        text={t('matching.score', { score: match.score })}
      />
      <ul {...verbatim}>
        {match.reasons.map(({ part, text }) => (
          <li key={`${part} ${text}`}>{text}</li>
        ))}
      </ul>
    </Section>
  )
}

function More({ project }: { project: ProjectReply }) {
  const t = useText()
  const { locale } = useView()
  const { category, contactEmail, contactPhone, publishedAt, currency, estimate } = project
  const plain = (label: string, value: string | null) =>
    value === null || value === '' ? [] : [{ label: t(label), value: <span {...verbatim}>{value}</span> }]
  const { city, region, postalCode } = project
  // Where letters are addressed so, the postal code follows city and state; elsewhere it stands before the city.
  const town = ['US', 'CA', 'AU'].includes(project.country ?? '')
    ? [[city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ')]
    : [[postalCode, city].filter(Boolean).join(' ')]
  const address = [project.addressLines, ...town].filter(Boolean).join(', ')
  const items: Description[] = [
    ...plain(
      'projects.category',
      category && [category.parent?.name, category.name].filter(Boolean).join(' › '),
    ),
    ...(project.priority === null
      ? []
      : [{ label: t('projects.priority'), value: t(`projects.priorities.${project.priority}`) }]),
    ...plain('projects.sectors', project.sectors.join(' · ')),
    ...plain('projects.fundingSource', project.fundingSource),
    ...(estimate !== null && currency !== null
      ? [{ label: t('projects.estimate'), value: formatMoney(estimate, currency, locale) }]
      : []),
    ...plain('projects.address', address),
    ...plain('projects.unit', project.unit.name),
    ...(project.original
      ? [
          {
            label: t('projects.original.label'),
            value: project.original.url ? (
              <a href={project.original.url} rel="nofollow noopener" {...verbatim}>
                {project.original.source}
              </a>
            ) : (
              <span {...verbatim}>{project.original.source}</span>
            ),
          },
        ]
      : []),
    ...plain('projects.contactName', project.contactName),
    ...(contactEmail
      ? [{ label: t('projects.contactEmail'), value: <a href={`mailto:${contactEmail}`}>{contactEmail}</a> }]
      : []),
    ...(contactPhone
      ? [
          {
            label: t('projects.contactPhone'),
            value: <a href={`tel:${contactPhone.replaceAll(/[^+\d]/g, '')}`}>{contactPhone}</a>,
          },
        ]
      : []),
    ...(publishedAt
      ? [{ label: t('projects.publishedAt'), value: <Time value={publishedAt} shown="date" /> }]
      : []),
  ]
  return (
    <Section title={t('projects.more')} id="more">
      <DescriptionList items={items} />
    </Section>
  )
}

function Steps({ project, form }: Told) {
  const t = useText()
  const { id, abilities } = project
  const address = `/managed-projects/${id}`
  return (
    <Section
      title={t('projects.steps.title')}
      id="steps"
      description={abilities.close ? t('projects.steps.help') : undefined}
    >
      <ButtonGroup>
        {abilities.review && (
          <ActionForm action={`${address}/review`} idempotencyKey={keyFor(form, 'review')} variant="primary">
            {t('projects.steps.review')}
          </ActionForm>
        )}
        {abilities.seeReview && (
          <LinkButton href={`${address}/review`}>
            {t(project.status === 'draft' ? 'projects.steps.prepareReview' : 'projects.steps.toReview')}
          </LinkButton>
        )}
        {abilities.discard && (
          <ActionForm action={`${address}/discard`} idempotencyKey={keyFor(form, 'discard')} variant="danger">
            {t('projects.steps.discard')}
          </ActionForm>
        )}
      </ButtonGroup>
      {abilities.close && (
        <Form
          action={`${address}/close`}
          state={{ ...form, idempotencyKey: keyFor(form, 'close') }}
          id="close"
        >
          <TextArea
            name="reason"
            label={t('projects.steps.closeReason')}
            help={t('projects.steps.closeReasonHelp')}
            rows={2}
            maxlength={1000}
          />
          <FormActions>
            <SubmitButton variant="secondary">{t('projects.steps.close')}</SubmitButton>
          </FormActions>
        </Form>
      )}
      {abilities.cancel && (
        <Form
          action={`${address}/cancel`}
          state={{ ...form, idempotencyKey: keyFor(form, 'cancel') }}
          id="cancel"
        >
          <TextArea
            name="reason"
            label={t('projects.steps.reason')}
            help={t('projects.steps.reasonHelp')}
            rows={2}
            maxlength={1000}
          />
          <FormActions>
            <SubmitButton variant="danger">{t('projects.steps.cancel')}</SubmitButton>
          </FormActions>
        </Form>
      )}
    </Section>
  )
}
