import { Feed } from 'feed'
import ical, { ICalCalendarMethod } from 'ical-generator'
import { type Endpoint, type EndpointContext, endpoint } from '../../platform/declare/endpoint.ts'
import { invalid } from '../../platform/errors.ts'
import { isMember } from '../people/index.ts'
import { askedBy, inputOf, problemsOf } from './asked.ts'
import { type FindProjects, type FoundProjects, SlugReference } from './contract.ts'
import { glossary } from './glossary.ts'
import { findProjects } from './queries/find-projects.ts'
import { readProjectAt } from './queries/project.ts'
import { listPublicAddresses } from './queries/public-addresses.ts'

const mostInFeed = 50
const mostInCalendar = 100

/** Where programs find the portal, without the slash. */
function originOf({ caller, request }: EndpointContext): string {
  return caller.request.origin ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`
}

/** Members find what visitors do not, at the same address: nothing between the portal and the reader keeps it. */
function keptByNobody({ response }: EndpointContext): void {
  response.setHeader('Cache-Control', 'private, no-store')
}

/** What the list finds at the address with the same question. */
function findAsAsked(
  { ask, caller, fields }: EndpointContext,
  more: Pick<FindProjects, 'limit'> & { sort?: 'deadline' },
): Promise<FoundProjects> {
  const asked = askedBy(fields, isMember(caller.actor, caller.now))
  const faults = Object.entries(problemsOf(asked))
  if (faults.length > 0)
    throw invalid(faults.map(([field, code]) => ({ pointer: `/${field}`, code, message: '' })))
  return ask(findProjects, { ...inputOf(asked), sort: 'newest', all: false, ...more })
}

/** A feed is markup for whoever reads it: what somebody typed stays a text. */
function asMarkup(text: string): string {
  return escaped(text).replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

const feed = endpoint({
  name: 'projects.feed',
  summary: 'The newest projects that are open, as an Atom feed',
  permission: 'anyone',
  inPortal: true,
  method: 'get',
  path: '/projects.atom',
  produces: 'application/atom+xml',
  async handle(context) {
    const { caller, request, response, t } = context
    const origin = originOf(context)
    const { items } = await findAsAsked(context, { limit: mostInFeed })
    const asked = new URL(request.originalUrl, 'http://localhost').search
    const changedAt = ({ amendedAt, publishedAt }: (typeof items)[number]) =>
      amendedAt ?? publishedAt ?? new Date(0)
    const atom = new Feed({
      title: t('projects.find.title'),
      description: t('projects.find.lead'),
      id: `${origin}/projects`,
      link: `${origin}/projects${asked}`,
      feedLinks: { atom: `${origin}/projects.atom${asked}` },
      language: caller.locale(),
      copyright: '',
      // A feed that says the time of the request looks changed each time.
      updated: new Date(Math.max(0, ...items.map((item) => changedAt(item).getTime()))),
    })
    for (const item of items) {
      const { slug, title, summary, publishedAt, organisation, unit } = item
      atom.addItem({
        title: asMarkup(title),
        id: `${origin}/projects/${slug}`,
        link: `${origin}/projects/${slug}`,
        description: summary === null ? undefined : asMarkup(summary),
        author: [{ name: organisation ?? unit.name }],
        published: publishedAt ?? undefined,
        date: changedAt(item),
      })
    }
    keptByNobody(context)
    response.type('application/atom+xml').send(atom.atom1())
  },
})

interface Deadline {
  id: string
  slug: string
  title: string
  summary: string | null
  deadline: Date | null
  addenda: number
}

function calendarOf(name: string, deadlines: readonly Deadline[], origin: string, now: Date): string {
  const calendar = ical({ name, method: ICalCalendarMethod.PUBLISH })
  for (const { id, slug, title, summary, deadline, addenda } of deadlines) {
    if (deadline === null) continue
    calendar.createEvent({
      id,
      start: deadline,
      end: deadline,
      summary: title,
      description: summary,
      url: `${origin}/projects/${slug}`,
      stamp: now,
      // Calendars that hold an earlier one take the later.
      sequence: addenda,
    })
  }
  return calendar.toString()
}

const calendar = endpoint({
  name: 'projects.calendar',
  summary: 'The deadlines of open projects, as a calendar',
  permission: 'anyone',
  inPortal: true,
  method: 'get',
  path: '/projects.ics',
  produces: 'text/calendar',
  async handle(context) {
    const { caller, response, t } = context
    const { items } = await findAsAsked(context, { limit: mostInCalendar, sort: 'deadline' })
    keptByNobody(context)
    response
      .type('text/calendar')
      .send(calendarOf(t('projects.find.calendar'), items, originOf(context), caller.now))
  },
})

const oneDeadline = endpoint({
  name: 'projects.deadlineCalendar',
  glossary,
  summary: 'The deadline of a project, as a calendar',
  permission: 'anyone',
  inPortal: true,
  method: 'get',
  path: '/projects/:slug/deadline.ics',
  produces: 'text/calendar',
  input: SlugReference,
  async handle(context) {
    const { ask, caller, response, input } = context
    const project = await ask(readProjectAt, SlugReference.parse(input))
    keptByNobody(context)
    response
      .type('text/calendar')
      .attachment(`${project.slug}.ics`)
      .send(calendarOf(project.title, [project], originOf(context), caller.now))
  },
})

const sitemap = endpoint({
  name: 'projects.sitemap',
  summary: 'The addresses of public projects, for search engines',
  permission: 'anyone',
  inPortal: true,
  method: 'get',
  path: '/sitemap.xml',
  produces: 'application/xml',
  async handle(context) {
    const origin = originOf(context)
    const { items } = await context.ask(listPublicAddresses, {})
    const lines = [
      `<url><loc>${escaped(`${origin}/projects`)}</loc></url>`,
      ...items.map(
        ({ slug, updatedAt }) =>
          `<url><loc>${escaped(`${origin}/projects/${slug}`)}</loc><lastmod>${updatedAt.toISOString()}</lastmod></url>`,
      ),
    ]
    context.response
      .type('application/xml')
      .send(
        `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</urlset>\n`,
      )
  },
})

/** A host name that somebody made up stays a text. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const robots = endpoint({
  name: 'projects.robots',
  summary: 'Where search engines find what they may list',
  permission: 'anyone',
  inPortal: true,
  method: 'get',
  path: '/robots.txt',
  produces: 'text/plain',
  async handle(context) {
    context.response
      .type('text/plain')
      .send(
        `User-agent: *\nAllow: /projects\nAllow: /assets/\nDisallow: /\n\nSitemap: ${originOf(context)}/sitemap.xml\n`,
      )
  },
})

export const endpoints: readonly Endpoint[] = [feed, calendar, oneDeadline, sitemap, robots]
