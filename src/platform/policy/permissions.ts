/** One thing that may be allowed, with the built-in roles that hold it. Rooms declare theirs in policy.ts. */
export interface PermissionDescription {
  /** Completes the sentence "Whoever holds this may …". */
  may: string
  heldBy: readonly string[]
}

export type Permissions = Record<string, PermissionDescription>

/**
 * What a declaration asks of whoever calls it.
 * `anyone`: also visitors. `signed-in`: any account, for what concerns only itself. `member`: a person of the
 * tenant. `system`: jobs and scripts only. Everything else is a permission that a role carries.
 */
export type Requirement = 'anyone' | 'signed-in' | 'member' | 'system'

const requirements: ReadonlySet<string> = new Set<Requirement>(['anyone', 'signed-in', 'member', 'system'])

export function isRequirement(permission: string): permission is Requirement {
  return requirements.has(permission)
}

export interface RoleDescription {
  key: string
  /** Whether the role is held at the root only, or at any unit. */
  scope: 'root' | 'unit'
}

/** Which permissions each role carries, put together from all rooms at the start. */
export class RoleBook {
  readonly roles: ReadonlyMap<string, ReadonlySet<string>>

  constructor(roles: readonly RoleDescription[], permissions: Permissions) {
    const book = new Map<string, Set<string>>(roles.map((role) => [role.key, new Set<string>()]))
    for (const [name, { heldBy }] of Object.entries(permissions)) {
      for (const role of heldBy) {
        const held = book.get(role)
        if (!held) throw new Error(`Permission ${name} is held by ${role}, but no room declares that role.`)
        held.add(name)
      }
    }
    this.roles = book
  }

  permissionsOf(role: string): ReadonlySet<string> {
    return this.roles.get(role) ?? none
  }
}

const none: ReadonlySet<string> = new Set()
