export { fillPersonFields } from './commands/fill-person-fields.ts'
export { listFillable } from './queries/fillable.ts'
export { personFieldParts } from './queries/list-parts.ts'
