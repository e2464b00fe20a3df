/** What the audit may keep of one type of resource. Fields that are not named here are kept as they are. */
export interface AuditedResource {
  /** Fields about a person: kept encrypted under that person's key, and unreadable once the person is erased. */
  personal?: readonly string[]
  /** Fields that are never kept; only that they changed. Bytes and `sealed…` fields count as such by themselves. */
  secret?: readonly string[]
  /**
   * Whose key: the field that holds the person's (or account's) id, or `id` where the resource is the person. Without
   * it, what is personal belongs to whoever acts.
   */
  about?: string
}

/** By type. Each room declares its own, once, in room.ts. */
export type AuditedResources = Readonly<Record<string, AuditedResource>>

/** What an entry is about, for those who look for something. */
export type AuditCategory =
  /** Roles and invitations: who may do what. */
  | 'access'
  /** Accounts, credentials and sessions. */
  | 'account'
  /** What is kept about people. */
  | 'people'
  /** Units, and who belongs to them. */
  | 'structure'
  | 'money'
  /** What people do from day to day. */
  | 'activity'
  /** What keeps the portal running. */
  | 'upkeep'

export const auditCategories = [
  'access',
  'account',
  'people',
  'structure',
  'money',
  'activity',
  'upkeep',
] as const satisfies readonly AuditCategory[]
