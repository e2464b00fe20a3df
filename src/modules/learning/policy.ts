import type { Rule } from '../../platform/declare/operation.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { accessFault } from './enrolment.ts'
import type { LearnerRow } from './views.ts'

/** Members learn what is offered to them: nobody gives that to anybody. */
export const permissions = {} as const satisfies Permissions

export const onlyWhileOpen: Rule<LearnerRow> = (_actor, learner, now) => accessFault(learner, now)
