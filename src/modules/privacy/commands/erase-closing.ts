import { sql } from '../../../platform/db/sql.ts'
import { eraseAccount, erasePersons } from '../../../platform/slots/erase.ts'
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
    // An account may be somebody in several associations.
    for (const { tenantId, personId } of subjects) {
      await erasePersons(context, { tenantId, personIds: [personId] })
      record({ type: 'person', id: personId }, {}, null)
    }
    const accountId = closing.personId === null ? closing.accountId : null
    if (accountId !== null) {
      await eraseAccount(context, accountId)
      record({ type: 'account', id: accountId }, {}, null)
    }
    await tx.closing.update({ where: { id: closing.id }, data: { erasedAt: now } })
    return { people: subjects.length, account: accountId !== null }
  },
})
