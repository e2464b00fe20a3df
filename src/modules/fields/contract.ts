import { z } from 'zod'
import { TranslatedReply, translatedText } from '../../platform/translated-text.ts'
import { audiences, editors, type FieldType, fieldSubjects, fieldTypes, uniqueTypes } from './field.ts'

const key = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{0,38}$/)

/** One option a line: a key, or a key and a text (`s: Small`) in the language of who writes it. */
const optionValue = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,38}$/)

const Options = z
  .array(
    z.strictObject({
      value: optionValue,
      label: translatedText(120),
      isArchived: z.boolean().default(false),
    }),
  )
  .max(200)
  .refine((options) => new Set(options.map(({ value }) => value)).size === options.length, {
    params: { code: 'fields.error.optionTwice' },
  })

const changeable = {
  label: translatedText(120),
  help: translatedText(500, { required: false })
    .nullable()
    .transform((help) => (help && Object.keys(help).length > 1 ? help : null)),
  options: Options,
  isRequired: z.boolean(),
  seenBy: z.enum(audiences),
  editedBy: z.enum(editors),
  position: z.int().min(0).max(10_000),
}

/** Of a new field only its key, type and label have to be said. */
const unsaid = {
  help: changeable.help.default(null),
  options: Options.default([]),
  isRequired: changeable.isRequired.default(false),
  seenBy: changeable.seenBy.default('staff'),
  editedBy: changeable.editedBy.default('staff'),
  position: changeable.position.default(100),
}

function hasOptions(type: FieldType): boolean {
  return type === 'choice' || type === 'choices'
}

export const DeclareField = z
  .strictObject({
    fieldsOn: z.enum(fieldSubjects).default('person'),
    key,
    type: z.enum(fieldTypes),
    isSealed: z.boolean().default(false),
    isUnique: z.boolean().default(false),
    ...changeable,
    ...unsaid,
  })
  .superRefine(({ type, options, isUnique, isSealed, seenBy, editedBy }, context) => {
    const refuse = (path: string, code: string) =>
      context.addIssue({ code: 'custom', path: [path], params: { code } })
    if (hasOptions(type) && options.length === 0) refuse('options', 'fields.error.noOptions')
    if (!hasOptions(type) && options.length > 0) refuse('options', 'fields.error.optionsOnly')
    if (isUnique && !uniqueTypes.includes(type)) refuse('isUnique', 'fields.error.notUnique')
    if (isSealed && seenBy === 'members') refuse('seenBy', 'fields.error.sealedSeen')
    if (editedBy === 'person' && seenBy === 'staff') refuse('editedBy', 'fields.error.unseenEdited')
  })

/** What is not said stays as it is. */
export const ChangeField = z.strictObject({
  fieldId: z.uuid(),
  ...z.strictObject(changeable).partial().shape,
})

export const FieldReference = z.strictObject({ fieldId: z.uuid() })

export const FieldReply = z
  .strictObject({
    id: z.uuid(),
    fieldsOn: z.enum(fieldSubjects),
    key: z.string(),
    type: z.enum(fieldTypes),
    label: TranslatedReply,
    help: TranslatedReply.nullable(),
    options: z.array(z.strictObject({ value: z.string(), label: TranslatedReply, isArchived: z.boolean() })),
    isRequired: z.boolean(),
    isSealed: z.boolean(),
    isUnique: z.boolean(),
    seenBy: z.enum(audiences),
    editedBy: z.enum(editors),
    position: z.int(),
    version: z.int(),
    archivedAt: z.date().nullable(),
  })
  .meta({ id: 'Field' })

export const FieldList = z.strictObject({ items: z.array(FieldReply) })

export const PersonReference = z.strictObject({ personId: z.uuid() })

const Sent = z.record(z.string().max(60), z.unknown())

export const FillMyFields = z.strictObject({ values: Sent.default({}) })

export const FillPersonFields = z.strictObject({ personId: z.uuid(), values: Sent.default({}) })

/** They belong to the unit, or below. */
export const FillFieldsInUnit = z.strictObject({
  unitId: z.uuid(),
  people: z.array(z.strictObject({ personId: z.uuid(), values: Sent })),
})

export const CheckPersonValues = z.strictObject({ people: z.array(Sent) })

/** For each of the people that were sent, in their order. */
export const CheckedValues = z.strictObject({
  issues: z.array(z.array(z.strictObject({ pointer: z.string(), code: z.string() }))),
})

/** In words; nothing is told of what is sealed but that it changes. */
export const ValuesForetold = z.strictObject({
  changes: z.array(
    z.strictObject({
      personId: z.uuid(),
      key: z.string(),
      isSealed: z.boolean(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
})

export const ComparePeople = z.strictObject({ personIds: z.array(z.uuid()).max(100) })

export const ComparedPeople = z.strictObject({
  people: z.array(
    z.strictObject({
      personId: z.uuid(),
      fields: z.array(z.strictObject({ key: z.string(), label: TranslatedReply, value: z.string() })),
    }),
  ),
})

const Value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable()

export const FilledFields = z
  .strictObject({
    personId: z.uuid(),
    personName: z.string(),
    /** Those that the reader may see, in their order. */
    fields: z.array(FieldReply.extend({ isEditable: z.boolean() })),
    values: z.record(z.string(), Value),
  })
  .meta({ id: 'FilledFields' })

export type FieldReply = z.output<typeof FieldReply>
export type FieldList = z.output<typeof FieldList>
export type FilledFields = z.output<typeof FilledFields>
export type FilledField = FilledFields['fields'][number]
