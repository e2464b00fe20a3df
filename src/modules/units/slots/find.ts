import { sql } from '../../../platform/db/sql.ts'
import { quote, say } from '../../../platform/presentation/words.ts'
import type { Findable } from '../../../platform/slots/find.ts'
import { visibleUnits } from '../policy.ts'
import type { UnitKind } from '../unit.ts'

const units: Findable = {
  name: 'units.units',
  title: say('units.all.title'),
  icon: 'units',
  order: 20,
  permission: 'units.read',
  async find(run, { matches, limit }, actor, now) {
    const rows = await run<{ id: string; name: string; kind: UnitKind }>(sql`
      SELECT u.id, u.name, u.kind FROM units u
      WHERE u.status = 'open' AND ${visibleUnits(actor, now)} AND ${matches('u.name')}
      ORDER BY char_length(u.name), u.name, u.id LIMIT ${limit}`)
    return rows.map(({ id, name, kind }) => ({
      id,
      title: quote(name),
      href: `/units/${id}`,
      note: say(`units.kinds.${kind}`),
    }))
  },
}

export const find: readonly Findable[] = [units]
