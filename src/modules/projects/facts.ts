import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

const payload = z.object({ projectId: z.uuid() })

export const projectPublished = fact('projects.projectPublished', 1, payload)
export const projectClosed = fact('projects.projectClosed', 1, payload)
export const projectCancelled = fact('projects.projectCancelled', 1, payload)
