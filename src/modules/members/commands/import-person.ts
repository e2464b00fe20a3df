import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { printsOf } from '../../../platform/slots/prints.ts'
import { fillPersonFields } from '../../fields/index.ts'
import { welcomeMember } from '../../membership/index.ts'
import { addPerson } from '../../people/index.ts'
import { addMember } from '../../units/index.ts'
import { ImportPerson } from '../contract.ts'
import { importGone, importUndoing } from '../import/errors.ts'
import { findPlace } from '../import/place.ts'
import { lockImport, lookedAt } from '../import/undo-row.ts'
import { command } from '../room.ts'

/** One person of a file, whole or not at all. They have no account: nobody has asked them. */
export const importPerson = command({
  name: 'members.importPerson',
  summary: 'Make a person of a file a member of a unit',
  permission: 'members.import',
  input: ImportPerson,
  output: z.strictObject({ personId: z.uuid() }),
  target: ({ tx, actor, now }, { unitId }) => findPlace(tx.sql, unitId, actor, now),
  async run(context, { importId, unitId, row, person, values, locale, timeZone }, { tenantId }) {
    const { tx, actor, now, slots, call, record } = context
    const of = await lockImport(tx.sql, importId, actor, now)
    if (!of || of.unitId !== unitId) throw importGone()
    // A task that failed may be tried again after what it had done was taken back.
    if (of.undoTaskId) throw importUndoing()
    // Nobody may do these alone; the entries name whom they are done for.
    const as =
      actor.kind === 'account'
        ? system('a person of a file comes in', actor.tenantId, actor.accountId)
        : actor
    const told = { ...person, locale, timeZone }
    const { personId } = await call(addPerson, { ...told, accountId: null, unlessAlikeIn: unitId }, { as })
    await call(addMember, { unitId, personId }, { as })
    await call(welcomeMember, { personId }, { as })
    if (values) await call(fillPersonFields, { personId, values })
    // What there is of them now: an undo takes back who still is as they came in.
    const prints = (await printsOf(tx.sql, lookedAt(slots), tenantId, [personId])).get(personId)
    await tx.sql(sql`
      WITH noted AS (
        INSERT INTO member_import_rows (import_id, row, tenant_id, person_id, prints)
        VALUES (${importId}::uuid, ${row}, ${tenantId}::uuid, ${personId}::uuid, ${JSON.stringify(prints)}::jsonb))
      UPDATE member_imports SET added = added + 1 WHERE id = ${importId}::uuid`)
    record({ type: 'person', id: personId }, null, { unitId, ...told })
    return { personId }
  },
})
