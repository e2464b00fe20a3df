import { z } from 'zod'
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
    /** Whether passkeys work at this host. */
    passkeys: z.boolean(),
    /** For how many days a browser may go without the second step. */
    trustDays: z.int(),
  }),
  http: { method: 'get', path: '/sign-in/ways' },
  run: async ({ services, db, request }) => ({
    phones: services.config.sms !== 'off',
    passkeys: (await findRelyingParty(db.sql, request, services.config)) !== null,
    trustDays: services.config.DEVICE_TRUST_DAYS,
  }),
})
