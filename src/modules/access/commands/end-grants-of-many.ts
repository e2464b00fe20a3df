import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { EndGrantsOfMany } from '../contract.ts'
import { grantEnded } from '../facts.ts'
import { command } from '../room.ts'
import { endGrant } from './end-grant.ts'

/** For rooms that answer for who takes what themselves. Those that are over already are passed over. */
export const endGrantsOfMany = command({
  name: 'access.endGrantsOfMany',
  summary: 'Take roles back from many people, in one statement',
  permission: 'system',
  input: EndGrantsOfMany,
  output: z.strictObject({ ended: z.int() }),
  severity: 'critical',
  async run({ tx, actor, now, record, emit, call }, { grantIds }) {
    const ended = await tx.sql<{
      grantId: string
      personId: string
      wasUntil: Date | null
      endsAt: Date
    }>(sql`
      UPDATE grants g SET ends_at = greatest(g.starts_at, ${now}) FROM (
        SELECT id, ends_at FROM grants WHERE tenant_id = ${actor.tenantId}::uuid AND id = ANY(${grantIds}::uuid[])
          AND role <> 'administrator' AND (ends_at IS NULL OR ends_at > greatest(starts_at, ${now})) ORDER BY id FOR UPDATE) b
      WHERE g.id = b.id RETURNING g.id AS "grantId", g.person_id AS "personId", b.ends_at AS "wasUntil", g.ends_at AS "endsAt"`)
    for (const { grantId, personId, wasUntil, endsAt } of ended) {
      record({ type: 'grant', id: grantId }, { personId, endsAt: wasUntil }, { personId, endsAt })
      emit(grantEnded, { grantId, personId })
    }
    // Of those who run the association one after the other: it keeps one.
    const administrators = await tx.sql<{ id: string }>(sql`
      SELECT id FROM grants WHERE tenant_id = ${actor.tenantId}::uuid AND id = ANY(${grantIds}::uuid[]) AND role = 'administrator'
        AND (ends_at IS NULL OR ends_at > ${now}) ORDER BY id`)
    for (const { id } of administrators) await call(endGrant, { grantId: id })
    return { ended: ended.length + administrators.length }
  },
})
