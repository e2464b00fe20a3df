import { sql } from '../../../platform/db/sql.ts'
import { pathsWith } from '../../../platform/policy/actor.ts'
import { quote, say } from '../../../platform/presentation/words.ts'
import type { Findable } from '../../../platform/slots/find.ts'

/** Staff find people of their units by the number on their card. */
const numbers: Findable = {
  name: 'membership.numbers',
  title: say('membership.numbers.title'),
  icon: 'people',
  order: 15,
  permission: 'membership.read',
  async find(run, { matches, limit }, actor, now) {
    const rows = await run<{ id: string; name: string; number: string }>(sql`
      SELECT p.person_id AS id, p.display_name AS name, n.number FROM person_numbers n
      JOIN people p ON p.tenant_id = n.tenant_id AND p.person_id = n.person_id
      WHERE n.tenant_id = ${actor.tenantId}::uuid AND ${matches('n.number')} AND EXISTS (
        SELECT 1 FROM unit_places u WHERE u.path <@ ANY(${pathsWith(actor, 'membership.read', now)}::ltree[])
          AND (u.unit_id = p.tenant_id OR EXISTS (SELECT 1 FROM unit_members m WHERE m.tenant_id = p.tenant_id
            AND m.person_id = p.person_id AND m.unit_id = u.unit_id AND m.ended_at IS NULL)))
      ORDER BY n.number, p.person_id LIMIT ${limit}`)
    return rows.map(({ id, name, number }) => ({
      id,
      title: quote(name),
      href: `/people/${id}/standing`,
      note: quote(number),
    }))
  },
}

export const find: readonly Findable[] = [numbers]
