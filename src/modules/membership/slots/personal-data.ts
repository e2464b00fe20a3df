import type { RunSql } from '../../../platform/db/database.ts'
import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData, Subject } from '../../../platform/slots/personal-data.ts'
import { isWaiting, type Standing, standingOfMembers } from '../standing.ts'

interface Stand {
  standing: Standing
  /** Whether anybody ever decided how they stand. */
  isDecided: boolean
}

/**
 * One human being stands in one way. That of the kept entry counts, unless the other one is held back and it is not: nobody gets
 * rid of a suspension by a second entry. Whoever only waits to be let in gives way to whatever was decided about the other entry.
 * `alone`: what the other entry has is dropped, though nothing was ever decided about the kept one.
 */
async function standingsOfTwo(
  run: RunSql,
  { from, into }: { from: Subject; into: Subject },
  now: Date,
): Promise<{ spare: Stand; kept: Stand; stays: 'kept' | 'spare' | 'alone' }> {
  const rows = await run<Stand & { personId: string }>(sql`
    SELECT person_id AS "personId", true AS "isDecided", coalesce(
      min(standing) FILTER (WHERE starts_at <= ${now} AND (ends_at IS NULL OR ends_at > ${now})), ${standingOfMembers}) AS standing
    FROM standings WHERE tenant_id = ${into.tenantId}::uuid AND person_id = ANY(${[from.personId, into.personId]}::uuid[])
      AND withdrawn_at IS NULL GROUP BY person_id`)
  const standOf = ({ personId }: Subject) =>
    rows.find((row) => row.personId === personId) ?? { standing: standingOfMembers, isDecided: false }
  const [spare, kept] = [standOf(from), standOf(into)]
  const [spareWaits, keptWaits] = [isWaiting(spare.standing), isWaiting(kept.standing)]
  if (spareWaits !== keptWaits) return { spare, kept, stays: keptWaits ? 'spare' : 'alone' }
  const isHeldBack = spare.standing !== standingOfMembers && kept.standing === standingOfMembers
  return { spare, kept, stays: isHeldBack ? 'spare' : 'kept' }
}

export const personalData: PersonalData = {
  tables: [
    {
      table: 'join_requests',
      title: say('membership.joinRequests.mine'),
      of: 'person',
      columns: ['person_id', 'decided_by'],
      purpose: 'says who asked to belong to a unit, and who answered',
      ground: 'contract',
      kept: 'for good, without what was written: the memberships rest on it',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT p.name AS unit, r.state, r.message, r.answer, r.requested_at AS "requestedAt", r.decided_at AS "decidedAt"
          FROM join_requests r JOIN unit_places p ON p.tenant_id = r.tenant_id AND p.unit_id = r.unit_id
          WHERE r.tenant_id = ${tenantId}::uuid AND r.person_id = ${personId}::uuid ORDER BY r.id`),
      async erase({ tx, now }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE join_requests SET message = NULL, answer = NULL,
            state = CASE WHEN state = 'requested' THEN 'withdrawn' ELSE state END, decided_at = coalesce(decided_at, ${now})
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx, now }, { from, into }) {
        // Of two that wait at one unit one is enough.
        await tx.sql(sql`
          UPDATE join_requests r SET state = 'withdrawn', decided_at = ${now}
          WHERE r.tenant_id = ${from.tenantId}::uuid AND r.person_id = ${from.personId}::uuid AND r.state = 'requested'
            AND EXISTS (SELECT 1 FROM join_requests o WHERE o.tenant_id = r.tenant_id AND o.person_id = ${into.personId}::uuid
              AND o.unit_id = r.unit_id AND o.state = 'requested')`)
        for (const column of [sql`person_id`, sql`decided_by`])
          await tx.sql(sql`
            UPDATE join_requests SET ${column} = ${into.personId}::uuid
            WHERE tenant_id = ${from.tenantId}::uuid AND ${column} = ${from.personId}::uuid`)
      },
    },
    {
      table: 'classifications',
      title: say('membership.classes.link'),
      of: 'person',
      columns: ['person_id', 'decided_by'],
      purpose: 'says of which grade and type somebody is, since when and why',
      ground: 'contract',
      kept: 'for good, without the reasons: what somebody was entitled to rests on it',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT k.facet, c.key, c.label, k.starts_at AS "startsAt", k.ends_at AS "endsAt", k.reason FROM classifications k
          JOIN member_classes c ON c.tenant_id = k.tenant_id AND c.id = k.class_id
          WHERE k.tenant_id = ${tenantId}::uuid AND k.person_id = ${personId}::uuid ORDER BY k.starts_at`),
      async erase({ tx, now }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE classifications SET reason = NULL, ends_at = coalesce(ends_at, greatest(starts_at, ${now}))
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx, now }, { from, into }) {
        // What the kept entry is stands; the other one's becomes history.
        await tx.sql(sql`
          UPDATE classifications k SET person_id = ${into.personId}::uuid,
            ends_at = CASE WHEN k.ends_at IS NULL AND EXISTS (SELECT 1 FROM classifications o WHERE o.tenant_id = k.tenant_id
              AND o.person_id = ${into.personId}::uuid AND o.facet = k.facet AND o.ends_at IS NULL) THEN greatest(k.starts_at, ${now}) ELSE k.ends_at END
          WHERE k.tenant_id = ${from.tenantId}::uuid AND k.person_id = ${from.personId}::uuid`)
        await tx.sql(sql`
          UPDATE classifications SET decided_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND decided_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'verifications',
      title: say('membership.verification.title'),
      of: 'person',
      columns: ['person_id', 'verified_by', 'ended_by'],
      purpose: 'says how it is known who somebody is',
      ground: 'legitimate interest',
      kept: 'until the person is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT kind, service, note, verified_at AS "verifiedAt", ended_at AS "endedAt" FROM verifications
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY verified_at`),
      erase: async ({ tx }, { tenantId, personIds }) => {
        await tx.sql(
          sql`DELETE FROM verifications WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`,
        )
      },
      async merge({ tx }, { from, into }) {
        for (const column of [sql`person_id`, sql`verified_by`, sql`ended_by`])
          await tx.sql(sql`
            UPDATE verifications SET ${column} = ${into.personId}::uuid
            WHERE tenant_id = ${from.tenantId}::uuid AND ${column} = ${from.personId}::uuid`)
      },
    },
    {
      table: 'membership_numbers',
      title: say('membership.number'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'is the number of somebody in the association, on cards and papers',
      ground: 'contract',
      kept: 'for good, leading to an entry without a name: no number is given twice',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT number, given_at AS "givenAt", replaced_at AS "replacedAt" FROM membership_numbers
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY given_at`),
      erase: { not: 'it would be given to somebody else; by itself it leads to nobody' },
      async merge({ tx, now }, { from, into }) {
        await tx.sql(sql`
          UPDATE membership_numbers n SET person_id = ${into.personId}::uuid,
            replaced_at = CASE WHEN EXISTS (SELECT 1 FROM membership_numbers k WHERE k.tenant_id = n.tenant_id
              AND k.person_id = ${into.personId}::uuid AND k.replaced_at IS NULL) THEN coalesce(n.replaced_at, ${now}) ELSE n.replaced_at END
          WHERE n.tenant_id = ${from.tenantId}::uuid AND n.person_id = ${from.personId}::uuid`)
      },
    },
    {
      table: 'standings',
      title: say('membership.history'),
      of: 'person',
      columns: ['person_id', 'decided_by'],
      purpose: 'says how somebody stands in the association, since when and why',
      ground: 'legitimate interest',
      kept: 'for good, without the reasons: the audit refers to it',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT standing, starts_at AS "startsAt", ends_at AS "endsAt", reason, decided_at AS "decidedAt", withdrawn_at AS "withdrawnAt"
          FROM standings WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY starts_at, id`),
      async erase({ tx, now }, { tenantId, personIds }) {
        // A reason is free text about the person. What was planned does not come any more; the entry is closed for good.
        await tx.sql(sql`
          UPDATE standings SET reason = NULL, withdrawn_at = CASE WHEN starts_at > ${now} THEN coalesce(withdrawn_at, ${now}) ELSE withdrawn_at END
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
        await tx.sql(sql`
          UPDATE standings SET ends_at = ${now} WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])
            AND withdrawn_at IS NULL AND (ends_at IS NULL OR ends_at > ${now})`)
        await tx.sql(sql`
          INSERT INTO standings (id, tenant_id, person_id, standing, starts_at, decided_at)
          SELECT n.id, ${tenantId}::uuid, n.person_id, 'closed', ${now}, ${now}
          FROM unnest(${personIds.map(() => newId(now.getTime()))}::uuid[], ${personIds}::uuid[]) AS n(id, person_id)`)
      },
      async warnsOfMerge(run, between, now) {
        const { spare, kept, stays } = await standingsOfTwo(run, between, now)
        if (spare.standing === kept.standing) return []
        const standing = stays === 'spare' ? spare.standing : kept.standing
        return [say('membership.merge.becomes', { standing })]
      },
      async merge({ tx, now }, { from, into }) {
        const { kept, stays } = await standingsOfTwo(tx.sql, { from, into }, now)
        const dropped =
          stays === 'spare' ? into.personId : kept.isDecided || stays === 'alone' ? from.personId : null
        if (dropped !== null)
          await tx.sql(sql`
            UPDATE standings SET withdrawn_at = ${now}
            WHERE tenant_id = ${into.tenantId}::uuid AND person_id = ${dropped}::uuid AND withdrawn_at IS NULL`)
        await tx.sql(sql`
          UPDATE standings SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
        await tx.sql(sql`
          UPDATE standings SET decided_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND decided_by = ${from.personId}::uuid`)
      },
    },
  ],
}
