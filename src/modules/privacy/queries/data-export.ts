import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { isOmission, type Subject } from '../../../platform/slots/personal-data.ts'
import { DataExport, ExportOf } from '../contract.ts'
import { query } from '../room.ts'

/** What every room hands out about somebody: rows with names that one can read, and files by their ids. */
export const readDataExport = query({
  name: 'privacy.readDataExport',
  summary: 'All that is kept about a person',
  permission: 'system',
  input: ExportOf,
  output: DataExport,
  async run({ db, slots, services }, { personId, accountId }) {
    const [subject] = await db.sql<Subject & { associationName: string }>(sql`
      SELECT p.person_id AS "personId", p.tenant_id AS "tenantId", p.account_id AS "accountId", t.name AS "associationName"
      FROM people p JOIN unit_places t ON t.unit_id = p.tenant_id
      WHERE p.person_id = ${personId}::uuid AND p.account_id = ${accountId}::uuid`)
    if (!subject) throw notFound()
    const rooms = []
    const files = []
    // The rooms as they build on each other: who somebody is comes before what they did.
    for (const [room, { tables }] of [...slots.personalData].reverse()) {
      const told = []
      for (const { table, purpose, ground, kept, export: hand, files: list } of tables) {
        if (list) for (const file of await list(db.sql, subject)) files.push({ ...file, room })
        told.push({
          table,
          purpose,
          ground,
          kept,
          ...(isOmission(hand) ? { leftOut: hand.not } : { rows: await hand(db.sql, subject, services) }),
        })
      }
      rooms.push({ room, tables: told })
    }
    return { associationName: subject.associationName, rooms, files }
  },
})
