import { z } from 'zod'
import { invalid } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import { readShownCompany, ShownCompany } from '../../companies/index.ts'
import { dayOf } from '../../people/index.ts'
import { type CompanyPlace, readCompanies } from '../company-row.ts'
import { CompaniesPage, CompanyReference, SearchCompanies } from '../contract.ts'
import { placeAsked } from '../place-row.ts'
import { query } from '../room.ts'

const Cursor = z.tuple([z.enum(['name', 'distance']), z.number().nullable(), z.uuid()])

export const searchCompanies = query({
  name: 'directory.searchCompanies',
  summary: 'Find companies of the association that show themselves to you',
  permission: 'anyone',
  input: SearchCompanies,
  output: CompaniesPage,
  http: { method: 'get', path: '/directory/companies' },
  cost: 5,
  async run({ db, actor, now, locale }, asked) {
    const place = asked.cursor === undefined ? null : placeOf(asked.cursor, asked.sort)
    const from = await placeAsked(db.sql, asked, actor)
    const today = dayOf(now, actor.kind === 'account' ? actor.timeZone : null)
    const rows = await readCompanies(db.sql, { actor, now, today, asked, from, locale: locale() }, place)
    const page = rows.slice(0, asked.limit)
    const last = page.at(-1)
    return {
      items: page.map((entry) => ({ ...entry, kilometres: rounded(entry.kilometres) })),
      nextCursor:
        rows.length > asked.limit && last
          ? encodeCursor([asked.sort, asked.sort === 'distance' ? last.kilometres : null, last.companyId])
          : null,
    }
  },
})

function rounded(kilometres: number | null): number | null {
  return kilometres === null ? null : Math.round(kilometres * 10) / 10
}

/** Another order has other places. */
function placeOf(cursor: string, sort: SearchCompanies['sort']): CompanyPlace {
  const decoded = decodeCursor(cursor, Cursor)
  if (decoded?.[0] !== sort || (sort === 'distance') !== (decoded[1] !== null))
    throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
  return { beyond: decoded[1], after: decoded[2] }
}

export const readCompanyEntry = query({
  name: 'directory.readCompanyEntry',
  summary: 'Read what a company shows to you',
  permission: 'anyone',
  input: CompanyReference,
  output: ShownCompany,
  http: { method: 'get', path: '/directory/companies/:companyId' },
  run: ({ ask }, { companyId }) => ask(readShownCompany, { companyId }),
})
