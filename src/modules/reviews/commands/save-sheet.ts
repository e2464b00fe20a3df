import { invalid } from '../../../platform/errors.ts'
import { SavedSheet, SaveSheet } from '../contract.ts'
import { marksFaults } from '../marks.ts'
import { whileMarking } from '../policy.ts'
import { criteriaOf } from '../review-row.ts'
import { command } from '../room.ts'
import { findOwnSheet } from '../sheet-row.ts'
import { handInSheet } from './hand-in-sheet.ts'

export const saveSheet = command({
  name: 'reviews.saveSheet',
  summary: 'Keep the points and notes that you give to an application, and hand them in with handIn',
  permission: 'member',
  input: SaveSheet,
  output: SavedSheet,
  http: { method: 'put', path: '/review-sheets/:sheetId' },
  target: ({ tx, ...asking }, { sheetId }) => findOwnSheet(tx.sql, asking, sheetId, { locked: true }),
  rule: whileMarking,
  async run({ tx, call, record }, { sheetId, marks, note, handIn }, own) {
    const faults = marksFaults(await criteriaOf(tx.sql, own), marks)
    if (faults.length > 0) throw invalid(faults.map((fault) => ({ ...fault, message: '' })))
    const version = own.sheet.version + 1
    await tx.reviewSheet.update({ where: { id: sheetId }, data: { marks: { v: 1, marks }, note, version } })
    record({ type: 'reviewSheet', id: sheetId }, { version: own.sheet.version }, { version, marks, note })
    return handIn ? await call(handInSheet, { sheetId }) : { sheetId, projectId: own.projectId, version }
  },
})
