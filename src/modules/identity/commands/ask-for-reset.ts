import { sql } from '../../../platform/db/sql.ts'
import { askedForSecondStep } from '../challenge.ts'
import { Nothing } from '../contract.ts'
import { askFor, lockResets, type Place, placesOfStaff } from '../reset-row.ts'
import { command } from '../room.ts'
import { tellWhose } from '../session.ts'

/**
 * Whoever has taken the first step, and has lost the second one with all recovery codes. Nothing happens to the account
 * yet: staff are asked, and the owner hears of it.
 */
export const askForReset = command({
  name: 'identity.askForReset',
  summary: 'Ask the association for help with a second step that is lost, after the password or a code',
  permission: 'anyone',
  input: Nothing,
  output: Nothing,
  http: { method: 'post', path: '/sign-in/second-step/help', status: 202 },
  severity: 'critical',
  limits: [{ by: 'address', count: 20, seconds: 3600 }],
  idempotent: false,
  async run(context) {
    const { tx, actor, now } = context
    const accountId = await askedForSecondStep(context)
    const known = await lockResets(tx.sql, accountId)
    const staff = await placesOfStaff(tx.sql, accountId, now)
    const places = staff.length > 0 ? staff : await placesOf(accountId)
    await tellWhose(context, accountId, null)
    for (const place of places) await askFor(context, accountId, place, known, 'asked')
    return {}

    /** Where they want to sign in; else, where no host name says it, the first association that they belong to. */
    function placesOf(id: string): Promise<Place[]> {
      return tx.sql<Place>(sql`
        SELECT tenant_id AS "tenantId", person_id AS "personId" FROM people WHERE account_id = ${id}::uuid
        ORDER BY tenant_id IS NOT DISTINCT FROM ${actor.tenantId}::uuid DESC, person_id LIMIT 1`)
    }
  },
})
