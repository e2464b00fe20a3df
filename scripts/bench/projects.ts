import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { jobs } from '../../jobs/index.ts'
import { createApp } from '../../src/app.ts'
import type { Config } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { requestBytes } from './cases.ts'
import { askOnce } from './load.ts'
import { insertSheets, type ManyProjects, seedManyProjects } from './many-projects.ts'
import { type Measured, measureInTurn, medianOf, type Plan, ratio, type Side } from './measure.ts'
import type { Server } from './processes.ts'
import { progressBar } from './progress-bar.ts'
import type { Recording } from './replay.ts'
import { buildCrowds, type Crowd, headersOf } from './scale.ts'
import { signIn } from './visit.ts'

export interface ProjectStage {
  portal: Server
  crowds: Offer[]
  config: Config
  databaseUrl: string
  client: pg.Client
  postmaster: number
  startReplay(recordings: Record<string, Recording>): Promise<Server>
}

const offers: ReadonlyArray<ManyProjects & { members: number; units: number }> = [
  { members: 2_000, units: 50, projects: 500, applications: 5_000 },
  { members: 20_000, units: 500, projects: 50_000, applications: 500_000 },
]

/** At most so much longer among a hundred times as many, and at least such a share of the floor. */
const targets = { p99: 3, floor: 0.4 }

/** An association, and one of its projects that is in review. */
export type Offer = Crowd & { projectId: string }

const questions: ReadonlyArray<{ title: string; as: keyof Crowd['emails']; path: (offer: Offer) => string }> =
  [
    { title: 'Projects, newest first', as: 'member', path: () => '/api/v1/projects' },
    {
      title: 'Projects, searched and filtered',
      as: 'member',
      path: () => '/api/v1/projects?search=bridge&skill=welding&sort=relevance&all=true',
    },
    {
      title: 'Open projects, searched and counted',
      as: 'member',
      path: () => '/api/v1/projects?search=bridge&counts=true',
    },
    { title: 'Projects, best match first', as: 'member', path: () => '/api/v1/projects?sort=match&for=me' },
    {
      title: 'Handed in for a project, best match first',
      as: 'administrator',
      path: ({ projectId }) => `/api/v1/applications?project=${projectId}&sort=-matchScore`,
    },
    { title: 'What waits for a reviewer', as: 'member', path: () => '/api/v1/me/review-sheets' },
    {
      title: 'Weighed for a project, by place',
      as: 'administrator',
      path: ({ projectId }) => `/api/v1/projects/${projectId}/weighed-applications`,
    },
  ]

export async function buildOffers(config: Config, databaseUrl: string, client: pg.Client): Promise<Offer[]> {
  const crowds = await buildCrowds(config, databaseUrl, client, offers)
  const built: Offer[] = []
  for (const [place, crowd] of crowds.entries()) {
    const { tenantId, emails } = crowd
    const many = offers[place] as (typeof offers)[number]
    const progress = {
      projects: progressBar('Projects', many.projects),
      applications: progressBar('Applications', many.applications),
    }
    await seedManyProjects(client, { tenantId, progress }, many)
    // Whoever looks for work says what they can do, where they are, and on which papers.
    const { rows } = await client.query<{ id: string }>(
      `UPDATE persons p SET skills = '{Welding,Piling,Rigging,Masonry}', works_since = 2010, latitude = 38.5, longitude = -121.5
       FROM accounts a WHERE a.id = p.account_id AND a.email = $1 AND p.tenant_id = $2 RETURNING p.id`,
      [emails.member, tenantId],
    )
    await client.query(
      `INSERT INTO certifications (id, tenant_id, person_id, kind, name, jurisdiction, amount, currency, expires_on, created_at, updated_at)
       SELECT gen_random_uuid(), $1, $2, k.kind, k.name, k.place, k.amount, CASE WHEN k.amount IS NOT NULL THEN 'USD' END, current_date + k.days, now(), now()
       FROM (VALUES ('licence', 'C-10', 'California', NULL::bigint, 400), ('licence', 'B', 'California', NULL, 60), ('bond', 'Bonding', NULL, 3000000, 900))
         AS k (kind, name, place, amount, days)`,
      [tenantId, rows[0]?.id],
    )
    // Somebody who reviews a good deal: twenty projects, with all that came in for them.
    await client.query(
      `INSERT INTO reviewers (id, tenant_id, project_id, person_id, appointed_at)
       SELECT gen_random_uuid(), j.tenant_id, j.id, $2, j.deadline FROM projects j WHERE j.tenant_id = $1 AND j.status = 'reviewing'
         AND EXISTS (SELECT FROM applications a WHERE a.tenant_id = j.tenant_id AND a.project_id = j.id)
         AND NOT EXISTS (SELECT FROM applications a WHERE a.tenant_id = j.tenant_id AND a.project_id = j.id AND a.person_id = $2)
         AND NOT EXISTS (SELECT FROM reviewers w WHERE w.tenant_id = j.tenant_id AND w.project_id = j.id AND w.person_id = $2)
       ORDER BY j.published_at DESC LIMIT 20`,
      [tenantId, rows[0]?.id],
    )
    await client.query(insertSheets, [tenantId])
    const reviewed = await client.query<{ id: string }>(
      `SELECT j.id FROM projects j WHERE j.tenant_id = $1 AND j.status = 'reviewing' AND EXISTS (
         SELECT FROM applications a WHERE a.tenant_id = j.tenant_id AND a.project_id = j.id) ORDER BY j.published_at DESC LIMIT 1`,
      [tenantId],
    )
    built.push({ ...crowd, projectId: reviewed.rows[0]?.id ?? tenantId })
  }
  await client.query('VACUUM ANALYZE')
  return built
}

export interface ProjectResult {
  title: string
  small: Measured
  large: Measured
  floor: Measured
}

/** Few projects, many, and a floor under the many, in turn: what is compared was measured beside each other. */
export async function measureProjects(stage: ProjectStage, plan: Plan): Promise<ProjectResult[]> {
  const { portal, crowds, client, postmaster } = stage
  const cookies = new Map<string, string>()
  for (const { emails, ...crowd } of crowds)
    for (const email of Object.values(emails))
      cookies.set(email, await signIn(portal.port, { email }, headersOf({ ...crowd, emails })))
  const asked = (crowd: Offer, { as, path }: (typeof questions)[number]) =>
    requestBytes('GET', path(crowd), {
      ...headersOf(crowd, cookies.get(crowd.emails[as])),
      Accept: 'application/json',
    })
  const large = crowds.at(-1) as Offer
  const floor = await stage.startReplay(
    await record(
      stage,
      questions.map(({ as, path }) => ({
        path: path(large),
        headers: headersOf(large, cookies.get(large.emails[as])),
      })),
    ),
  )
  const results: ProjectResult[] = []
  for (const question of questions) {
    process.stderr.write(`${question.title} …\n`)
    const sides: Side[] = []
    for (const [name, server, crowd] of [
      ['few', portal, crowds[0] as Offer],
      ['many', portal, large],
      ['floor', floor, large],
    ] as const) {
      const bytes = asked(crowd, question)
      const bodyLength = Buffer.byteLength(await askOnce(server.port, bytes, 200))
      sides.push({
        name,
        pid: server.pid,
        load: { port: server.port, next: () => bytes, status: 200, bodyLength },
      })
    }
    const [few, many, under] = await measureInTurn(sides, plan, postmaster, async () => {
      await client.query('DELETE FROM rate_counters')
    })
    if (!few || !many || !under) throw new Error('Three sides were to be measured.')
    results.push({ title: question.title, small: few, large: many, floor: under })
  }
  return results
}

/** What the portal asks the database for an answer, and what it then sends; asked twice, so that it knows by then who asks. */
async function record(
  { config, databaseUrl }: ProjectStage,
  requests: ReadonlyArray<{ path: string; headers: Record<string, string> }>,
): Promise<Record<string, Recording>> {
  const app = await createApp({
    config: { ...config, ROLE: 'web' },
    databaseUrl,
    jobs,
    log: createLog('warn'),
  })
  const server = await app.listen(0, '127.0.0.1')
  const { port } = server.address() as AddressInfo
  const { query } = pg.Client.prototype
  const recordings: Record<string, Recording> = {}
  try {
    for (const { path, headers } of requests) {
      let statements: Recording['statements'] = []
      pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
        const [asked] = given as [Recording['statements'][number]]
        if (/^\s*(SELECT|WITH)/.test(asked?.text ?? ''))
          statements.push({
            ...(asked.name && { name: asked.name }),
            text: asked.text,
            values: asked.values ?? [],
          })
        return Reflect.apply(query, this, given)
      } as typeof query
      for (let round = 0; round < 2; round += 1) {
        statements = []
        const reply = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
        const body = await reply.text()
        if (reply.status !== 200) throw new Error(`${path} answers ${reply.status}: ${body.slice(0, 300)}`)
        recordings[path] = { statements, body, type: reply.headers.get('content-type') ?? '' }
      }
      pg.Client.prototype.query = query
    }
  } finally {
    pg.Client.prototype.query = query
    await app.close()
  }
  return recordings
}

export function projectsReport(results: readonly ProjectResult[]): string {
  const [few, many] = offers.map(({ projects }) => projects.toLocaleString('en'))
  const lines = results.map(({ title, small, large, floor }) => {
    const longer = medianOf(large, 'p99') / medianOf(small, 'p99')
    const share = ratio(large, floor)
    const times = [small, large].flatMap((side) => [medianOf(side, 'p50'), medianOf(side, 'p99')])
    return `| ${[
      title,
      ...times.map((time) => time.toFixed(1)),
      `${longer.toFixed(1)} ${longer <= targets.p99 ? 'reached' : 'missed'}`,
      medianOf(large, 'requestsPerSecond').toFixed(0),
      medianOf(floor, 'requestsPerSecond').toFixed(0),
      `${share.toFixed(2)} ${share >= targets.floor ? 'reached' : 'missed'}`,
    ].join(' | ')} |`
  })
  return [
    `| asked | ${few}: p50 ms | p99 | ${many}: p50 ms | p99 | p99 at most ${targets.p99} times | req/s | floor req/s | at least ${targets.floor} |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n')
}
