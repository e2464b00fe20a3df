import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { system } from '../../../platform/policy/actor.ts'
import { printsOf } from '../../../platform/slots/prints.ts'
import { fillFieldsInUnit } from '../../fields/index.ts'
import { welcomeMembers } from '../../membership/index.ts'
import { addPeople } from '../../people/index.ts'
import { addMembers } from '../../units/index.ts'
import { ImportPeople, PeopleCame } from '../contract.ts'
import { importTwice, importUndoing } from '../import/errors.ts'
import { changedOfKnown, changeKnown, sealBefore } from '../import/known-row.ts'
import { lockImport, lookedAt } from '../import/undo-row.ts'
import { command } from '../room.ts'

/**
 * People of a file, all of these rows or none, in as many statements as for one. They have no account: nobody has asked
 * them. Rows that came in before are left alone.
 */
export const importPeople = command({
  name: 'members.importPeople',
  summary: 'Make people of a file members of a unit and of those below it, and change those who are there',
  permission: 'members.import',
  input: ImportPeople,
  output: PeopleCame,
  target: ({ tx, actor, now }, { importId }) => lockImport(tx.sql, importId, actor, now),
  async run(context, { importId, rows, change, locale, timeZone }, of) {
    const { tx, actor, slots, call, record } = context
    const { tenantId, unitPath } = of
    // A task that failed may be tried again after what it had done was taken back.
    if (of.undoTaskId) throw importUndoing()
    const numbers = rows.map(({ row }) => row)
    const knownIds = rows.flatMap(({ knownId }) => knownId ?? [])
    const before = await tx.sql<{ row: number; isAsked: boolean }>(sql`
      SELECT row, row = ANY(${numbers}::int[]) AS "isAsked" FROM member_import_rows
      WHERE import_id = ${importId}::uuid AND (row = ANY(${numbers}::int[]) OR person_id = ANY(${knownIds}::uuid[]))`)
    if (before.some(({ isAsked }) => !isAsked)) throw importTwice()
    const came = new Set(before.map(({ row }) => row))
    const left = rows.filter(({ row }) => !came.has(row))
    if (left.length === 0) return { added: 0, changed: 0, same: 0 }
    const unitIds = [...new Set(left.map(({ unitId }) => unitId))]
    const below = await tx.sql(sql`
      SELECT u.unit_id FROM unit_places u
      WHERE u.tenant_id = ${tenantId}::uuid AND u.unit_id = ANY(${unitIds}::uuid[]) AND u.path <@ ${unitPath}::ltree`)
    if (below.length < unitIds.length) throw notFound()
    // Nobody may do these alone; the entries name whom they are done for.
    const as =
      actor.kind === 'account' ? system('people of a file come in', tenantId, actor.accountId) : actor
    const found = left.flatMap(({ knownId, ...each }) => (knownId ? [{ knownId, ...each }] : []))
    const stood = await changeKnown(context, of, found, { change, as })
    // Of whom nothing new is said, nothing is noted: there is nothing that an undo could take back.
    const known = found.filter(({ row }) => stood.has(row))
    const coming = left.filter(({ knownId }) => knownId === null)
    const told = coming.map(({ person }) => ({ ...person, locale, timeZone }))
    const people = coming.map(({ unitId }, place) => ({
      ...told[place],
      accountId: null,
      unlessAlikeIn: unitId,
    }))
    const { personIds } =
      people.length > 0 ? await call(addPeople, { people } as never, { as }) : { personIds: [] }
    const made = coming.map((each, place) => ({ ...each, personId: personIds[place] as string }))
    for (const unitId of new Set(coming.map((each) => each.unitId))) {
      const theirs = made.filter((each) => each.unitId === unitId).map(({ personId }) => personId)
      await call(addMembers, { unitId, personIds: theirs }, { as })
    }
    if (personIds.length > 0) await call(welcomeMembers, { personIds }, { as })
    const filled = made.flatMap(({ personId, values }) => (values ? [{ personId, values }] : []))
    if (filled.length > 0) await call(fillFieldsInUnit, { unitId: of.unitId, people: filled })
    // What there is of them now: an undo takes back who still is as they came in.
    const prints = await printsOf(tx.sql, lookedAt(slots), tenantId, personIds)
    const changedIds = known.map(({ knownId }) => knownId)
    const knownPrints = await printsOf(tx.sql, lookedAt(slots, changedOfKnown), tenantId, changedIds)
    const noted = [
      ...made.map(({ row, personId }) => ({
        row,
        personId,
        prints: prints.get(personId),
        wasThere: false,
        before: null,
      })),
      ...known.map(({ row, knownId }) => ({
        row,
        personId: knownId,
        prints: knownPrints.get(knownId),
        wasThere: true,
        before: sealBefore(context, stood.get(row) as never),
      })),
    ]
    await tx.sql(sql`
      WITH noted AS (
        INSERT INTO member_import_rows (import_id, row, tenant_id, person_id, prints, was_there, sealed_before)
        SELECT ${importId}::uuid, n.row, ${tenantId}::uuid, n."personId", n.prints, n."wasThere", decode(n.before, 'base64')
        FROM jsonb_to_recordset(${JSON.stringify(noted)}::jsonb) AS n(row int, "personId" uuid, prints jsonb, "wasThere" boolean, before text))
      UPDATE member_imports SET added = added + ${made.length}, changed = changed + ${known.length} WHERE id = ${importId}::uuid`)
    for (const { unitId, knownId } of known) record({ type: 'person', id: knownId }, {}, { unitId })
    for (const [place, { unitId, personId }] of made.entries())
      record({ type: 'person', id: personId }, null, { unitId, ...told[place] })
    return { added: made.length, changed: known.length, same: found.length - known.length }
  },
})
