import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** Somebody whom the association knew already signs in from now on. */
export const personClaimed = fact('people.personClaimed', 1, z.object({ personId: z.uuid() }))
