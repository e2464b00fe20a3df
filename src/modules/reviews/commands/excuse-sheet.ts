import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { ExcuseSheet, SavedSheet } from '../contract.ts'
import { whileMarking } from '../policy.ts'
import { command } from '../room.ts'
import { findOwnSheet } from '../sheet-row.ts'

export const excuseSheet = command({
  name: 'reviews.excuseSheet',
  summary: 'Say that you stand too close to an applicant: you review this one application no more',
  permission: 'member',
  input: ExcuseSheet,
  output: SavedSheet,
  http: { method: 'post', path: '/review-sheets/:sheetId/conflict' },
  severity: 'notable',
  target: ({ tx, ...asking }, { sheetId }) => findOwnSheet(tx.sql, asking, sheetId, { locked: true }),
  rule: whileMarking,
  async run({ tx, actor, now, record }, { sheetId, reason }, { tenantId, projectId, applicationId, sheet }) {
    const personId = personOf(actor)
    const id = newId(now.getTime())
    await tx.reviewConflict.create({
      data: {
        id,
        tenantId,
        projectId,
        applicationId,
        personId,
        reason,
        declaredBy: personId,
        declaredAt: now,
      },
    })
    const version = sheet.version + 1
    await tx.reviewSheet.update({ where: { id: sheetId }, data: { status: 'excused', version } })
    record({ type: 'reviewConflict', id }, null, { projectId, applicationId, personId, reason })
    return { sheetId, projectId, version }
  },
})
