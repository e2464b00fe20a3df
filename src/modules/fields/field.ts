import { defineError } from '../../platform/errors.ts'
import type { Translated } from '../../platform/presentation/translated.ts'

/** What an installation may declare fields on. A resource is added here, with a column in field_values that leads to it. */
export const fieldSubjects = ['person'] as const

export const fieldTypes = [
  'text',
  'longText',
  'number',
  'date',
  'boolean',
  'choice',
  'choices',
  'email',
  'phone',
  'link',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** `staff`: those in whose charge somebody is. `person`: they and the person. `members`: everybody of the association. */
export const audiences = ['staff', 'person', 'members'] as const
export type Audience = (typeof audiences)[number]

export const editors = ['staff', 'person'] as const
export type Editor = (typeof editors)[number]

export interface FieldOption {
  value: string
  label: Translated
  /** Stays where it was chosen before, and is offered no more. */
  isArchived: boolean
}

export interface Field {
  id: string
  tenantId: string
  fieldsOn: (typeof fieldSubjects)[number]
  key: string
  type: FieldType
  label: Translated
  help: Translated | null
  options: FieldOption[]
  isRequired: boolean
  isSealed: boolean
  isUnique: boolean
  seenBy: Audience
  editedBy: Editor
  position: number
  version: number
  archivedAt: Date | null
}

/** More than these make a form that nobody fills in. */
export const mostFields = 100

/** Types whose values can be told apart as one is from another: a tick or a choice cannot. */
export const uniqueTypes: readonly FieldType[] = ['text', 'number', 'email', 'phone', 'link']

export const keyTaken = defineError('fields.keyTaken', 409)
export const valueTaken = defineError('fields.valueTaken', 409)
export const tooManyFields = defineError('fields.tooMany', 409)
export const fieldArchived = defineError('fields.archived', 409)

/** As what somebody looks at a person's fields. */
export type Sight = 'self' | 'staff' | 'member'

export function isSeen({ seenBy }: Pick<Field, 'seenBy'>, sight: Sight): boolean {
  return sight === 'staff' || seenBy === 'members' || (sight === 'self' && seenBy === 'person')
}

export function isEdited(field: Pick<Field, 'seenBy' | 'editedBy' | 'archivedAt'>, sight: Sight): boolean {
  if (field.archivedAt !== null) return false
  return sight === 'staff' || (sight === 'self' && field.editedBy === 'person' && isSeen(field, 'self'))
}
