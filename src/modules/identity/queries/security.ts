import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { accountOf, isDuring } from '../../../platform/policy/actor.ts'
import { describeBrowser } from '../browser.ts'
import { Nothing, Security, SessionList } from '../contract.ts'
import { devicesInReach, sessionsInReach } from '../policy.ts'
import { query } from '../room.ts'
import { keyUri, secondFactorPurpose } from '../second-factor.ts'

export const readSecurity = query({
  name: 'identity.readSecurity',
  summary: 'Read how you get into your account',
  permission: 'signed-in',
  input: Nothing,
  output: Security,
  http: { method: 'get', path: '/account/security' },
  async target({ db, actor }) {
    const [security] = await db.sql<Omit<Security, 'secondStepAsked'>>(sql`
      SELECT a.email, a.phone, a.password_hash IS NOT NULL AS "hasPassword", a.password_changed_at AS "passwordChangedAt",
             (SELECT confirmed_at FROM second_factors WHERE account_id = a.id) AS "secondStepSince",
             (SELECT count(*)::int FROM recovery_codes WHERE account_id = a.id AND used_at IS NULL) AS "recoveryCodesLeft"
      FROM accounts a WHERE a.id = ${accountOf(actor)}::uuid`)
    return security ?? null
  },
  run: async ({ actor, now }, _input, security) => ({
    ...security,
    secondStepAsked:
      actor.kind === 'account' &&
      actor.authorities.some((authority) => authority.waits && isDuring(authority, now.getTime())),
  }),
})

/** Only while it is being set up: afterwards nobody reads the secret again. */
export const readSecondFactorSetup = query({
  name: 'identity.readSecondFactorSetup',
  summary: 'Read the secret that your app is being set up with',
  permission: 'signed-in',
  stepUp: true,
  input: Nothing,
  output: z.strictObject({ secret: z.string(), uri: z.string() }),
  http: { method: 'get', path: '/account/second-factor' },
  async target({ db, actor }) {
    const [factor] = await db.sql<{ sealedSecret: Buffer }>(sql`
      SELECT sealed_secret AS "sealedSecret" FROM second_factors
      WHERE account_id = ${accountOf(actor)}::uuid AND confirmed_at IS NULL`)
    return factor ?? null
  },
  async run({ actor, services }, _input, { sealedSecret }) {
    const secret = services.crypto.openText(secondFactorPurpose, sealedSecret)
    const label = actor.kind === 'account' ? actor.address : ''
    return { secret, uri: keyUri(secret, services.config.BRAND_NAME, label) }
  },
})

interface Row {
  sessionId: string | null
  deviceId: string | null
  app: string | null
  userAgent: string | null
  ipAddress: string | null
  createdAt: Date
  lastSeenAt: Date
  trustedUntil: Date | null
}

/** Browsers that are signed in, latest first, then those that are only remembered. */
export const listMySessions = query({
  name: 'identity.listMySessions',
  summary: 'List the browsers that are signed in to your account, or remembered',
  permission: 'signed-in',
  input: Nothing,
  output: SessionList,
  http: { method: 'get', path: '/account/sessions' },
  async run({ db, actor, now, services }) {
    const idleSince = new Date(now.getTime() - services.config.SESSION_IDLE_SECONDS * 1000)
    const rows = await db.sql<Row>(sql`
      SELECT s.id AS "sessionId", s.device_id AS "deviceId", s.app_name AS app, s.user_agent AS "userAgent", s.ip_address AS "ipAddress", s.created_at AS "createdAt",
             s.last_seen_at AS "lastSeenAt", d.trusted_until AS "trustedUntil"
      FROM sessions s LEFT JOIN devices d ON d.id = s.device_id
      WHERE s.account_id = ${accountOf(actor)}::uuid AND s.ended_at IS NULL AND s.expires_at > ${now} AND s.last_seen_at > ${idleSince}
        AND ${sessionsInReach(actor, now)}
      UNION ALL
      SELECT NULL, d.id, NULL, d.user_agent, NULL, d.created_at, d.last_used_at, d.trusted_until FROM devices d
      WHERE d.account_id = ${accountOf(actor)}::uuid AND d.trusted_until > ${now} AND ${devicesInReach(actor, now)} AND NOT EXISTS (
        SELECT 1 FROM sessions s WHERE s.device_id = d.id AND s.ended_at IS NULL AND s.expires_at > ${now} AND s.last_seen_at > ${idleSince})
      ORDER BY 7 DESC LIMIT 200`)
    return {
      items: rows.map(({ userAgent, trustedUntil, ...row }) => ({
        ...row,
        ...describeBrowser(userAgent),
        trustedUntil: trustedUntil && trustedUntil > now ? trustedUntil : null,
        isThis: actor.kind === 'account' && row.sessionId === actor.sessionId,
      })),
    }
  },
})
