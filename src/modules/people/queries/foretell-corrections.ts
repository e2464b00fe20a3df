import { sql } from '../../../platform/db/sql.ts'
import { CorrectionsForetold, CorrectPeople } from '../contract.ts'
import { type Correctable, type CorrectedPart, correctionOf } from '../correction.ts'
import { query } from '../room.ts'

/** For rooms that show a list before they bring it in: what `correctPeople` would change, from what to what. */
export const foretellCorrections = query({
  name: 'people.foretellCorrections',
  summary: 'Say which names and phones of people without an account would change',
  permission: 'people.read',
  input: CorrectPeople,
  output: CorrectionsForetold,
  async run({ db, actor }, { people }) {
    const ids = people.map(({ personId }) => personId)
    const entries = await db.sql<Correctable & { personId: string }>(sql`
      SELECT p.id AS "personId", p.given_name AS "givenName", p.family_name AS "familyName", p.patronymic, p.native_name AS "nativeName", p.phone
      FROM persons p WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.id = ANY(${ids}::uuid[]) AND p.deleted_at IS NULL AND p.account_id IS NULL`)
    const byId = new Map(entries.map((entry) => [entry.personId, entry]))
    return {
      changes: people.flatMap(({ personId, ...said }) => {
        const entry = byId.get(personId)
        if (!entry) return []
        const parts = Object.entries(correctionOf(entry, said)) as Array<[CorrectedPart, string | null]>
        return parts.map(([part, after]) => ({ personId, part, before: entry[part], after }))
      }),
    }
  },
})
