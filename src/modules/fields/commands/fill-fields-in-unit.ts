import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { FillFieldsInUnit } from '../contract.ts'
import { isEdited } from '../field.ts'
import { fieldsOf } from '../field-row.ts'
import { command } from '../room.ts'
import { findPlaceInCharge, writeValuesOfMany } from '../value-row.ts'

/** What `fillPersonFields` does for one: for rooms that bring in many people of a unit. All of them or none. */
export const fillFieldsInUnit = command({
  name: 'fields.fillFieldsInUnit',
  summary: 'Fill in the fields of people who belong to a unit in your charge',
  permission: 'fields.fill',
  input: FillFieldsInUnit,
  /** What stood in the fields that have changed. */
  output: z.strictObject({
    before: z.array(z.strictObject({ personId: z.uuid(), values: z.record(z.string(), z.unknown()) })),
  }),
  target: ({ tx, actor, now }, { unitId }) => findPlaceInCharge(tx.sql, unitId, actor, now),
  async run(context, { people }, { tenantId, unitPath }) {
    const { tx } = context
    const personIds = people.map(({ personId }) => personId)
    const belong = await tx.sql(sql`
      SELECT p.person_id FROM people p WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ANY(${personIds}::uuid[]) AND EXISTS (
        SELECT 1 FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
        WHERE m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL AND u.path <@ ${unitPath}::ltree)`)
    if (belong.length < new Set(personIds).size) throw notFound()
    const fields = (await fieldsOf(tx.sql, tenantId)).filter((field) => isEdited(field, 'staff'))
    const written = await writeValuesOfMany(
      context,
      tenantId,
      fields,
      people.map(({ personId, values }) => ({ personId, sent: values })),
    )
    return { before: written.map(({ personId, before }) => ({ personId, values: before })) }
  },
})
