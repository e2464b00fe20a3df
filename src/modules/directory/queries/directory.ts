import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { dayOf, readShownPerson, ShownPerson } from '../../people/index.ts'
import { DirectoryPage, OfferedUnits, PersonReference, SearchDirectory } from '../contract.ts'
import {
  type Found,
  idsOfCommon,
  matchingIds,
  mostCounted,
  mostNamed,
  nextIds,
  type Place,
  readEntries,
  readFacets,
} from '../entry-row.ts'
import { placeAsked } from '../place-row.ts'
import { query } from '../room.ts'
import { toEntry } from '../views.ts'

const Cursor = z.tuple([z.enum(['name', 'distance']), z.number().nullable(), z.uuid()])

/** Whoever asks gets those who show themselves to them: visitors of an association as well, where somebody wants that. */
export const searchDirectory = query({
  name: 'directory.searchDirectory',
  summary: 'Find people of the association who show themselves to you',
  permission: 'anyone',
  input: SearchDirectory,
  output: DirectoryPage,
  http: { method: 'get', path: '/directory' },
  cost: 5,
  async run({ db, actor, now, locale }, asked) {
    const place = asked.cursor === undefined ? null : placeOf(asked.cursor, asked.sort)
    const from = await placeAsked(db.sql, asked, actor)
    const timeZone = actor.kind === 'account' ? actor.timeZone : null
    const question = { actor, now, today: dayOf(now, timeZone), asked, from, locale: locale() }
    const first = await idsOfCommon(db.sql, question, place)
    // Where nobody counts, the nearest are found without all who live around.
    const found =
      first || (asked.sort === 'distance' && !asked.counts) ? null : await matchingIds(db.sql, question)
    const [rows, facets] = await Promise.all([
      found === null || found.isMore
        ? Promise.resolve(first ?? nextIds(db.sql, question, place)).then((ids) =>
            readEntries(db.sql, question, { ids, stand: true }, null),
          )
        : readEntries(db.sql, question, found, place),
      asked.counts && found && areFew(found, asked) ? readFacets(db.sql, question, found.ids) : null,
    ])
    const page = rows.slice(0, asked.limit)
    const last = page.at(-1)
    return {
      items: page.map(toEntry),
      nextCursor:
        rows.length > asked.limit && last
          ? encodeCursor([asked.sort, asked.sort === 'distance' ? last.kilometres : null, last.personId])
          : null,
      ...(asked.counts && found && { counts: { total: countOf(found), facets } }),
    }
  },
})

/** Whether it is counted what else they have, beside how many they are. */
function areFew({ ids, isMore }: Found, { search }: SearchDirectory): boolean {
  return !isMore && (search === '' || ids.length <= mostNamed)
}

function countOf({ ids, isMore }: Found): { count: number; isMore: boolean } {
  return { count: Math.min(ids.length, mostCounted), isMore }
}

/** Another order has other places. */
function placeOf(cursor: string, sort: SearchDirectory['sort']): Place {
  const decoded = decodeCursor(cursor, Cursor)
  if (decoded?.[0] !== sort || (sort === 'distance') !== (decoded[1] !== null))
    throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
  const [, beyond, after] = decoded
  return beyond === null ? { after } : { beyond, after }
}

export const readDirectoryEntry = query({
  name: 'directory.readDirectoryEntry',
  summary: 'Read what a person shows to you, and how to reach them',
  permission: 'anyone',
  input: PersonReference,
  output: ShownPerson,
  http: { method: 'get', path: '/directory/:personId' },
  run: ({ ask }, { personId }) => ask(readShownPerson, { personId }),
})

const mostOffered = 100

/** The units that the form offers: one's own, and those right below the root. */
export const listOfferedUnits = query({
  name: 'directory.listOfferedUnits',
  summary: 'List the units that the directory can be narrowed to',
  permission: 'member',
  input: z.strictObject({ unitId: z.uuid().nullable() }),
  output: OfferedUnits,
  async run({ db, actor }, { unitId }) {
    const personId = personBehind(actor)
    return {
      items: await db.sql<OfferedUnits['items'][number]>(sql`
        SELECT u.unit_id AS id, u.name, c.unit_id IS NOT NULL AS "hasPlace" FROM unit_places u
        LEFT JOIN unit_centres c ON c.tenant_id = u.tenant_id AND c.unit_id = u.unit_id
        WHERE u.tenant_id = ${actor.tenantId}::uuid AND u.status = 'open' AND (u.parent_id = ${actor.tenantId}::uuid OR u.unit_id = ${unitId}::uuid
          OR u.unit_id IN (SELECT m.unit_id FROM unit_members m
            WHERE m.tenant_id = ${actor.tenantId}::uuid AND m.person_id = ${personId}::uuid AND m.ended_at IS NULL))
        ORDER BY u.unit_id IS DISTINCT FROM ${unitId}::uuid, u.name, u.unit_id LIMIT ${mostOffered}`),
    }
  },
})
