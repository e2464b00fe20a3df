import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { AskForPasskey, CreationOptions, Nothing, PasskeyList, RequestOptions } from '../contract.ts'
import {
  algorithms,
  challengeOf,
  newTicket,
  passkeyLibrary,
  relyingPartyOf,
  subjectFor,
  ticketMinutes,
} from '../passkey.ts'
import { query } from '../room.ts'
import { hashToken } from '../token.ts'

export const listMyPasskeys = query({
  name: 'identity.listMyPasskeys',
  summary: 'List your passkeys',
  permission: 'signed-in',
  input: Nothing,
  output: PasskeyList,
  http: { method: 'get', path: '/account/passkeys' },
  run: async ({ db, actor }) => ({
    items: await db.sql<z.output<typeof PasskeyList>['items'][number]>(sql`
      SELECT id, name, rp_id AS host, may_be_synced AS "mayBeSynced", is_backed_up AS "isBackedUp",
        created_at AS "createdAt", last_used_at AS "lastUsedAt"
      FROM passkeys WHERE account_id = ${accountOf(actor)}::uuid ORDER BY created_at, id`),
  }),
})

/** For signing in it names nobody: the browser offers what it has, and the answer says whose it is. */
export const readPasskeyRequest = query({
  name: 'identity.readPasskeyRequest',
  summary: 'What to hand to navigator.credentials.get, to show that it is you with a passkey',
  permission: 'anyone',
  input: AskForPasskey,
  output: RequestOptions,
  http: { method: 'get', path: '/passkeys/request' },
  async run(context, { purpose }) {
    const { db, actor, now, request, services } = context
    const party = await relyingPartyOf(db.sql, request, services.config)
    const ticket = newTicket(now)
    const challenge = challengeOf(services, purpose, subjectFor(purpose, context), ticket)
    const accountId = actor.kind === 'account' && purpose === 'stepUp' ? actor.accountId : null
    const flowHash = purpose === 'secondStep' ? hashToken(request.flow ?? '') : null
    const known = await db.sql<{ id: Buffer; transports: string[] }>(sql`
      SELECT p.credential_id AS id, p.transports FROM passkeys p
      WHERE p.rp_id = ${party.id} AND (p.account_id = ${accountId}::uuid OR p.account_id = (
        SELECT c.account_id FROM challenges c
        WHERE c.flow_hash = ${flowHash} AND c.purpose = 'secondStep' AND c.closed_at IS NULL AND c.code_expires_at > ${now}))
      ORDER BY p.created_at`)
    const { generateAuthenticationOptions } = await passkeyLibrary()
    const options = await generateAuthenticationOptions({
      rpID: party.id,
      challenge: new Uint8Array(challenge),
      userVerification: 'required',
      timeout: ticketMinutes * 60_000,
      allowCredentials: known.map(({ id, transports }) => ({
        id: id.toString('base64url'),
        transports: transports as never,
      })),
    })
    return { ticket, publicKey: { ...options } }
  },
})

export const readPasskeyCreation = query({
  name: 'identity.readPasskeyCreation',
  summary: 'What to hand to navigator.credentials.create, to make a passkey for your account',
  permission: 'signed-in',
  stepUp: true,
  input: Nothing,
  output: CreationOptions,
  http: { method: 'get', path: '/passkeys/creation' },
  async run(context) {
    const { db, actor, now, request, services } = context
    const party = await relyingPartyOf(db.sql, request, services.config)
    const ticket = newTicket(now)
    const accountId = accountOf(actor)
    const known = await db.sql<{ id: Buffer }>(sql`
      SELECT credential_id AS id FROM passkeys WHERE account_id = ${accountId}::uuid AND rp_id = ${party.id}`)
    const address = actor.kind === 'account' ? actor.address : ''
    const { generateRegistrationOptions } = await passkeyLibrary()
    const options = await generateRegistrationOptions({
      rpID: party.id,
      rpName: services.config.BRAND_NAME,
      userID: new TextEncoder().encode(accountId),
      userName: address,
      userDisplayName: actor.kind === 'account' ? actor.name : address,
      challenge: new Uint8Array(challengeOf(services, 'add', subjectFor('add', context), ticket)),
      attestationType: 'none',
      supportedAlgorithmIDs: [...algorithms],
      timeout: ticketMinutes * 60_000,
      // Whoever finds the device must not be let in by it alone, and nobody is asked for a name first.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: known.map(({ id }) => ({ id: id.toString('base64url') })),
    })
    return { ticket, publicKey: { ...options } }
  },
})

export const readSecondStepWays = query({
  name: 'identity.readSecondStepWays',
  summary: 'Whether the second step, which this browser stands before, can be taken with a passkey here',
  permission: 'anyone',
  input: Nothing,
  output: z.strictObject({ passkey: z.boolean() }),
  http: { method: 'get', path: '/sign-in/second-step' },
  async run({ db, now, request }) {
    const host = request.origin && URL.canParse(request.origin) ? new URL(request.origin).hostname : ''
    const [passkey] = await db.sql(sql`
      SELECT 1 FROM challenges c JOIN passkeys p ON p.account_id = c.account_id AND p.rp_id = ${host}
      WHERE c.flow_hash = ${hashToken(request.flow ?? '')} AND c.purpose = 'secondStep' AND c.closed_at IS NULL
        AND c.code_expires_at > ${now} LIMIT 1`)
    return { passkey: passkey !== undefined }
  },
})
