import { z } from 'zod'
import { empty, sql } from '../../../platform/db/sql.ts'
import { TermsOfThoseWhoLeft } from '../contract.ts'
import { query } from '../room.ts'

/** In these nobody comes back to their seat; who is suspended or lapsed keeps it, and it waits. */
const leftForGood = ['resigned', 'expelled', 'deceased', 'closed']

const atOnce = 500

/** What there is to end: of one person, or, by the clock, of all whose leaving was decided for a day that has come. */
export const listTermsOfThoseWhoLeft = query({
  name: 'positions.listTermsOfThoseWhoLeft',
  summary: 'List the terms that go on though their holder has left the association',
  permission: 'system',
  input: z.strictObject({ personId: z.uuid().nullable() }),
  output: TermsOfThoseWhoLeft,
  run: async ({ db, actor, now }, { personId }) => ({
    items: await db.sql<TermsOfThoseWhoLeft['items'][number]>(sql`
      SELECT t.id AS "termId", t.tenant_id AS "tenantId" FROM terms t
      JOIN person_standings s ON s.tenant_id = t.tenant_id AND s.person_id = t.person_id
      WHERE s.standing = ANY(${leftForGood}) AND s.starts_at <= ${now} AND (s.ends_at IS NULL OR s.ends_at > ${now})
        AND (t.ends_at IS NULL OR t.ends_at > greatest(t.starts_at, ${now}))
        AND (${actor.tenantId}::uuid IS NULL OR t.tenant_id = ${actor.tenantId}::uuid)
        ${personId === null ? empty : sql`AND t.person_id = ${personId}::uuid`}
      ORDER BY t.id LIMIT ${atOnce}`),
  }),
})
