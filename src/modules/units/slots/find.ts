import { sql } from '../../../platform/db/sql.ts'
import type { Translated } from '../../../platform/presentation/translated.ts'
import { inReaders, quote, say } from '../../../platform/presentation/words.ts'
import type { Findable } from '../../../platform/slots/find.ts'
import { visibleUnits } from '../policy.ts'

const units: Findable = {
  name: 'units.units',
  title: say('units.find.title'),
  icon: 'units',
  order: 20,
  permission: 'units.read',
  async find(run, { matches, limit }, actor, now) {
    const rows = await run<{ id: string; name: string; code: string | null; kindLabel: Translated }>(sql`
      SELECT u.id, u.name, u.code, k.label AS "kindLabel" FROM units u
      JOIN unit_kinds k ON k.tenant_id = u.tenant_id AND k.key = u.kind
      WHERE u.status = 'open' AND ${visibleUnits(actor, now)} AND (${matches('u.name')} OR ${matches("coalesce(u.code, '')")})
      ORDER BY char_length(u.name), u.name, u.id LIMIT ${limit}`)
    return rows.map(({ id, name, code, kindLabel }) => ({
      id,
      title: quote(code === null ? name : `${name} (${code})`),
      href: `/units/${id}`,
      note: inReaders(kindLabel),
    }))
  },
}

export const find: readonly Findable[] = [units]
