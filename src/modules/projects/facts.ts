import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

const payload = z.object({ projectId: z.uuid() })

export const projectPublished = fact('projects.projectPublished', 1, payload)
export const projectClosed = fact('projects.projectClosed', 1, payload)
export const projectCancelled = fact('projects.projectCancelled', 1, payload)
/** An addendum was issued. Whoever applied acknowledges it; a material one asks them to look at their application again. */
export const projectAmended = fact(
  'projects.amended',
  1,
  z.object({ projectId: z.uuid(), addendumId: z.uuid(), isMaterial: z.boolean() }),
)

/** Somebody is invited to a project that is open: whoever was invited to a draft is told of it once it is published. */
export const contractorInvited = fact(
  'projects.contractorInvited',
  1,
  z.object({ projectId: z.uuid(), invitationId: z.uuid() }),
)

const question = z.object({ projectId: z.uuid(), questionId: z.uuid() })

/** Somebody wants to know something; it does not say who. */
export const questionAsked = fact('projects.questionAsked', 1, question)
export const questionAnswered = fact('projects.questionAnswered', 1, question)
