import { invalid } from '../../../platform/errors.ts'
import { SavedSheet, SheetReference } from '../contract.ts'
import { pointsOf, unmarked } from '../marks.ts'
import { whileMarking } from '../policy.ts'
import { noRubric } from '../review.ts'
import { criteriaOf } from '../review-row.ts'
import { command } from '../room.ts'
import { totalOf } from '../scoring.ts'
import { findOwnSheet } from '../sheet-row.ts'

export const handInSheet = command({
  name: 'reviews.handInSheet',
  summary:
    'Hand in what you make of an application: it is not changed any more, and you see what others made of it',
  permission: 'member',
  input: SheetReference,
  output: SavedSheet,
  http: { method: 'post', path: '/review-sheets/:sheetId/handing-in' },
  severity: 'notable',
  target: ({ tx, ...asking }, { sheetId }) => findOwnSheet(tx.sql, asking, sheetId, { locked: true }),
  rule: whileMarking,
  async run({ tx, now, record }, { sheetId }, own) {
    const { marks } = own.sheet.marks
    const criteria = await criteriaOf(tx.sql, own)
    const lacking = unmarked(criteria, marks)
    if (lacking.length > 0) throw invalid(lacking.map((fault) => ({ ...fault, message: '' })))
    const total = totalOf(criteria, pointsOf(marks))
    if (total === null) throw noRubric()
    const version = own.sheet.version + 1
    const written = { status: 'handedIn', total, handedInAt: now }
    await tx.reviewSheet.update({ where: { id: sheetId }, data: { ...written, version } })
    record({ type: 'reviewSheet', id: sheetId }, { status: 'open' }, written)
    return { sheetId, projectId: own.projectId, version }
  },
})
