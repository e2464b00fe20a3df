/**
 * One thing that may be allowed, with the built-in roles that hold it. Rooms declare theirs in policy.ts. Pages say it
 * by the locale key `<room>.may.<rest of its name>`.
 */
export interface PermissionDescription {
  /** Completes the sentence "Whoever holds this may …". */
  may: string
  heldBy: readonly string[]
  /** What it brings along: whoever may change something may see it. */
  implies?: readonly string[]
  /** It counts at the root of an association alone: at a unit below nobody could make use of it. */
  onlyAtRoot?: true
  /** Of what platform administrators do not see who look into an association. */
  closedToVisits?: true
}

export type Permissions = Record<string, PermissionDescription>

/**
 * What a declaration asks of whoever calls it.
 * `anyone`: also visitors. `signed-in`: any account, for what concerns only itself. `person`: a person of the
 * tenant, also while their membership rests (suspended, expelled …). `member`: one whose membership does not rest.
 * `platform`: an account that runs the installation; no role of an association carries it, and nobody in the portal can
 * give it. `system`: jobs and scripts only. Everything else is a permission that a role carries.
 */
export type Requirement = 'anyone' | 'signed-in' | 'person' | 'member' | 'platform' | 'system'

const requirements: ReadonlySet<string> = new Set<Requirement>([
  'anyone',
  'signed-in',
  'person',
  'member',
  'platform',
  'system',
])

export function isRequirement(permission: string): permission is Requirement {
  return requirements.has(permission)
}

export interface RoleDescription {
  key: string
  /** Whether the role is held at the root only, or at any unit. */
  scope: 'root' | 'unit'
}

/**
 * Which permissions each role carries, put together from all rooms at the start. What permissions imply is worked out
 * then, once: a check only looks whether a set has a name.
 */
export class RoleBook {
  /** All that rooms declare, by name. */
  readonly permissions: Readonly<Permissions>
  /** The built-in roles with all that they carry. */
  readonly roles: ReadonlyMap<string, ReadonlySet<string>>
  /** Each permission with all that it implies, itself first. */
  readonly #closures: ReadonlyMap<string, ReadonlySet<string>>
  #visiting: ReadonlySet<string> | null = null

  constructor(roles: readonly RoleDescription[], permissions: Permissions) {
    this.permissions = permissions
    this.#closures = closuresOf(permissions)
    const given = new Map<string, string[]>(roles.map((role) => [role.key, []]))
    for (const [name, { heldBy }] of Object.entries(permissions)) {
      for (const role of heldBy) {
        const held = given.get(role)
        if (!held) throw new Error(`Permission ${name} is held by ${role}, but no room declares that role.`)
        held.push(name)
      }
    }
    this.roles = new Map([...given].map(([role, names]) => [role, this.withImplied(names)]))
  }

  /** What a role carries: a built-in one by its key, one that staff made by what stands in it. */
  permissionsOf(role: string, made: readonly string[] | null = null): ReadonlySet<string> {
    return made ? this.withImplied(made) : (this.roles.get(role) ?? none)
  }

  /** What rooms gave to a built-in role, without what that brings along. */
  chosenFor(role: string): string[] {
    return Object.entries(this.permissions).flatMap(([name, { heldBy }]) =>
      heldBy.includes(role) ? [name] : [],
    )
  }

  /**
   * How one of these names comes to allow another: from itself on, each step what the one before implies. Empty where none
   * does.
   */
  stepsTo(names: readonly string[], permission: string): string[] {
    const ways = names.filter((name) => this.isDeclared(name)).map((name) => [name])
    for (const way of ways) {
      const last = way.at(-1) as string
      if (last === permission) return way
      for (const next of this.permissions[last]?.implies ?? [])
        if (this.#closures.get(next)?.has(permission)) ways.push([...way, next])
    }
    return []
  }

  /** What a platform administrator may see of an association: what its administrators may, but for what is closed to visits. */
  visiting(): ReadonlySet<string> {
    this.#visiting ??= new Set(
      [...this.permissionsOf('administrator')].filter((name) => !this.permissions[name]?.closedToVisits),
    )
    return this.#visiting
  }

  isDeclared(name: string): boolean {
    return this.#closures.has(name)
  }

  /** These permissions and all that they imply. A name that no room declares any more counts for nothing. */
  withImplied(names: readonly string[]): ReadonlySet<string> {
    return new Set(names.flatMap((name) => [...(this.#closures.get(name) ?? none)]))
  }
}

function closuresOf(permissions: Permissions): Map<string, Set<string>> {
  const closures = new Map<string, Set<string>>()
  const visit = (name: string, through: readonly string[]): Set<string> => {
    if (through.includes(name))
      throw new Error(`Permissions imply each other in a circle: ${[...through, name].join(' -> ')}.`)
    const known = closures.get(name)
    if (known) return known
    const closure = new Set([name])
    for (const implied of permissions[name]?.implies ?? []) {
      if (!permissions[implied])
        throw new Error(`Permission ${name} implies ${implied}, which no room's policy names.`)
      for (const each of visit(implied, [...through, name])) closure.add(each)
    }
    closures.set(name, closure)
    return closure
  }
  for (const name of Object.keys(permissions)) visit(name, [])
  return closures
}

const none: ReadonlySet<string> = new Set()
