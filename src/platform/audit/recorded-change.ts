import type { ResourceReference } from '../declare/operation.ts'
import type { AuditedResource } from './resources.ts'

type Fields = Record<string, unknown>

/** What an entry says about one resource; an item of its column `changes`. */
export interface RecordedChange extends ResourceReference {
  before: Fields | null
  after: Fields | null
  /** Names of fields that changed and whose values are never kept. */
  hidden?: string[]
  /** Personal values: encrypted under the key of a person; without `data` where that key was destroyed before. */
  personal?: { key: string; fields: string[]; data?: string }
}

/** What is encrypted in `personal.data`. */
export interface PersonalValues {
  before?: Fields
  after?: Fields
}

/** A change sorted into what everybody who reads the audit may see, and what stands under somebody's key. */
export interface AuditedChange {
  open: RecordedChange
  personal?: PersonalValues
  /** Names of the fields in `personal`. */
  fields: string[]
  /** Whose key; whoever acts, where it says nothing. */
  about?: string
}

export function changeOf(
  declared: AuditedResource,
  resource: ResourceReference,
  before: object | null,
  after: object | null,
): AuditedChange {
  const [old, next] = onlyWhatChanged(before as Fields | null, after as Fields | null)
  const hidden = new Set<string>()
  const personalFields = new Set<string>()
  const sorted = (fields: Fields | null): { open: Fields | null; personal?: Fields } => {
    if (!fields) return { open: null }
    const open: Fields = {}
    const personal: Fields = {}
    for (const [name, value] of Object.entries(fields)) {
      if (isSecret(declared, name, value)) hidden.add(name)
      else if (value != null && declared.personal?.includes(name)) {
        personal[name] = value
        personalFields.add(name)
      } else open[name] = value
    }
    return Object.keys(personal).length > 0 ? { open, personal } : { open }
  }
  const [was, is] = [sorted(old), sorted(next)]
  const open: RecordedChange = { type: resource.type, id: resource.id, before: was.open, after: is.open }
  if (hidden.size > 0) open.hidden = [...hidden]
  if (personalFields.size === 0) return { open, fields: [] }
  return {
    open,
    personal: { before: was.personal, after: is.personal },
    fields: [...personalFields],
    about: aboutWhom(declared, resource, before as Fields | null, after as Fields | null),
  }
}

function aboutWhom(
  { about }: AuditedResource,
  resource: ResourceReference,
  before: Fields | null,
  after: Fields | null,
): string | undefined {
  if (about === undefined) return undefined
  const id = about === 'id' ? resource.id : (after?.[about] ?? before?.[about])
  return typeof id === 'string' ? id : undefined
}

function isSecret({ secret }: AuditedResource, name: string, value: unknown): boolean {
  return (secret?.includes(name) ?? false) || name.startsWith('sealed') || ArrayBuffer.isView(value)
}

/** Both sides whole where something began or ended, else the fields that differ. */
function onlyWhatChanged(before: Fields | null, after: Fields | null): [Fields | null, Fields | null] {
  if (!before || !after) return [before, after]
  const old: Fields = {}
  const next: Fields = {}
  for (const [key, value] of Object.entries(after)) {
    const previous = before[key]
    if (JSON.stringify(previous) !== JSON.stringify(value)) {
      old[key] = previous ?? null
      next[key] = value
    }
  }
  return [old, next]
}
