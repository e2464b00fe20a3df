import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import type { CommandContext } from '../../../platform/declare/operation.ts'
import type { Actor } from '../../../platform/policy/actor.ts'
import { fillFieldsInUnit } from '../../fields/index.ts'
import { correctPeople } from '../../people/index.ts'
import { addMembers, endMembershipsOfMany } from '../../units/index.ts'
import { inChargeOf } from '../policy.ts'
import { saidOf } from './differences.ts'
import { importNotYours, importTwice } from './errors.ts'
import type { ImportRow } from './undo.ts'

export const beforePurpose = 'what a row of a file has changed'

/** What stood there of a member before a row of a file changed it. */
const Before = z.strictObject({
  v: z.literal(1),
  membershipId: z.uuid().nullable(),
  person: z.record(z.string(), z.string().nullable()).nullable(),
  values: z.record(z.string(), z.unknown()),
})
type Before = z.output<typeof Before>

export interface KnownRow {
  row: number
  unitId: string
  knownId: string
  person: Record<string, string | null>
  values: Record<string, unknown> | null
}

/** The tables that a row changes of somebody who was there: an undo looks whether others have changed these since. */
export const changedOfKnown = new Set(['persons', 'field_values', 'memberships'])

type Context = CommandContext<'memberImport' | 'memberImportRow', unknown>

/**
 * Members whom whoever hands in the file looks after come to the units of their rows, and are changed where that is wanted.
 * Answers with what stood there, for the rows that have changed anything.
 */
export async function changeKnown(
  context: Context,
  { tenantId, unitId: importUnitId }: Pick<ImportRow, 'tenantId' | 'unitId'>,
  rows: readonly KnownRow[],
  { change, as }: { change: boolean; as: Actor },
): Promise<Map<number, Before>> {
  const { tx, actor, now, call } = context
  const ids = [...new Set(rows.map(({ knownId }) => knownId))]
  // What stood there before is noted once for each of them: an undo would put back what the first of two rows has written.
  if (ids.length < rows.length) throw importTwice()
  const held = await tx.sql(sql`
    SELECT p.person_id FROM people p WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ANY(${ids}::uuid[])
      AND ${inChargeOf(sql`p.person_id`, actor, now)} ORDER BY p.person_id FOR NO KEY UPDATE OF p`)
  if (held.length < ids.length) throw importNotYours()
  const begun = new Map<string, string>()
  for (const unitId of new Set(rows.map((each) => each.unitId))) {
    const personIds = rows.filter((each) => each.unitId === unitId).map(({ knownId }) => knownId)
    const { added } = await call(addMembers, { unitId, personIds }, { as })
    for (const { personId, membershipId } of added) begun.set(`${unitId} ${personId}`, membershipId)
  }
  const persons = new Map<string, Before['person']>()
  const values = new Map<string, Before['values']>()
  if (change) {
    const corrected = rows.map(({ knownId, person }) => ({ personId: knownId, ...saidOf(person) }))
    const { before } = await call(correctPeople, { people: corrected }, { as })
    for (const { personId, ...stood } of before) persons.set(personId, stood)
    const filled = rows.flatMap(({ knownId, values: sent }) =>
      sent && Object.keys(sent).length > 0 ? [{ personId: knownId, values: sent }] : [],
    )
    if (filled.length > 0) {
      const written = await call(fillFieldsInUnit, { unitId: importUnitId, people: filled })
      for (const each of written.before) values.set(each.personId, each.values)
    }
  }
  return new Map(
    rows.flatMap(({ row, unitId, knownId }) => {
      const membershipId = begun.get(`${unitId} ${knownId}`) ?? null
      const person = persons.get(knownId) ?? null
      const stood = values.get(knownId) ?? {}
      const isChanged = membershipId !== null || person !== null || Object.keys(stood).length > 0
      return isChanged ? [[row, { v: 1 as const, membershipId, person, values: stood }]] : []
    }),
  )
}

export function sealBefore({ services }: Pick<Context, 'services'>, before: Before): string {
  return services.crypto.seal(beforePurpose, JSON.stringify(before)).toString('base64')
}

/** Members are as they were before the rows of a file: what these said goes, and the memberships that they began end. */
export async function restoreKnown(
  { services, call }: Pick<Context, 'services' | 'call'>,
  unitId: string,
  rows: ReadonlyArray<{ personId: string; sealedBefore: Buffer | null }>,
  as: Actor,
): Promise<void> {
  const found = rows.flatMap(({ personId, sealedBefore }) =>
    sealedBefore
      ? [
          {
            personId,
            before: Before.parse(JSON.parse(services.crypto.openText(beforePurpose, sealedBefore))),
          },
        ]
      : [],
  )
  const people = found.flatMap(({ personId, before: { person } }) =>
    person ? [{ personId, ...person }] : [],
  )
  if (people.length > 0) await call(correctPeople, { people }, { as })
  const filled = found.flatMap(({ personId, before: { values } }) =>
    Object.keys(values).length > 0 ? [{ personId, values }] : [],
  )
  // While they still belong there.
  if (filled.length > 0) await call(fillFieldsInUnit, { unitId, people: filled }, { as })
  const membershipIds = found.flatMap(({ before: { membershipId } }) => membershipId ?? [])
  if (membershipIds.length > 0) await call(endMembershipsOfMany, { membershipIds }, { as })
}
