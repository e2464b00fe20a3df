import { Feed } from 'feed'
import ical, { ICalCalendarMethod } from 'ical-generator'
import { type Endpoint, type EndpointContext, endpoint } from '../../platform/declare/endpoint.ts'
import { SlugReference } from './contract.ts'
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

const feed = endpoint({
  name: 'projects.feed',
  summary: 'The newest projects that are open, as an Atom feed',
  permission: 'anyone',
  inPortal: true,
  method: 'get',
  path: '/projects.atom',
  produces: 'application/atom+xml',
  async handle(context) {
    const { ask, caller, response, t } = context
    const origin = originOf(context)
    const { items } = await ask(findProjects, { limit: mostInFeed })
    const atom = new Feed({
      title: t('projects.find.title'),
      description: t('projects.find.lead'),
      id: `${origin}/projects`,
      link: `${origin}/projects`,
      feedLinks: { atom: `${origin}/projects.atom` },
      language: caller.locale(),
      copyright: '',
      // A feed that says the time of the request looks changed each time.
      updated: items[0]?.publishedAt ?? new Date(0),
    })
    for (const { slug, title, summary, publishedAt, organisation, unit } of items)
      atom.addItem({
        title,
        id: `${origin}/projects/${slug}`,
        link: `${origin}/projects/${slug}`,
        description: summary ?? undefined,
        author: [{ name: organisation ?? unit.name }],
        date: publishedAt ?? new Date(0),
      })
    response.type('application/atom+xml').send(atom.atom1())
  },
})

interface Deadline {
  id: string
  slug: string
  title: string
  summary: string | null
  deadline: Date | null
}

function calendarOf(name: string, deadlines: readonly Deadline[], origin: string, now: Date): string {
  const calendar = ical({ name, method: ICalCalendarMethod.PUBLISH })
  for (const { id, slug, title, summary, deadline } of deadlines) {
    if (deadline === null) continue
    calendar.createEvent({
      id,
      start: deadline,
      end: deadline,
      summary: title,
      description: summary,
      url: `${origin}/projects/${slug}`,
      stamp: now,
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
    const { ask, caller, response, t } = context
    const { items } = await ask(findProjects, { limit: mostInCalendar, sort: 'deadline' })
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
      .send(`User-agent: *\nAllow: /projects\nDisallow: /\n\nSitemap: ${originOf(context)}/sitemap.xml\n`)
  },
})

export const endpoints: readonly Endpoint[] = [feed, calendar, oneDeadline, sitemap, robots]
