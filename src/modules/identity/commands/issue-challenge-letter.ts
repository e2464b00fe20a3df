import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { type Address, accountAt } from '../address.ts'
import { linkPurpose, type Purpose } from '../challenge.ts'
import { codeFor } from '../code.ts'
import { ChallengeLetter } from '../contract.ts'
import { command } from '../room.ts'
import { tokenFor } from '../token.ts'

interface Row extends Address {
  id: string
  purpose: Purpose
  accountId: string | null
  locale: string
  isOver: boolean
  hasCode: boolean
  hasLink: boolean
  newcomer: string | null
}

interface Owner {
  accountId: string
  name: string | null
  locale: string | null
}

/**
 * Decides what the owner of an address reads, and hands out code and link: the same at each try, though only their
 * hashes are kept. Whether an account has the address is looked up here and nowhere before.
 */
export const issueChallengeLetter = command({
  name: 'identity.issueChallengeLetter',
  summary: 'Write to the address of a challenge',
  permission: 'system',
  input: z.strictObject({ challengeId: z.uuid() }),
  output: ChallengeLetter,
  idempotent: false,
  async target({ tx, now }, { challengeId }) {
    const [challenge] = await tx.sql<Row>(sql`
      SELECT c.id, c.purpose, c.channel, c.address AS value, c.account_id AS "accountId", c.locale, coalesce(s.given_name, s.family_name) AS newcomer,
             c.closed_at IS NOT NULL OR c.expires_at <= ${now} AS "isOver",
             c.code_hash IS NOT NULL AND c.code_expires_at > ${now} AS "hasCode", c.link_hash IS NOT NULL AS "hasLink"
      FROM challenges c LEFT JOIN sign_ups s ON s.id = c.id WHERE c.id = ${challengeId}::uuid AND c.address IS NOT NULL FOR UPDATE OF c`)
    return challenge ?? null
  },
  async run({ tx, actor, services }, _input, challenge) {
    const { id, purpose, channel, value, accountId, isOver, hasCode, hasLink, newcomer } = challenge
    const [owner] = await tx.sql<Owner>(sql`
      SELECT a.id AS "accountId", p.called AS name, p.locale FROM accounts a
      LEFT JOIN LATERAL (
        SELECT called, locale FROM people WHERE account_id = a.id
        ORDER BY tenant_id IS NOT DISTINCT FROM ${actor.tenantId}::uuid DESC, person_id LIMIT 1
      ) p ON true
      WHERE ${accountAt(challenge)} AND a.status = 'active'`)
    // A new address is nobody's yet; who asked for the code to it has a name already.
    const [asker] = await tx.sql<{ name: string; locale: string }>(sql`
      SELECT called AS name, locale FROM people WHERE account_id = ${accountId}::uuid
      ORDER BY tenant_id IS NOT DISTINCT FROM ${actor.tenantId}::uuid DESC, person_id LIMIT 1`)
    const kind = isOver ? 'none' : kindOf(purpose, channel, accountId, owner)
    // Whoever typed the address may be a stranger to its owner, who is called by their own name.
    const letter = {
      kind,
      channel,
      to: value,
      name: owner?.name ?? asker?.name ?? (kind === 'join' ? newcomer : null) ?? value,
      locale: owner?.locale ?? asker?.locale ?? challenge.locale,
    } as const
    const isAnswerable = kind === purpose
    return {
      ...letter,
      code: isAnswerable && hasCode ? codeFor(services, id) : null,
      token: isAnswerable && hasLink ? tokenFor(services, linkPurpose(purpose), id) : null,
    }
  },
})

function kindOf(
  purpose: Purpose,
  channel: Address['channel'],
  accountId: string | null,
  owner: Owner | undefined,
): ChallengeLetter['kind'] {
  switch (purpose) {
    case 'join':
      return owner ? 'known' : 'join'
    case 'signIn':
    case 'resetPassword':
      // A message to the phone of somebody who has no account would cost money and tell a stranger nothing.
      return owner ? purpose : channel === 'email' ? 'noAccount' : 'none'
    case 'changeAddress':
      return !owner ? purpose : owner.accountId === accountId ? 'none' : 'addressTaken'
    case 'undoChange':
      return purpose
    case 'stepUp':
    case 'unlock':
      return owner ? purpose : 'none'
    default:
      return 'none'
  }
}
