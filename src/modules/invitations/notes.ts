import type { QueryContext } from '../../platform/declare/operation.ts'
import { type Address, entriesAmong } from '../identity/index.ts'

type Asking = Pick<QueryContext<never>, 'db' | 'now' | 'slots' | 'text' | 'locale'>

/** Somebody who is invited, or would be. */
export interface Invitee {
  address: Address | null
  role: string | null
}

/**
 * What whoever invites should know beforehand, in words: that the association knows somebody with this address already, who takes over
 * their entry, and what it asks for the role, without which they come in all the same. A few statements for all of them.
 */
export async function notesOn(
  { db, now, slots, text, locale }: Asking,
  tenantId: string,
  invitees: readonly Invitee[],
): Promise<string[][]> {
  const addresses = invitees.flatMap(({ address }) => address ?? [])
  const entries = addresses.length > 0 ? await entriesAmong(db.sql, tenantId, addresses, now) : new Map()
  const asked = new Map<string, string>()
  for (const role of new Set(invitees.flatMap((each) => each.role ?? []))) {
    const about = { tenantId, aim: { kind: 'role', role } as const }
    const parts = await slots.eligibility?.asked(db.sql, about, { text, locale: locale() })
    if (parts && parts.length > 0) asked.set(role, parts.join(', '))
  }
  return invitees.map(({ address, role }) => {
    const what = asked.get(role ?? '')
    return [
      ...(address && entries.has(address.value) ? [text('invitations.note.entry')] : []),
      ...(what ? [text('invitations.note.asked', { what })] : []),
    ]
  })
}
