import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { refusalInWords } from '../../../platform/run/refusal-words.ts'
import { objectionsOf } from '../closing-row.ts'
import { ClosingLetter, ClosingReference, MyData, Nothing } from '../contract.ts'
import { query } from '../room.ts'

export const readMyData = query({
  name: 'privacy.readMyData',
  summary: 'Read whether you are leaving, and what stands in the way of it',
  permission: 'person',
  input: Nothing,
  output: MyData,
  http: { method: 'get', path: '/me/departure' },
  async run({ db, actor, now, slots, services, text }) {
    const personId = personOf(actor)
    const [associations, [departure]] = await Promise.all([
      db.sql<{ name: string; tenantId: string }>(sql`
        SELECT t.name, t.unit_id AS "tenantId" FROM people p JOIN unit_places t ON t.unit_id = p.tenant_id
        WHERE p.account_id = (SELECT o.account_id FROM people o WHERE o.person_id = ${personId}::uuid) ORDER BY t.name`),
      db.sql<{ dueAt: Date }>(
        sql`SELECT due_at AS "dueAt" FROM departures WHERE person_id = ${personId}::uuid`,
      ),
    ])
    const subject = {
      personId,
      tenantId: actor.tenantId ?? '',
      accountId: actor.kind === 'account' ? actor.accountId : null,
    }
    const objections = await objectionsOf(db.sql, slots, subject, now)
    return {
      leavesAt: departure?.dueAt ?? null,
      graceDays: services.config.CLOSING_GRACE_DAYS,
      associations: associations.map(({ name }) => name),
      objections: objections.map((error) => ({ code: error.code, text: refusalInWords(error, text) })),
    }
  },
})

export const readClosingLetter = query({
  name: 'privacy.readClosingLetter',
  summary: 'What the mail to somebody who leaves says',
  permission: 'system',
  input: ClosingReference,
  output: ClosingLetter,
  async run({ db }, { closingId }) {
    const [closing] = await db.sql<{
      whole: boolean
      dueAt: Date
      accountId: string
      associationName: string | null
    }>(sql`
      SELECT c.person_id IS NULL AS whole, c.due_at AS "dueAt", coalesce(c.account_id, p.account_id) AS "accountId", t.name AS "associationName"
      FROM closings c LEFT JOIN people p ON p.person_id = c.person_id LEFT JOIN unit_places t ON t.unit_id = c.tenant_id
      WHERE c.id = ${closingId}::uuid AND c.undone_at IS NULL AND coalesce(c.account_id, p.account_id) IS NOT NULL`)
    return closing ?? null
  },
})
