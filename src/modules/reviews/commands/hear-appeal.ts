import { sql } from '../../../platform/db/sql.ts'
import { personBehind, system } from '../../../platform/policy/actor.ts'
import { reopenApplication } from '../../applications/index.ts'
import { lockAppeal } from '../appeal-row.ts'
import { HearAppeal, HeardAppeal } from '../contract.ts'
import { appealHeard } from '../facts.ts'
import { ifOpenAndDecidedByOthers, overseenApplications } from '../policy.ts'
import { isWeighing } from '../review.ts'
import { command } from '../room.ts'

export const hearAppeal = command({
  name: 'reviews.hearAppeal',
  summary:
    'Answer an appeal: where it is upheld, its application is weighed again. Whoever had to do with the decision cannot',
  permission: 'reviews.manage',
  input: HearAppeal,
  output: HeardAppeal,
  http: { method: 'post', path: '/appeals/:appealId/hearing' },
  severity: 'critical',
  target: ({ tx, ...asking }, { appealId }) =>
    lockAppeal(tx.sql, asking, appealId, overseenApplications(asking.actor, asking.now)),
  rule: ifOpenAndDecidedByOthers,
  async run({ tx, actor, now, record, emit, call }, { appealId, isUpheld, answer }, row) {
    const { tenantId, applicationId, applicationStatus, status, decision } = row
    const heardBy = personBehind(actor)
    const written = { status: isUpheld ? 'upheld' : 'dismissed', answer, heardBy, heardAt: now }
    await tx.appeal.update({ where: { id: appealId }, data: written })
    record({ type: 'appeal', id: appealId }, { status: 'open' }, written)
    // An award stands, and of a project that was cancelled nothing is decided any more: that is answered, and no more.
    if (isUpheld && applicationStatus !== 'awarded' && isWeighing(status)) {
      await tx.sql(sql`
        UPDATE review_decisions SET status = 'superseded' WHERE tenant_id = ${tenantId}::uuid AND id = ${decision.id}::uuid`)
      await call(reopenApplication, { applicationId }, { as: system('an appeal is upheld', tenantId) })
    }
    emit(appealHeard, { appealId })
    return { appealId, applicationId }
  },
})
