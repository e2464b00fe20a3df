import type { Module } from '../../platform/declare/module.ts'
import { archiveField } from './commands/archive-field.ts'
import { changeField } from './commands/change-field.ts'
import { declareField } from './commands/declare-field.ts'
import { fillFieldsInUnit } from './commands/fill-fields-in-unit.ts'
import { fillMyFields } from './commands/fill-my-fields.ts'
import { fillPersonFields } from './commands/fill-person-fields.ts'
import { restoreField } from './commands/restore-field.ts'
import { keyTaken, valueTaken } from './field.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { checkPersonValues } from './queries/check-person-values.ts'
import { comparePeople } from './queries/compare-people.ts'
import { listFields, readField, readMyFields, readPersonFields } from './queries/fields.ts'
import { listFillable } from './queries/fillable.ts'
import { foretellValues } from './queries/foretell-values.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { sealPurpose } from './value-row.ts'

export const fields: Module = {
  name: 'fields',
  operations: [
    listFields,
    readField,
    listFillable,
    checkPersonValues,
    foretellValues,
    comparePeople,
    readMyFields,
    readPersonFields,
    declareField,
    changeField,
    archiveField,
    restoreField,
    fillMyFields,
    fillPersonFields,
    fillFieldsInUnit,
  ],
  pages,
  permissions,
  constraintErrors: { field_definitions_key_key: keyTaken, field_values_unique_key: valueTaken },
  sealedColumns: [{ table: 'field_values', keys: ['id'], column: 'sealed_value', purpose: sealPurpose }],
  links,
  personalData,
  tenantData: { goes: ['field_values', 'field_definitions'] },
}
