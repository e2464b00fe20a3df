import type { ConstraintErrors } from '../db/constraint-errors.ts'
import type { AnyJob, ReactingJob } from '../declare/job.ts'
import type { Module } from '../declare/module.ts'
import type { AnyCommand, AnyOperation } from '../declare/operation.ts'
import { startOf } from '../declare/task.ts'
import type { KeepsViews } from '../lists/saved-views.ts'
import type { TokenUse } from '../policy/actor.ts'
import { isRequirement, type Permissions, RoleBook } from '../policy/permissions.ts'
import type {
  Authentication,
  BearerAuthentication,
  Brands,
  KeepMail,
  KeepSms,
  Tenancy,
} from '../policy/slots.ts'
import { platformPurges } from '../slots/platform-purges.ts'
import type { Purge } from '../slots/purges.ts'
import { type Slots, slotsOf } from '../slots/slots.ts'
import { topicFaults } from '../slots/topics.ts'
import type { TaskKeeping } from '../tasks/task-keeping.ts'

/** All that the rooms declare, put together and checked once: what is not right here does not start. */
export interface Registry {
  modules: readonly Module[]
  operations: ReadonlyMap<string, AnyOperation>
  permissions: Permissions
  roles: RoleBook
  constraintErrors: ConstraintErrors
  jobs: readonly AnyJob[]
  /** Jobs by the fact that they react to. */
  reactions: ReadonlyMap<string, readonly ReactingJob[]>
  slots: Slots
  /** What is cleared away, by whoever keeps it. */
  purges: readonly Purge[]
  tenancy: Tenancy
  authentication: Authentication
  bearers: readonly BearerAuthentication[]
  /** Who knows whether it still counts by what an actor came in. */
  authenticationOf(actor: { token: Pick<TokenUse, 'prefix'> | null }): Authentication
  keepMail: KeepMail
  keepSms: KeepSms
  /** Null where no room keeps views of lists. */
  keepsViews: KeepsViews | null
  /** Null where every association looks like the installation. */
  brands: Brands | null
  taskKeeping: TaskKeeping
}

export function createRegistry(modules: readonly Module[], jobs: readonly AnyJob[]): Registry {
  const permissions: Permissions = Object.assign({}, ...modules.map((module) => module.permissions ?? {}))
  const roles = new RoleBook(
    modules.flatMap((module) => module.roles ?? []),
    permissions,
  )
  const operations = new Map<string, AnyOperation>()
  const faults: string[] = []

  const checkPermission = (name: string, permission: string) => {
    if (!permission) faults.push(`${name} declares no permission. Public things say 'anyone'.`)
    else if (!isRequirement(permission) && !permissions[permission])
      faults.push(`${name} asks for ${permission}, which no room's policy names.`)
  }

  for (const module of modules) {
    for (const operation of module.operations) {
      checkPermission(operation.name, operation.permission)
      if (operations.has(operation.name)) faults.push(`${operation.name} is declared twice.`)
      if (operation.kind === 'command' && needsPlace(operation) && !operation.target && !operation.bulk)
        faults.push(`${operation.name} asks for ${operation.permission} but has no target to check it at.`)
      if (operation.kind === 'command' && operation.permission === 'anyone' && operation.idempotent)
        faults.push(
          `${operation.name} is open to visitors, who share their keys, so it says idempotent: false.`,
        )
      operations.set(operation.name, operation)
    }
    for (const page of [
      ...(module.pages ?? []),
      ...(module.endpoints ?? []),
      ...(module.home ?? []),
      ...(module.find ?? []),
      ...(module.links ?? []).map(({ path, permission }) => ({ name: `the link to ${path}`, permission })),
      ...(module.topics ?? []),
    ])
      checkPermission(page.name, page.permission)
  }

  const reactions = new Map<string, ReactingJob[]>()
  const facts = new Set(
    modules
      .flatMap((module) => [...(module.facts ?? []), ...(module.taskKinds ?? []).map(startOf)])
      .map((fact) => fact.name),
  )
  for (const job of jobs) {
    if (job.kind === 'scheduled') continue
    if (!facts.has(job.on.name))
      faults.push(`Job ${job.name} reacts to ${job.on.name}, which no room declares.`)
    reactions.set(job.on.name, [...(reactions.get(job.on.name) ?? []), job])
  }

  faults.push(...topicFaults(modules))

  const tenancy = modules.flatMap((module) => module.tenancy ?? [])
  const authentication = modules.flatMap((module) => module.authentication ?? [])
  const keepMail = modules.flatMap((module) => module.keepMail ?? [])
  const keepSms = modules.flatMap((module) => module.keepSms ?? [])
  const taskKeeping = modules.flatMap((module) => module.taskKeeping ?? [])
  if ([tenancy, authentication, keepMail, keepSms, taskKeeping].some(({ length }) => length !== 1))
    faults.push(
      'Exactly one room fills each of the slots tenancy, authentication, keepMail, keepSms and taskKeeping.',
    )
  if (faults.length > 0) throw new Error(`The declarations do not fit together:\n  ${faults.join('\n  ')}`)

  const bearers = modules.flatMap((module) => module.bearers ?? [])
  return {
    modules,
    bearers,
    authenticationOf({ token }) {
      if (!token) return authentication[0] as Authentication
      const bearer = bearers.find(({ prefix }) => prefix === token.prefix)
      if (!bearer) throw new Error('No room hands out tokens of this kind.')
      return bearer
    },
    operations,
    permissions,
    roles,
    constraintErrors: Object.assign({}, ...modules.map((module) => module.constraintErrors ?? {})),
    jobs,
    reactions,
    slots: slotsOf(modules),
    purges: [...platformPurges, ...modules.flatMap((module) => module.purges ?? [])],
    tenancy: tenancy[0] as Tenancy,
    authentication: authentication[0] as Authentication,
    keepMail: keepMail[0] as KeepMail,
    keepSms: keepSms[0] as KeepSms,
    keepsViews: modules.find((module) => module.keepsViews)?.keepsViews ?? null,
    brands: modules.find((module) => module.brands)?.brands ?? null,
    taskKeeping: taskKeeping[0] as TaskKeeping,
  }
}

function needsPlace(command: AnyCommand): boolean {
  return !isRequirement(command.permission)
}
