import { z } from 'zod'
import { joiningOf } from '../../membership/index.ts'
import { Nothing } from '../contract.ts'
import { findRelyingParty } from '../passkey.ts'
import { query } from '../room.ts'

export const readSignInWays = query({
  name: 'identity.readSignInWays',
  summary: 'What one may sign in and join with here',
  permission: 'anyone',
  tokens: true,
  input: Nothing,
  output: z.strictObject({
    phones: z.boolean(),
    joining: z
      .enum(['open', 'request', 'closed'])
      .nullable()
      .describe(
        'How people come in by themselves: at once, by a decision of the staff, or not at all. Null where no association is chosen.',
      ),
    /** Whether passkeys work at this host. */
    passkeys: z.boolean(),
    /** For how many days a browser may go without the second step. */
    trustDays: z.int(),
  }),
  http: { method: 'get', path: '/sign-in/ways' },
  run: async ({ services, db, actor, request }) => ({
    joining: actor.tenantId === null ? null : await joiningOf(db.sql, actor.tenantId),
    phones: services.config.sms !== 'off',
    passkeys: (await findRelyingParty(db.sql, request, services.config)) !== null,
    trustDays: services.config.DEVICE_TRUST_DAYS,
  }),
})
