import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { Nothing } from '../contract.ts'
import { hasSecondFactor } from '../errors.ts'
import { command } from '../room.ts'
import { newSecret, secondFactorPurpose } from '../second-factor.ts'

/** Nothing asks for the app yet: that begins with a first code from it. */
export const beginSecondFactor = command({
  name: 'identity.beginSecondFactor',
  summary: 'Make the secret that an app for codes is set up with',
  permission: 'signed-in',
  stepUp: true,
  input: Nothing,
  output: Nothing,
  http: { method: 'post', path: '/account/second-factor' },
  severity: 'notable',
  async run({ tx, actor, now, services }) {
    const accountId = accountOf(actor)
    const sealed = services.crypto.seal(secondFactorPurpose, newSecret())
    const begun = await tx.sql(sql`
      INSERT INTO second_factors (account_id, sealed_secret, created_at) VALUES (${accountId}::uuid, ${sealed}, ${now})
      ON CONFLICT (account_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, created_at = excluded.created_at
      WHERE second_factors.confirmed_at IS NULL RETURNING account_id`)
    if (begun.length === 0) throw hasSecondFactor()
    return {}
  },
})
