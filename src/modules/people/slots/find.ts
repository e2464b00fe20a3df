import { sql } from '../../../platform/db/sql.ts'
import { quote, say } from '../../../platform/presentation/words.ts'
import type { Findable } from '../../../platform/slots/find.ts'
import { sightOf } from '../policy.ts'

const people: Findable = {
  name: 'people.people',
  title: say('people.find.title'),
  icon: 'people',
  order: 10,
  permission: 'member',
  async find(run, { matches, limit }, actor, now) {
    const rows = await run<{ id: string; name: string; title: string | null }>(sql`
      SELECT p.id, p.display_name AS name, p.title FROM persons p
      WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.deleted_at IS NULL
        AND ${matches(`concat_ws(' ', p.display_name, p.native_name)`)} AND ${sightOf(actor, now)} IS NOT NULL
      ORDER BY p.sort_name, p.id LIMIT ${limit}`)
    return rows.map(({ id, name, title }) => ({
      id,
      title: quote(name),
      href: `/people/${id}`,
      note: title === null ? null : quote(title),
    }))
  },
}

export const find: readonly Findable[] = [people]
