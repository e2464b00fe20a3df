import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { SignUpLetter } from '../contract.ts'
import { command } from '../room.ts'
import { hashToken, tokenFor } from '../token.ts'

/** Decides what the owner of the address reads, and makes the link: the same at each try, though only its hash is kept. */
export const issueSignUpLetter = command({
  name: 'identity.issueSignUpLetter',
  summary: 'Make the link that confirms an address',
  permission: 'system',
  input: z.strictObject({ signUpId: z.uuid() }),
  output: SignUpLetter,
  idempotent: false,
  async target({ tx }, { signUpId }) {
    const [signUp] = await tx.sql<{
      id: string
      email: string
      name: string
      locale: string
      tenantName: string
      confirmedAt: Date | null
      known: boolean
      ownName: string | null
    }>(sql`
      SELECT s.id, s.email, coalesce(s.given_name, s.family_name) AS name, s.locale, p.name AS "tenantName", s.confirmed_at AS "confirmedAt",
             EXISTS (SELECT 1 FROM accounts a WHERE a.email = s.email) AS known,
             (SELECT o.called FROM accounts a JOIN people o ON o.account_id = a.id
              WHERE a.email = s.email ORDER BY o.tenant_id = s.tenant_id DESC, o.person_id LIMIT 1) AS "ownName"
      FROM sign_ups s JOIN unit_places p ON p.unit_id = s.tenant_id
      WHERE s.id = ${signUpId}::uuid FOR UPDATE OF s`)
    return signUp ?? null
  },
  async run({ tx, services }, _input, { id, email, name, locale, tenantName, confirmedAt, known, ownName }) {
    const letter = { email, name, locale, tenantName }
    if (confirmedAt) return { ...letter, kind: 'done' as const, token: null }
    // Whoever typed the address may be a stranger to its owner, who is called by their own name.
    if (known) return { ...letter, name: ownName ?? email, kind: 'known' as const, token: null }
    const token = tokenFor(services, 'sign-up link', id)
    await tx.signUp.update({ where: { id }, data: { tokenHash: Uint8Array.from(hashToken(token)) } })
    return { ...letter, kind: 'verify' as const, token }
  },
})
