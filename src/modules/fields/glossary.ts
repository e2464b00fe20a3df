import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  help: 'A sentence below the label that says how to fill it in, by language; null for none.',
  label: 'What people read beside it, by language.',
  options: 'What can be chosen, for types that choose.',
  'options[].value': 'By which programs know the option. It never changes.',
  'options[].label': 'What people read, by language.',
  'options[].isArchived': 'No longer offered; those who chose it keep it.',
  isRequired: 'Whether it has to be filled in.',
  isSealed: 'Whether its values stand encrypted in the database. It never changes.',
  isUnique: 'Whether no two may have the same value. It never changes.',
  seenBy: 'Who sees the values.',
  editedBy: 'Who fills it in.',
  fieldsOn: 'What the field is about. It never changes.',
  type: 'What can be filled in. It never changes.',
  values: 'The values by the key of their field; what is not sent stays, null empties.',
}
