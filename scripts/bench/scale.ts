import type pg from 'pg'
import { jobs } from '../../jobs/index.ts'
import { createApp } from '../../src/app.ts'
import { createAccount } from '../../src/modules/identity/index.ts'
import { foundAssociation } from '../../src/modules/units/index.ts'
import type { Config } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { type Many, seedMany } from './many.ts'
import { median } from './measure.ts'
import { progressBar } from './progress-bar.ts'
import { signIn } from './visit.ts'
import { password } from './world.ts'

/** The two sizes that are compared: what the small one takes, the large one may take twice. */
export const sizes: readonly Many[] = [
  { members: 2_000, units: 50 },
  { members: 200_000, units: 5_000 },
]

/** An association of one size, and a member and an administrator who look at it. */
export interface Crowd {
  many: Many
  tenantId: string
  unitId: string
  host: string
  emails: { member: string; administrator: string }
}

/** What is asked of both sizes. */
export const questions: ReadonlyArray<{
  title: string
  as: keyof Crowd['emails']
  path: (crowd: Crowd) => string
}> = [
  { title: 'Directory, first page', as: 'member', path: () => '/api/v1/directory?counts=true' },
  {
    title: 'Directory, a name',
    as: 'member',
    path: () => '/api/v1/directory?search=olena%20shev&counts=true',
  },
  { title: 'Directory, a skill', as: 'member', path: () => '/api/v1/directory?skill=welding' },
  {
    title: 'Directory, nearest first',
    as: 'member',
    path: () => '/api/v1/directory?near=50.4,30.5&radius=50&sort=distance',
  },
  { title: 'Directory, a unit', as: 'member', path: ({ unitId }) => `/api/v1/directory?unitId=${unitId}` },
  { title: 'Directory, as administrator', as: 'administrator', path: () => '/api/v1/directory?counts=true' },
  { title: 'Page of the directory', as: 'member', path: () => '/directory' },
  { title: 'Page of the tree', as: 'administrator', path: () => '/unit-tree' },
  { title: 'Search in the tree', as: 'administrator', path: () => '/unit-tree?search=group%2000012' },
  { title: 'List of units', as: 'administrator', path: () => '/api/v1/units?limit=20' },
  { title: 'List of members', as: 'administrator', path: () => '/api/v1/members?limit=20' },
  {
    title: 'List of members, a name',
    as: 'administrator',
    path: () => '/api/v1/members?search=olena%20shev&counts=true',
  },
  { title: 'A unit, with its check', as: 'administrator', path: ({ unitId }) => `/api/v1/units/${unitId}` },
]

export async function buildCrowds(
  config: Config,
  databaseUrl: string,
  client: pg.Client,
  wanted: readonly Many[] = sizes,
): Promise<Crowd[]> {
  const app = await createApp({
    config: { ...config, ROLE: 'web' },
    databaseUrl,
    jobs,
    log: createLog('warn'),
  })
  const crowds: Crowd[] = []
  try {
    for (const many of wanted) {
      const host = `many-${many.members}.guildhall.example`
      const { id: tenantId } = await app.runner.call(
        foundAssociation,
        { name: `Association of ${many.members}`, hosts: [host] },
        app.asSystem('bench'),
      )
      const progress = progressBar(`Association of ${many.members}`, many.members)
      await seedMany(client, { tenantId, progress }, many)
      const caller = app.asSystem('bench', tenantId)
      const emails = { member: `member@${host}`, administrator: `administrator@${host}` }
      for (const [role, email] of Object.entries(emails))
        await app.runner.call(
          createAccount,
          {
            tenantId,
            email,
            password,
            givenName: 'Bea',
            familyName: 'Nchmark',
            timeZone: 'Europe/Berlin',
            roles: role === 'member' ? ['member'] : ['member', 'administrator'],
          },
          caller,
        )
      const { rows } = await client.query<{ id: string }>(
        `SELECT id FROM units WHERE tenant_id = $1 AND kind = 'chapter' ORDER BY name LIMIT 1`,
        [tenantId],
      )
      crowds.push({ many, tenantId, unitId: rows[0]?.id ?? tenantId, host, emails })
    }
  } finally {
    await app.close()
  }
  await client.query('VACUUM ANALYZE')
  return crowds
}

export interface ScaleResult {
  title: string
  /** Medians in milliseconds, in the order of the sizes. */
  medians: number[]
}

const times = 25

/** One after the other: what is asked is how long an answer takes, not how many there are. */
export async function measureScale(port: number, crowds: readonly Crowd[]): Promise<ScaleResult[]> {
  const visitors = await Promise.all(
    crowds.map(async (crowd) => ({
      crowd,
      member: await signIn(port, { email: crowd.emails.member }, headersOf(crowd)),
      administrator: await signIn(port, { email: crowd.emails.administrator }, headersOf(crowd)),
    })),
  )
  const results: ScaleResult[] = []
  for (const { title, as, path } of questions) {
    const took = crowds.map((): number[] => [])
    for (let round = -3; round < times; round += 1)
      for (const [place, { crowd, ...cookies }] of visitors.entries()) {
        const begun = performance.now()
        const reply = await fetch(`http://127.0.0.1:${port}${path(crowd)}`, {
          headers: headersOf(crowd, cookies[as]),
        })
        const text = await reply.text()
        if (reply.status !== 200) throw new Error(`${title} answers ${reply.status}: ${text.slice(0, 300)}`)
        if (round >= 0) took[place]?.push(performance.now() - begun)
      }
    results.push({ title, medians: took.map(median) })
  }
  return results
}

export function headersOf({ host }: Crowd, token?: string): Record<string, string> {
  return {
    'X-Forwarded-Host': host,
    'Accept-Language': 'en',
    ...(token ? { Cookie: `__Host-session=${token}` } : {}),
  }
}

export function scaleReport(results: readonly ScaleResult[]): string {
  const names = sizes.map(({ members, units }) => `${members} members, ${units} units`)
  const lines = results.map(({ title, medians: [small = 0, large = 0] }) => {
    const ratio = large / small
    return `| ${title} | ${small.toFixed(1)} ms | ${large.toFixed(1)} ms | ${ratio.toFixed(1)} ${ratio <= 2 ? 'reached' : 'missed'} |`
  })
  return [`| asked | ${names.join(' | ')} | at most 2 |`, '| --- | ---: | ---: | ---: |', ...lines].join('\n')
}
