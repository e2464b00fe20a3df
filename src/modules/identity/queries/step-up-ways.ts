import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { Nothing } from '../contract.ts'
import { query } from '../room.ts'

export const readStepUpWays = query({
  name: 'identity.readStepUpWays',
  summary: 'What you can show that it is you with',
  permission: 'signed-in',
  input: Nothing,
  output: z.strictObject({
    way: z.enum(['app', 'password', 'code']),
    /** Whether a passkey of the account works at this host. */
    passkey: z.boolean(),
  }),
  http: { method: 'get', path: '/step-up' },
  async run({ db, actor, request }) {
    const host = request.origin && URL.canParse(request.origin) ? new URL(request.origin).hostname : ''
    const [account] = await db.sql<{ way: 'app' | 'password' | 'code'; passkey: boolean }>(sql`
      SELECT CASE WHEN EXISTS (SELECT 1 FROM second_factors WHERE account_id = a.id AND confirmed_at IS NOT NULL) THEN 'app'
                  WHEN a.password_hash IS NULL THEN 'code' ELSE 'password' END AS way,
             EXISTS (SELECT 1 FROM passkeys p WHERE p.account_id = a.id AND p.rp_id = ${host}) AS passkey
      FROM accounts a WHERE a.id = ${accountOf(actor)}::uuid`)
    return { way: account?.way ?? 'password', passkey: account?.passkey ?? false }
  },
})
