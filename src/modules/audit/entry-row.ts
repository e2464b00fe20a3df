import type { RecordedChange, PersonalValues as Sealed } from '../../platform/audit/recorded-change.ts'
import type { Crypto } from '../../platform/crypto/crypto.ts'
import { decryptFor, findPersonKeys } from '../../platform/crypto/person-keys.ts'
import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { QueryContext } from '../../platform/declare/operation.ts'
import { messageKeyOf } from '../../platform/errors.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { type Translated, textIn } from '../../platform/presentation/translated.ts'
import type { Translate } from '../../platform/presentation/view.ts'
import { sayAct } from '../../platform/slots/acts.ts'
import { gap, templateText } from '../../platform/words.ts'
import { isBuiltIn } from '../access/index.ts'
import type { Entry, PersonalValues } from './contract.ts'
import { rootPath, visibleEntries } from './policy.ts'
import { aboutWhom, whoDidIt } from './who-row.ts'

export interface EntryRow
  extends Omit<Entry, 'changes' | 'hash' | 'link' | 'abilities' | 'act' | 'roleName' | 'reasonText'> {
  tenantId: string
  /** Entries lie at the root of their association. */
  unitPath: string
  changes: RecordedChange[]
  originKey: string | null
  origin: Buffer | null
  hash: Buffer
  position: number | null
  linkHash: Buffer | null
  /** Of a role that staff made. */
  madeRole: Translated | null
}

export async function findEntry(
  run: RunSql,
  entryId: string,
  actor: Actor,
  now: Date,
): Promise<EntryRow | null> {
  const [entry] = await run<Omit<EntryRow, 'unitPath'>>(sql`
    SELECT a.entry_id AS id, a.tenant_id AS "tenantId", a.occurred_at AS "occurredAt", a.operation, a.category, a.severity,
      a.compliance, a.outcome, a.reason, a.actor_kind AS "actorKind", a.system_reason AS "systemReason",
      a.person_id AS "personId", ${whoDidIt} AS "personName",
      coalesce((SELECT json_agg(json_build_object('id', w.id, 'name', w.name) ORDER BY w.name, w.id) FROM ${aboutWhom} w), '[]'::json) AS about, a.account_id AS "accountId", a.session_id AS "sessionId",
      a.token_id AS "tokenId", k.name AS "tokenName",
      a.grant_id AS "grantId", a.role, a.on_behalf_of AS "onBehalfOf",
      b.person_id AS "onBehalfOfId", b.display_name AS "onBehalfOfName", a.request_id AS "requestId", a.changes, a.suppressed,
      a.origin_key AS "originKey", a.origin, a.hash, a.position, a.link_hash AS "linkHash", r.name AS "madeRole"
    FROM audit_trail a LEFT JOIN people p ON p.tenant_id = a.tenant_id AND p.person_id = a.person_id
      LEFT JOIN people b ON b.tenant_id = a.tenant_id AND b.account_id::text = a.on_behalf_of
      LEFT JOIN token_names k ON k.tenant_id = a.tenant_id AND k.token_id = a.token_id
      LEFT JOIN role_names r ON r.tenant_id = a.tenant_id AND r.role_id::text = a.role
    WHERE a.entry_id = ${entryId}::uuid AND ${visibleEntries(actor, now)}`)
  return entry && entry.tenantId !== null ? { ...entry, unitPath: rootPath(entry.tenantId) } : null
}

export function toReply(
  row: EntryRow,
  { slots, text, locale }: Pick<QueryContext<never>, 'slots' | 'text' | 'locale'>,
  reveal: boolean,
): Entry {
  const { unitPath, tenantId, originKey, origin, changes, hash, position, linkHash, madeRole, ...rest } = row
  const { role } = rest
  return {
    ...rest,
    reasonText: rest.reason === null ? null : sayReason(rest.reason, text),
    act: sayAct(slots.acts, rest.operation, text),
    roleName: madeRole
      ? textIn(madeRole, locale())
      : role !== null && isBuiltIn(role)
        ? text(`access.roleNames.${role}`)
        : role,
    changes: changes.map(({ type, id, before, after, hidden = [], personal }) => ({
      type,
      id,
      before,
      after,
      hidden,
      personal: personal?.fields ?? [],
    })),
    hash: hash.toString('hex'),
    link: position === null || linkHash === null ? null : { position, hash: linkHash.toString('hex') },
    abilities: { reveal },
  }
}

/** Why something was refused, in words. What no room declares any more keeps its code. */
export function sayReason(code: string, text: Translate): string {
  const key = messageKeyOf(code)
  const words = text(key)
  if (words === key) return code
  // Where every sentence needs values, it is said with what was left out.
  return withoutValues(words) || templateText(words) || code
}

/** An entry keeps no values of a message: the sentences that need none are what can still be said. */
function withoutValues(message: string): string {
  return templateText(message)
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => !sentence.includes(gap))
    .join(' ')
}

/** Whose keys hide something of an entry. */
export function holdersOf({ originKey, changes }: EntryRow): string[] {
  const ids = [originKey, ...changes.map(({ personal }) => personal?.key)].filter((id) => id != null)
  return [...new Set(ids)]
}

/** What the keys that are still there open. */
export async function openPersonal(run: RunSql, crypto: Crypto, row: EntryRow): Promise<PersonalValues> {
  const keys = await findPersonKeys(run, crypto, holdersOf(row))
  const originKey = keys.get(row.originKey ?? '')
  return {
    origin:
      originKey && row.origin
        ? (decryptFor(originKey, `${row.id} origin`, row.origin) as PersonalValues['origin'])
        : null,
    changes: row.changes.map(({ personal }, index) => {
      const key = keys.get(personal?.key ?? '')
      if (!key || !personal?.data) return null
      const data = Buffer.from(personal.data, 'base64')
      const { before, after } = decryptFor(key, `${row.id} change ${index}`, data) as Sealed
      return { before: before ?? null, after: after ?? null }
    }),
  }
}
