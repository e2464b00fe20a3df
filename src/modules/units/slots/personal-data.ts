import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'
import { stopLeadingUnits } from '../commands/stop-leading-units.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'transfers',
      title: say('units.transfer.mine'),
      of: 'person',
      columns: ['person_id', 'decided_by', 'requested_by'],
      purpose: 'says who asked to belong to another unit, and who answered',
      ground: 'contract',
      kept: 'for good, without what was written: the memberships rest on it',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT f.name AS "from", u.name AS "to", t.state, t.reason, t.answer, t.requested_at AS "requestedAt", t.decided_at AS "decidedAt"
          FROM transfers t JOIN units f ON f.tenant_id = t.tenant_id AND f.id = t.from_unit_id
          JOIN units u ON u.tenant_id = t.tenant_id AND u.id = t.to_unit_id
          WHERE t.tenant_id = ${tenantId}::uuid AND t.person_id = ${personId}::uuid ORDER BY t.id`),
      async erase({ tx, now }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE transfers SET reason = NULL, answer = NULL, state = CASE WHEN state = 'requested' THEN 'withdrawn' ELSE state END,
            decided_at = coalesce(decided_at, ${now})
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx, now }, { from, into }) {
        // What the other entry asked for is asked for again, by one who is now one person.
        await tx.sql(sql`
          UPDATE transfers SET person_id = ${into.personId}::uuid, state = CASE WHEN state = 'requested' THEN 'withdrawn' ELSE state END,
            decided_at = coalesce(decided_at, ${now})
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
        await tx.sql(sql`
          UPDATE transfers SET decided_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND decided_by = ${from.personId}::uuid`)
        await tx.sql(sql`
          UPDATE transfers SET requested_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND requested_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'primary_choices',
      title: say('units.primaryHistory'),
      of: 'person',
      columns: ['person_id', 'chosen_by'],
      purpose: 'says which of their units somebody called their first one, and who chose',
      ground: 'contract',
      kept: 'for good, without a name once the person is erased: the history of the memberships rests on it',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT f.name AS "from", u.name AS "to", c.chosen_at AS "chosenAt" FROM primary_choices c
          JOIN units f ON f.tenant_id = c.tenant_id AND f.id = c.from_unit_id
          JOIN units u ON u.tenant_id = c.tenant_id AND u.id = c.to_unit_id
          WHERE c.tenant_id = ${tenantId}::uuid AND c.person_id = ${personId}::uuid ORDER BY c.id`),
      erase: { not: 'the row holds ids alone, and no name is shown for an erased person' },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE primary_choices SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
        await tx.sql(sql`
          UPDATE primary_choices SET chosen_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND chosen_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'units',
      title: say('units.leads'),
      of: 'person',
      columns: ['leader_id'],
      purpose: 'says whom people turn to who want something of a unit',
      ground: 'legitimate interest',
      kept: 'until somebody else leads the unit or nobody does',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT u.name AS unit, u.kind FROM units u
          WHERE u.tenant_id = ${tenantId}::uuid AND u.leader_id = ${personId}::uuid ORDER BY u.path`),
      // The history of the unit says so, and its staff hear that nobody leads it.
      async erase({ tx, call }, { tenantId, personIds }) {
        const led = await tx.sql(sql`
          SELECT 1 FROM units WHERE tenant_id = ${tenantId}::uuid AND leader_id = ANY(${personIds}::uuid[]) LIMIT 1`)
        if (led.length > 0)
          await call(
            stopLeadingUnits,
            { personIds: [...personIds] },
            { as: system('a leader is erased', tenantId) },
          )
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE units SET leader_id = ${into.personId}::uuid WHERE tenant_id = ${from.tenantId}::uuid AND leader_id = ${from.personId}::uuid`)
      },
    },
    {
      table: 'unit_changes',
      title: say('units.history.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'says what became of a unit, and by whom',
      ground: 'legitimate interest',
      kept: 'as long as the unit, without a name once the person is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT u.name AS unit, c.what, c.at FROM unit_changes c JOIN units u ON u.tenant_id = c.tenant_id AND u.id = c.unit_id
          WHERE c.tenant_id = ${tenantId}::uuid AND c.person_id = ${personId}::uuid ORDER BY c.id`),
      erase: { not: 'the row says by its id alone who it was, and no name is shown for an erased person' },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE unit_changes SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
      },
    },
    {
      table: 'memberships',
      title: say('units.memberships'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'says who belongs to which unit, and since when',
      ground: 'contract',
      kept: 'as a count without a name, for the history of the unit',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT u.name AS unit, u.kind, m.is_primary AS "isPrimary", m.joined_at AS "joinedAt", m.ended_at AS "endedAt"
          FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
          WHERE m.tenant_id = ${tenantId}::uuid AND m.person_id = ${personId}::uuid ORDER BY m.joined_at`),
      async erase({ tx, now }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE memberships SET ended_at = ${now}, is_primary = false
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[]) AND ended_at IS NULL`)
      },
      async merge({ tx, now }, { from, into }) {
        // One place in each unit, and one primary unit: what the kept row has stands, and the earlier day counts.
        await tx.sql(sql`
          UPDATE memberships k SET joined_at = least(k.joined_at, m.joined_at) FROM memberships m
          WHERE k.tenant_id = ${into.tenantId}::uuid AND k.person_id = ${into.personId}::uuid AND k.ended_at IS NULL
            AND m.tenant_id = k.tenant_id AND m.person_id = ${from.personId}::uuid AND m.ended_at IS NULL AND m.unit_id = k.unit_id`)
        await tx.sql(sql`
          UPDATE memberships m SET ended_at = ${now}, is_primary = false
          WHERE m.tenant_id = ${from.tenantId}::uuid AND m.person_id = ${from.personId}::uuid AND m.ended_at IS NULL AND EXISTS (
            SELECT 1 FROM memberships k WHERE k.tenant_id = m.tenant_id AND k.person_id = ${into.personId}::uuid
              AND k.unit_id = m.unit_id AND k.ended_at IS NULL)`)
        await tx.sql(sql`
          UPDATE memberships m SET person_id = ${into.personId}::uuid,
            is_primary = m.is_primary AND NOT EXISTS (
              SELECT 1 FROM memberships k WHERE k.tenant_id = m.tenant_id AND k.person_id = ${into.personId}::uuid
                AND k.is_primary AND k.ended_at IS NULL)
          WHERE m.tenant_id = ${from.tenantId}::uuid AND m.person_id = ${from.personId}::uuid`)
        // Where the primary place was in a unit that both belonged to, the kept row may be left without one.
        await tx.sql(sql`
          UPDATE memberships m SET is_primary = true
          WHERE m.id = (SELECT k.id FROM memberships k WHERE k.tenant_id = ${into.tenantId}::uuid AND k.person_id = ${into.personId}::uuid
                          AND k.ended_at IS NULL ORDER BY k.joined_at, k.id LIMIT 1)
            AND NOT EXISTS (SELECT 1 FROM memberships k WHERE k.tenant_id = ${into.tenantId}::uuid AND k.person_id = ${into.personId}::uuid
                              AND k.is_primary AND k.ended_at IS NULL)`)
      },
    },
  ],
}
