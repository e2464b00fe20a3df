import { EntryReference, PersonalValues } from '../contract.ts'
import { findEntry, holdersOf, openPersonal } from '../entry-row.ts'
import { command } from '../room.ts'

/** A command, though it changes nothing: whoever looks at what is personal stands in the audit for it. */
export const revealPersonalValues = command({
  name: 'audit.revealPersonalValues',
  stepUp: true,
  summary: 'See the personal values of an entry of the audit, and be recorded for it',
  permission: 'audit.readPersonal',
  input: EntryReference,
  output: PersonalValues,
  http: { method: 'post', path: '/audit/:entryId/personal-values' },
  severity: 'notable',
  compliance: true,
  // The values shall not be kept as a reply.
  idempotent: false,
  target: ({ tx, actor, now }, { entryId }) => findEntry(tx.sql, entryId, actor, now),
  async run({ tx, services, record }, { entryId }, entry) {
    record({ type: 'auditEntry', id: entryId }, null, { about: holdersOf(entry) })
    return openPersonal(tx.sql, services.crypto, entry)
  },
})
