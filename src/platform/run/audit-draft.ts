import type { AnyCommand, ResourceReference } from '../declare/operation.ts'
import { newId } from '../ids.ts'
import type { Actor, Authority } from '../policy/actor.ts'
import type { Caller } from './runner.ts'

interface Change extends ResourceReference {
  before: object | null
  after: object | null
}

/** An audit entry while its command still runs. */
export class AuditDraft {
  readonly #command: AnyCommand
  readonly #actor: Actor
  readonly #authority: Authority | null
  readonly #caller: Caller
  readonly #changes: Change[] = []
  #reason: string | null = null

  constructor(command: AnyCommand, actor: Actor, authority: Authority | null, caller: Caller) {
    this.#command = command
    this.#actor = actor
    this.#authority = authority
    this.#caller = caller
  }

  record(resource: ResourceReference, before: object | null, after: object | null): void {
    this.#changes.push({ ...resource, ...onlyWhatChanged(before, after) })
  }

  refused(reason: string): this {
    this.#reason = reason
    return this
  }

  /** Named as the columns of audit_entries. */
  toRow(): Record<string, unknown> {
    const actor = this.#actor
    const account = actor.kind === 'account' ? actor : null
    return {
      id: newId(this.#caller.now.getTime()),
      tenant_id: actor.tenantId,
      occurred_at: this.#caller.now,
      operation: this.#command.name,
      outcome: this.#reason === null ? 'done' : 'refused',
      reason: this.#reason ?? (actor.kind === 'system' ? actor.reason : null),
      severity: this.#command.severity,
      actor_kind: actor.kind,
      account_id: account?.accountId ?? null,
      person_id: account?.personId ?? null,
      session_id: account?.sessionId ?? null,
      grant_id: this.#authority?.grantId ?? null,
      role: this.#authority?.role ?? null,
      on_behalf_of: actor.kind === 'system' ? actor.onBehalfOf : null,
      request_id: this.#caller.request.id,
      ip_address: this.#caller.request.ipAddress,
      user_agent: this.#caller.request.userAgent,
      changes: this.#changes,
    }
  }
}

function onlyWhatChanged(
  before: object | null,
  after: object | null,
): { before: object | null; after: object | null } {
  if (!before || !after) return { before, after }
  const old: Record<string, unknown> = {}
  const next: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(after)) {
    const previous = (before as Record<string, unknown>)[key]
    if (JSON.stringify(previous) !== JSON.stringify(value)) {
      old[key] = previous ?? null
      next[key] = value
    }
  }
  return { before: old, after: next }
}
