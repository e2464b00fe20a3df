import { z } from 'zod'
import { checkpointsOf } from '../../../platform/audit/checkpoints.ts'
import { sql } from '../../../platform/db/sql.ts'
import { authorityFor, personBehind } from '../../../platform/policy/actor.ts'
import { Checkpoints, Entry, EntryReference, PersonalValues } from '../contract.ts'
import { findEntry, openPersonal, toReply } from '../entry-row.ts'
import { query } from '../room.ts'

export const readEntry = query({
  name: 'audit.readEntry',
  summary: 'Read an entry of the audit',
  isWatched: true,
  permission: 'audit.read',
  input: EntryReference,
  output: Entry,
  http: { method: 'get', path: '/audit/:entryId' },
  target: ({ db, actor, now }, { entryId }) => findEntry(db.sql, entryId, actor, now),
  run: async (context, _input, entry) =>
    toReply(
      entry,
      context,
      authorityFor(context.actor, 'audit.readPersonal', entry.unitPath, context.now) !== null,
    ),
})

/** Personal values stay in sight so long after they were asked for. */
const inSightMilliseconds = 10 * 60_000

/** For the page: the values, where the reader had them shown a moment ago. Whether they did, the audit itself knows. */
export const readRevealed = query({
  name: 'audit.readRevealed',
  summary: 'Read the personal values of an entry that you had shown to you a moment ago',
  permission: 'audit.readPersonal',
  input: EntryReference,
  output: z.strictObject({ values: PersonalValues.nullable() }),
  target: ({ db, actor, now }, { entryId }) => findEntry(db.sql, entryId, actor, now),
  async run({ db, actor, now, services }, { entryId }, entry) {
    const personId = personBehind(actor)
    const shown = await db.sql(sql`
      SELECT 1 FROM audit_trail a
      WHERE a.tenant_id = ${entry.tenantId}::uuid AND a.occurred_at > ${new Date(now.getTime() - inSightMilliseconds)}
        AND a.operation = 'audit.revealPersonalValues' AND a.outcome = 'done' AND a.person_id = ${personId}::uuid
        AND a.changes->0->>'id' = ${entryId}::text
      LIMIT 1`)
    return { values: shown.length > 0 ? await openPersonal(db.sql, services.crypto, entry) : null }
  },
})

export const listCheckpoints = query({
  name: 'audit.listCheckpoints',
  summary: 'List the newest signed checkpoints of the audit, to be kept elsewhere',
  permission: 'audit.read',
  input: z.strictObject({}),
  output: Checkpoints,
  http: { method: 'get', path: '/audit/checkpoints' },
  run: async ({ db, actor }) => ({
    items: actor.tenantId === null ? [] : await checkpointsOf(db.sql, actor.tenantId, 100),
  }),
})
