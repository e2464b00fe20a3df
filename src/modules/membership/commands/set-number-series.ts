import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { NumberSeriesReply, SetNumberSeries } from '../contract.ts'
import { countWithoutNumber, exampleOf, findSeries, lockRoot } from '../number-row.ts'
import { command } from '../room.ts'

/** Numbers that were given stay as they are. The count goes on upwards, so that none comes twice. */
export const setNumberSeries = command({
  name: 'membership.setNumberSeries',
  summary: 'Say how membership numbers look, and which comes next',
  permission: 'membership.numbers',
  input: SetNumberSeries,
  output: NumberSeriesReply,
  http: { method: 'put', path: '/membership-numbers/series' },
  severity: 'notable',
  target: ({ tx, actor }) => findSeries(tx.sql, actor.tenantId, lockRoot),
  async run({ tx, actor, now, record }, { nextNumber: wished, ...look }, { series }) {
    const tenantId = actor.tenantId as string
    const nextNumber = wished ?? series?.nextNumber ?? 1
    // One that is given at this moment counts on meanwhile: what is written is never less than what is there.
    const [written] = await tx.sql<{ nextNumber: number; version: number }>(sql`
      INSERT INTO number_series AS s (tenant_id, prefix, with_year, digits, next_number, version, updated_at)
      VALUES (${tenantId}::uuid, ${look.prefix}, ${look.withYear}, ${look.digits}, ${nextNumber}, 1, ${now})
      ON CONFLICT (tenant_id) DO UPDATE SET prefix = excluded.prefix, with_year = excluded.with_year, digits = excluded.digits,
        next_number = greatest(s.next_number, excluded.next_number), version = s.version + 1, updated_at = excluded.updated_at
      RETURNING next_number AS "nextNumber", version`)
    if (!written) throw new Error('The series was neither made nor changed.')
    if (wished !== null && wished < written.nextNumber)
      throw invalid([{ pointer: '/nextNumber', code: 'membership.error.numberPassed', message: '' }])
    const changed = { ...look, ...written }
    record({ type: 'numberSeries', id: tenantId }, series, changed)
    return {
      series: changed,
      next: exampleOf(changed, now),
      without: await countWithoutNumber(tx.sql, tenantId, now),
    }
  },
})
