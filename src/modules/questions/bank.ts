import { defineError } from '../../platform/errors.ts'

export interface Bank {
  id: string
  tenantId: string
  unitId: string
  unitPath: string
  unitName: string
  name: string
  description: string | null
  version: number
  createdAt: Date
  updatedAt: Date
  archivedAt: Date | null
}

/** More than these nobody looks through. */
export const mostQuestions = 5000

export const unitClosed = defineError('questions.unitClosed', 409)
export const nameTaken = defineError('questions.nameTaken', 409)
export const bankArchived = defineError('questions.bankArchived', 409)
export const archived = defineError('questions.archived', 409)
export const bankFull = defineError('questions.bankFull', 409)
