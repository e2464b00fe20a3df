import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { beginClosing, objectionsOf } from '../closing-row.ts'
import { ClosingReply, Confirmed } from '../contract.ts'
import { command } from '../room.ts'
import { lockSubjects } from '../subject-row.ts'

/** One association, while the account and what it is elsewhere stay. */
export const leaveAssociation = command({
  name: 'privacy.leaveAssociation',
  summary: 'Leave this association, when the time for second thoughts is over',
  permission: 'person',
  whileStopped: ['closing'],
  input: Confirmed,
  output: ClosingReply,
  http: { method: 'post', path: '/me/departure', status: 202 },
  severity: 'critical',
  stepUp: true,
  target: async ({ tx, actor }) => (await lockSubjects(tx.sql, [personOf(actor)], sql`true`))[0] ?? null,
  async run(context, _input, subject) {
    const { tx, now, slots } = context
    const [objection] = await objectionsOf(tx.sql, slots, subject, now)
    if (objection) throw objection
    return beginClosing(context, { tenantId: subject.tenantId, personId: subject.personId })
  },
})
