import { z } from 'zod'
import { invalid } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import type { Position } from '../../people/index.ts'
import { FindProjects, FoundProjects } from '../contract.ts'
import { countFound, type Place, readFound } from '../find-row.ts'
import { contractorFor } from '../match-row.ts'
import { query } from '../room.ts'
import { toSummary } from '../views.ts'
import { positionOf } from '../where-row.ts'

const Cursor = z.tuple([z.string().max(20), z.string().max(60), z.uuid()])

export const findProjects = query({
  name: 'projects.findProjects',
  summary: 'Find projects that are offered to you',
  permission: 'anyone',
  input: FindProjects,
  output: FoundProjects,
  http: { method: 'get', path: '/projects' },
  cost: 3,
  async run({ db, actor, now, locale, text }, asked) {
    const from = asked.near ? await positionOf(db.sql, actor, asked.near) : null
    const sort = orderAsked(asked, from)
    const whom = asked.for ?? (sort === 'match' ? 'me' : null)
    const contractor = whom === null ? null : await contractorFor(db.sql, actor, whom)
    const place = asked.cursor === undefined ? null : placeOf(asked.cursor, sort)
    const question = { actor, now, asked: { ...asked, sort }, from, contractor, locale: locale() }
    const [rows, counts] = await Promise.all([
      readFound(db.sql, question, place),
      asked.counts ? countFound(db.sql, question) : undefined,
    ])
    const page = rows.slice(0, asked.limit)
    const last = page.at(-1)
    return {
      items: page.map((row) => toSummary(row, now, text)),
      nextCursor: rows.length > asked.limit && last ? encodeCursor([sort, last.key, last.id]) : null,
      ...(counts && { counts }),
    }
  },
})

/** Nothing is nearest to nowhere, and nothing fits no words. */
function orderAsked({ sort, search }: FindProjects, from: Position | null): FindProjects['sort'] {
  if (sort === 'distance' && from === null)
    throw invalid([{ pointer: '/near', code: 'required', message: '' }])
  return sort === 'relevance' && search === '' ? 'newest' : sort
}

/** Another order has other places. */
function placeOf(cursor: string, sort: FindProjects['sort']): Place {
  const decoded = decodeCursor(cursor, Cursor)
  if (decoded?.[0] !== sort || !fits(sort, decoded[1]))
    throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
  return { key: decoded[1], after: decoded[2] }
}

/** A key that the database could not read is no place. */
function fits(sort: FindProjects['sort'], key: string): boolean {
  if (sort === 'match') return /^\d{1,3}$/.test(key)
  if (sort === 'budget') return /^-?\d{1,18}$/.test(key)
  if (sort === 'relevance' || sort === 'distance') return /^\d{1,9}(\.\d{1,20})?(e[+-]\d{1,2})?$/.test(key)
  return (
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(key) &&
    !Number.isNaN(Date.parse(key.replace('+00', 'Z')))
  )
}
