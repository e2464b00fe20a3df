import { type Sql, sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { linkToFile } from '../../files/index.ts'
import type { Closeness } from '../audience.ts'
import { Nothing, PersonReference, PersonReply, Profile, ShownPerson } from '../contract.ts'
import { closenessTo, isInGoodStanding, isShownTo, type Sight, sightOf } from '../policy.ts'
import { findWhole } from '../profile-row.ts'
import { query } from '../room.ts'
import { scanPurpose } from '../scan.ts'
import { dayOf, type Reader, toPerson, toProfile, toShown } from '../views.ts'

export const readMyProfile = query({
  name: 'people.readMyProfile',
  summary: 'Read your own profile',
  permission: 'person',
  input: Nothing,
  output: Profile,
  http: { method: 'get', path: '/me/profile' },
  target: ({ db, actor }) => findWhole(db.sql, sql`p.id = ${personOf(actor)}::uuid`),
  run: async (context, _input, row) => toProfile(row, readerOf(context)),
})

/** An entry that was merged leads on to what it was merged into: links to it stay good. */
function isOrBecame(personId: string): Sql {
  return sql`p.id = coalesce((SELECT o.merged_into_id FROM persons o WHERE o.id = ${personId}::uuid), ${personId}::uuid)`
}

export const readPerson = query({
  name: 'people.readPerson',
  summary: 'Read what you may see of a person',
  permission: 'member',
  input: PersonReference,
  output: PersonReply,
  http: { method: 'get', path: '/people/:personId' },
  async target({ db, actor, now }, { personId }) {
    const sight = sightOf(actor, now)
    return findWhole<{ sight: Sight; closeness: Closeness }>(
      db.sql,
      sql`${isOrBecame(personId)} AND ${sight} IS NOT NULL`,
      sql`, ${sight} AS sight, ${closenessTo(actor, now)} AS closeness`,
    )
  },
  run: async (context, _input, row) => toPerson(row, readerOf(context)),
})

/** For the directory, which anybody may open: as much of a person as they show to whoever reads it. */
export const readShownPerson = query({
  name: 'people.readShownPerson',
  summary: 'Read what somebody shows to you',
  permission: 'anyone',
  input: PersonReference,
  output: ShownPerson,
  target: ({ db, actor, now }, { personId }) =>
    findWhole<{ closeness: Closeness }>(
      db.sql,
      sql`${isOrBecame(personId)} AND p.tenant_id = ${actor.tenantId}::uuid AND ${isShownTo(sql`p.shown_to`, actor, now)} AND ${isInGoodStanding(now)}`,
      sql`, ${closenessTo(actor, now)} AS closeness`,
    ),
  run: async (context, _input, row) => toShown(row, row.closeness, readerOf(context).today),
})

function readerOf({ actor, now, services }: QueryContext<never>): Reader {
  const { personId, timeZone } = actor.kind === 'account' ? actor : { personId: null, timeZone: null }
  return {
    today: dayOf(now, timeZone),
    linkToScan: (fileId) => linkToFile(services, scanPurpose, fileId, personId, now),
  }
}
