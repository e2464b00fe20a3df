import type pg from 'pg'
import { jobs } from '../../jobs/index.ts'
import { createApp } from '../../src/app.ts'
import { grantRole } from '../../src/modules/access/index.ts'
import { createAccount } from '../../src/modules/identity/index.ts'
import { addMember, createUnit, foundAssociation } from '../../src/modules/units/index.ts'
import type { Config } from '../../src/platform/config.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { createLog } from '../../src/platform/log.ts'

/** The association that everything is measured in. */
export interface World {
  tenantId: string
  personId: string
  email: string
  /** Where new units are put; many, as in life, so that writers do not queue at one parent. */
  chapterIds: string[]
  groupIds: string[]
}

export const password = 'a bench to sit and count on'

/** With the root 2,000 units. */
const wholeWorld = { regions: 10, chapters: 100, groups: 1_889 }

/** Makes an association through the same commands that people use, with one person in five of its units. */
export async function buildWorld(
  config: Config,
  databaseUrl: string,
  { regions, chapters, groups } = wholeWorld,
): Promise<World> {
  const app = await createApp({
    config: { ...config, ROLE: 'web' },
    databaseUrl,
    jobs,
    log: createLog('warn'),
  })
  try {
    const { runner } = app
    const root = await runner.call(
      foundAssociation,
      { name: 'Association of Measured Trades' },
      app.asSystem('bench'),
    )
    const caller = app.asSystem('bench', root.id)
    const add = (kind: 'region' | 'chapter' | 'group', count: number, parents: string[]) =>
      inParallel(count, async (index) => {
        const name = `${kind[0]?.toUpperCase()}${kind.slice(1)} ${String(index).padStart(5, '0')}`
        const parentId = parents[index % parents.length] as string
        return (await runner.call(createUnit, { parentId, kind, name }, caller)).id
      })
    const regionIds = await add('region', regions, [root.id])
    const chapterIds = await add('chapter', chapters, regionIds)
    const groupIds = await add('group', groups, chapterIds)
    const email = 'bench@guildhall.example'
    const { personId } = await runner.call(
      createAccount,
      {
        tenantId: root.id,
        email,
        password,
        givenName: 'Bea',
        familyName: 'Nchmark',
        timeZone: 'Europe/Berlin',
        roles: ['member', 'administrator'],
      },
      caller,
    )
    for (const unitId of groupIds.slice(0, 4)) await runner.call(addMember, { unitId, personId }, caller)
    // A manager somewhere as well, so that a check has more than one grant to look at.
    await runner.call(
      grantRole,
      { personId, unitId: regionIds[0] as string, role: 'manager' },
      app.asSystem('bench', root.id),
    )
    await app.database.sql(sql`ANALYZE`)
    return { tenantId: root.id, personId, email, chapterIds, groupIds }
  } finally {
    await app.close()
  }
}

/** As many accounts as it takes that nobody signs in more often than the limits allow. All have one password. */
export async function addAccounts(
  client: pg.Client,
  count: number,
  prefix: string,
  hash: string,
): Promise<string[]> {
  const { rows } = await client.query<{ email: string }>(
    `INSERT INTO accounts (id, email, password_hash, password_changed_at, created_at)
     SELECT gen_random_uuid(), $1 || lpad(n::text, 5, '0') || '@guildhall.example', $2, now(), now()
     FROM generate_series(1, $3::int) n RETURNING email`,
    [prefix, hash, count],
  )
  return rows.map(({ email }) => email)
}

async function inParallel<Result>(
  count: number,
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(count)
  let next = 0
  const lane = async () => {
    while (next < count) {
      const index = next++
      results[index] = await work(index)
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  return results
}
