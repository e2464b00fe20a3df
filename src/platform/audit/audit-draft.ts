import { encryptFor, type PersonKey, visitorsKeyId } from '../crypto/person-keys.ts'
import type { AnyCommand, ProvenAccount, ResourceReference } from '../declare/operation.ts'
import { isId, newId } from '../ids.ts'
import type { Actor, Authority } from '../policy/actor.ts'
import type { Caller } from '../run/runner.ts'
import { type AuditEntryRow, entryFormat, hashOf } from './entry.ts'
import { type AuditedChange, changeOf, type RecordedChange } from './recorded-change.ts'

/** What the audit needs to know of whatever was called. */
export type Audited = Pick<
  AnyCommand,
  'name' | 'room' | 'category' | 'severity' | 'compliance' | 'resources' | 'isUnnamed'
>

/** Whatever only reads writes nothing down when it is answered. That somebody was refused it is worth an entry. */
export function asRead(name: string): Audited {
  const room = name.slice(0, name.indexOf('.'))
  return { name, room, category: 'activity', severity: 'notable', compliance: false, resources: {} }
}

/** An audit entry while its command still runs. */
export class AuditDraft {
  readonly command: Audited
  readonly #actor: Actor
  readonly #authority: Authority | null
  readonly #caller: Caller
  readonly #changes: AuditedChange[] = []
  #whose: ProvenAccount | null
  #reason: string | null = null
  #tenantId: string | null
  #suppressed = 0

  constructor(command: Audited, actor: Actor, authority: Authority | null, caller: Caller) {
    this.command = command
    this.#actor = actor
    this.#authority = authority
    this.#caller = caller
    this.#tenantId = actor.tenantId
    this.#whose = actor.kind === 'account' && !command.isUnnamed ? (actor.by ?? actor) : null
  }

  /** For what begins as nobody's and shows whose it is: a sign-in. */
  actsAs(account: ProvenAccount): void {
    if (this.#actor.kind === 'visitor') this.#whose = account
  }

  /** Whoever runs the installation is nobody of the association that they act upon. */
  within(tenantId: string | null): void {
    if (this.#tenantId === tenantId) return
    this.#tenantId = tenantId
    if (this.#whose) this.#whose = { ...this.#whose, personId: null }
  }

  record(resource: ResourceReference, before: object | null, after: object | null): void {
    const declared = this.command.resources[resource.type]
    if (!declared)
      throw new Error(
        `${this.command.name} records a ${resource.type}, which the resources in ${this.command.room}/room.ts do not name.`,
      )
    this.#changes.push(changeOf(declared, resource, before, after))
  }

  /** What a refused call was about, as far as its input says so: the ids that it named. */
  askedAbout(input: unknown): this {
    if (typeof input !== 'object' || input === null) return this
    for (const [field, value] of Object.entries(input)) {
      const [, type] = /^(\w+)Id$/.exec(field) ?? []
      if (type && typeof value === 'string' && isId(value))
        this.#changes.push({ open: { type, id: value, before: null, after: null }, fields: [] })
    }
    return this
  }

  refused(reason: string, suppressed = 0): this {
    this.#reason = reason
    this.#suppressed = suppressed
    return this
  }

  /** Ids of the persons and accounts whose keys it takes to write this down. */
  keysNeeded(): string[] {
    const about = this.#changes.flatMap((change) => (change.personal ? [change.about ?? this.#ownKey] : []))
    return this.#origin() ? [this.#ownKey, ...about] : about
  }

  toRow(keys: ReadonlyMap<string, PersonKey>): AuditEntryRow & { hash: Buffer } {
    const actor = this.#actor
    const account = this.#whose
    const { command } = this
    const id = newId(this.#caller.now.getTime())
    const origin = this.#origin()
    const originKey = origin && keys.get(this.#ownKey)
    const row: AuditEntryRow = {
      id,
      tenant_id: this.#tenantId,
      occurred_at: this.#caller.now,
      format: entryFormat,
      operation: command.name,
      category: command.category,
      severity: command.severity,
      compliance: command.compliance,
      outcome: this.#reason === null ? 'done' : 'refused',
      reason: this.#reason,
      actor_kind: account ? 'account' : actor.kind,
      system_reason: actor.kind === 'system' ? actor.reason : null,
      account_id: account?.accountId ?? null,
      person_id: account?.personId ?? null,
      session_id: account?.sessionId ?? null,
      // A grant, a token and an account that is acted for lead to somebody as well.
      grant_id: command.isUnnamed ? null : (this.#authority?.grantId ?? null),
      role: this.#authority?.role ?? null,
      on_behalf_of: command.isUnnamed
        ? null
        : actor.kind === 'system'
          ? actor.onBehalfOf
          : whomActedFor(actor),
      request_id: this.#caller.request.id,
      origin_key: originKey ? this.#ownKey : null,
      origin: originKey ? encryptFor(originKey, `${id} origin`, origin) : null,
      changes: JSON.stringify(this.#changes.map((change, index) => this.#written(change, id, index, keys))),
      suppressed: this.#suppressed,
      token_id: actor.kind === 'account' && !command.isUnnamed ? (actor.token?.id ?? null) : null,
    }
    return { ...row, hash: hashOf(row) }
  }

  #written(
    change: AuditedChange,
    entryId: string,
    index: number,
    keys: ReadonlyMap<string, PersonKey>,
  ): RecordedChange {
    if (!change.personal) return change.open
    const holder = change.about ?? this.#ownKey
    const personal = { key: holder, fields: change.fields }
    const key = keys.get(holder)
    // Whoever was erased leaves nothing more behind.
    if (!key) return { ...change.open, personal }
    const data = encryptFor(key, `${entryId} change ${index}`, change.personal).toString('base64')
    return { ...change.open, personal: { ...personal, data } }
  }

  #origin(): { ipAddress: string | null; userAgent: string | null } | null {
    if (this.command.isUnnamed) return null
    const { ipAddress, userAgent } = this.#caller.request
    return ipAddress === null && userAgent === null ? null : { ipAddress, userAgent }
  }

  get #ownKey(): string {
    return this.#whose?.personId ?? this.#whose?.accountId ?? visitorsKeyId(this.#caller.now)
  }
}

/** Whoever acts for somebody is named as the one who did it, and the other as the one for whom. */
function whomActedFor(actor: Actor): string | null {
  return actor.kind === 'account' && actor.by ? actor.accountId : null
}
