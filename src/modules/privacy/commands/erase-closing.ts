import { sql } from '../../../platform/db/sql.ts'
import { eraseSubject } from '../../../platform/slots/erase-subject.ts'
import { lockClosing, lockPeopleOf, objectionsOf } from '../closing-row.ts'
import { ClosingReference, Erased } from '../contract.ts'
import { notDue } from '../errors.ts'
import { command } from '../room.ts'
import { lockSubjects } from '../subject-row.ts'

/**
 * The end: each room erases what it keeps, in this transaction, and the account goes last. Who came back meanwhile, or
 * who has become somebody whom the association cannot lose, stays.
 */
export const eraseClosing = command({
  name: 'privacy.eraseClosing',
  summary: 'Erase somebody whose time for second thoughts is over',
  permission: 'system',
  input: ClosingReference,
  output: Erased,
  severity: 'critical',
  target: ({ tx }, { closingId }) => lockClosing(tx.sql, closingId),
  async run(context, _input, closing) {
    const { tx, now, slots, record } = context
    if (closing.undoneAt || closing.erasedAt) return { people: 0, account: false }
    if (closing.dueAt > now) throw notDue()
    const subjects =
      closing.personId === null
        ? closing.accountId === null
          ? []
          : await lockPeopleOf(tx.sql, closing.accountId)
        : await lockSubjects(tx.sql, [closing.personId], sql`true`)
    for (const subject of subjects) {
      const [objection] = await objectionsOf(tx.sql, slots, subject, now)
      if (objection) throw objection
    }
    for (const subject of subjects) {
      await eraseSubject(context, 'person', subject)
      record({ type: 'person', id: subject.personId }, {}, null)
    }
    const account = closing.personId === null && closing.accountId !== null
    if (account) {
      const { accountId } = closing
      await eraseSubject(context, 'account', { accountId, personId: nobody, tenantId: nobody })
      record({ type: 'account', id: accountId as string }, {}, null)
    }
    await tx.closing.update({ where: { id: closing.id }, data: { erasedAt: now } })
    return { people: subjects.length, account }
  },
})

/** What belongs to an account belongs to no person. */
const nobody = '00000000-0000-0000-0000-000000000000'
