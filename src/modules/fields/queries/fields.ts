import { z } from 'zod'
import { personOf } from '../../../platform/policy/actor.ts'
import { FieldList, FieldReference, FieldReply, FilledFields, PersonReference } from '../contract.ts'
import { isEdited, isSeen } from '../field.ts'
import { fieldsOf, findRoot, lockField, toReply } from '../field-row.ts'
import { query } from '../room.ts'
import { findSubject, type SubjectRow, valuesOf } from '../value-row.ts'

export const listFields = query({
  name: 'fields.listFields',
  summary: 'List the fields that the association has declared on persons, archived ones last',
  permission: 'fields.manage',
  input: z.strictObject({}),
  output: FieldList,
  http: { method: 'get', path: '/fields' },
  target: ({ db, actor }) => findRoot(db.sql, actor.tenantId),
  run: async ({ db, actor }) => ({ items: (await fieldsOf(db.sql, actor.tenantId, true)).map(toReply) }),
})

export const readField = query({
  name: 'fields.readField',
  summary: 'Read a field that the association has declared',
  permission: 'fields.manage',
  input: FieldReference,
  output: FieldReply,
  http: { method: 'get', path: '/fields/:fieldId' },
  target: ({ db, actor }, { fieldId }) => lockField(db.sql, fieldId, actor.tenantId),
  run: async (_context, _input, { unitPath: _unitPath, ...field }) => toReply(field),
})

type Filling = Parameters<typeof valuesOf>[1]

async function filled(
  run: Parameters<typeof valuesOf>[0],
  services: Filling,
  subject: SubjectRow,
): Promise<FilledFields> {
  const fields = (await fieldsOf(run, subject.tenantId)).filter((field) => isSeen(field, subject.sight))
  return {
    personId: subject.personId,
    personName: subject.personName,
    fields: fields.map((field) => ({ ...toReply(field), isEditable: isEdited(field, subject.sight) })),
    values: await valuesOf(run, services, fields, subject),
  }
}

export const readMyFields = query({
  name: 'fields.readMyFields',
  summary: 'Read your own fields',
  permission: 'member',
  input: z.strictObject({}),
  output: FilledFields,
  http: { method: 'get', path: '/me/fields' },
  target: ({ db, actor, now }) => findSubject(db.sql, personOf(actor), actor, now),
  // Of oneself one sees what persons see, also where one has charge of oneself.
  run: ({ db, services }, _input, subject) => filled(db.sql, services, { ...subject, sight: 'self' }),
})

export const readPersonFields = query({
  name: 'fields.readPersonFields',
  summary: 'Read the fields of a person, as far as you may see them',
  permission: 'member',
  input: PersonReference,
  output: FilledFields,
  http: { method: 'get', path: '/people/:personId/fields' },
  target: ({ db, actor, now }, { personId }) => findSubject(db.sql, personId, actor, now),
  run: ({ db, services }, _input, subject) => filled(db.sql, services, subject),
})
