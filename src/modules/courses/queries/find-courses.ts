import { z } from 'zod'
import { invalid } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import { FindCourses, FoundCourses } from '../contract.ts'
import { countFound, keyFits, readFound } from '../find-row.ts'
import { query } from '../room.ts'
import { toSummary } from '../views.ts'

const Cursor = z.tuple([z.string().max(20), z.string().max(200), z.uuid()])

export const findCourses = query({
  name: 'courses.findCourses',
  summary: 'Find courses that are offered to you',
  permission: 'anyone',
  input: FindCourses,
  output: FoundCourses,
  http: { method: 'get', path: '/courses' },
  cost: 3,
  async run({ db, actor, now, locale }, given) {
    // Nothing fits no words.
    const sort = given.sort === 'relevance' && given.search === '' ? 'newest' : given.sort
    const question = { actor, now, asked: { ...given, sort }, locale: locale() }
    const place = given.cursor === undefined ? null : decodeCursor(given.cursor, Cursor)
    if (place === undefined || (place && (place[0] !== sort || !keyFits(sort, place[1]))))
      throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
    const [rows, counts] = await Promise.all([
      readFound(db.sql, question, place && { key: place[1], after: place[2] }),
      given.counts ? countFound(db.sql, question) : undefined,
    ])
    const page = rows.slice(0, given.limit)
    const last = page.at(-1)
    return {
      items: page.map(toSummary),
      nextCursor: rows.length > given.limit && last ? encodeCursor([sort, last.key, last.id]) : null,
      ...(counts && { counts }),
    }
  },
})
