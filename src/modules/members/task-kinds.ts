import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'
import { knownChoices } from './contract.ts'

/** The people of a file become members of a unit. */
export const personImport = taskKind({
  name: 'members.importPersons',
  title: 'members.import.task',
  namesPeople: true,
  page: { path: '/members/imports/:taskId', label: 'members.undo.open' },
  input: z.strictObject({
    unitId: z.uuid(),
    fileId: z.uuid(),
    columns: z.array(z.string()),
    /** Whether who started it may fill in fields there. */
    withFields: z.boolean(),
    known: z.enum(knownChoices).default('refuse'),
    /** All rows or none. */
    all: z.boolean().default(false),
    /** The token by which a program has started it. */
    token: z.strictObject({ id: z.uuid(), prefix: z.string() }).nullable().default(null),
  }),
  cancellable: true,
})

/** Those whom an import has made are taken back. */
export const importUndo = taskKind({
  name: 'members.undoImport',
  title: 'members.undo.task',
  namesPeople: true,
  page: { path: '/members/imports/:importId', label: 'members.undo.open' },
  input: z.strictObject({
    importId: z.uuid(),
    token: z.strictObject({ id: z.uuid(), prefix: z.string() }).nullable().default(null),
  }),
  cancellable: true,
})
