import { randomBytes } from 'node:crypto'
import { generateSecret, generateURI, verify } from 'otplib'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import type { Services } from '../../platform/services.ts'

type Context = CommandContext<never, unknown>

export const secondFactorPurpose = 'second factor'
export const recoveryCodeCount = 10

/** What an app is set up with. */
export function newSecret(): string {
  return generateSecret()
}

/** What the QR code holds. Apps list it under the issuer's name. */
export function keyUri(secret: string, issuer: string, label: string): string {
  return generateURI({ issuer, label, secret })
}

/**
 * The step of thirty seconds whose code this is, one before and one after included, for clocks that are a little off.
 * Null: the code is of none of them, or of one that was used before.
 */
export async function stepOf(
  secret: string,
  code: string,
  now: Date,
  lastStep: number | null,
): Promise<number | null> {
  const result = await verify({
    secret,
    token: code,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: 30,
    ...(lastStep === null ? {} : { afterTimeStep: lastStep }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

/**
 * Whether a code of the account's app, or one of its recovery codes, is right and was never used. Right, it is used up:
 * the row is locked, so that of two who give the same code at once one is refused.
 */
export async function useSecondFactor(
  context: Context,
  accountId: string,
  given: string,
): Promise<'app' | 'recovery-code' | null> {
  const { tx, now, services } = context
  const [factor] = await tx.sql<{ sealedSecret: Buffer; lastStep: number | null }>(sql`
    SELECT sealed_secret AS "sealedSecret", last_step AS "lastStep" FROM second_factors
    WHERE account_id = ${accountId}::uuid AND confirmed_at IS NOT NULL FOR UPDATE`)
  if (!factor) return null
  const digits = given.replace(/[\s-]/g, '')
  if (/^\d{6}$/.test(digits)) {
    const secret = services.crypto.openText(secondFactorPurpose, factor.sealedSecret)
    const step = await stepOf(secret, digits, now, factor.lastStep)
    if (step === null) return null
    await tx.sql(sql`UPDATE second_factors SET last_step = ${step} WHERE account_id = ${accountId}::uuid`)
    return 'app'
  }
  const used = await tx.sql(sql`
    UPDATE recovery_codes SET used_at = ${now}
    WHERE account_id = ${accountId}::uuid AND code_hash = ${hashRecoveryCode(services, accountId, given)} AND used_at IS NULL RETURNING id`)
  return used.length > 0 ? 'recovery-code' : null
}

/** Ten new ways in, shown once; those from before no longer work. */
export async function renewRecoveryCodes(
  { tx, now, services }: Context,
  accountId: string,
): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode)
  const rows = codes.map((code) => ({
    id: newId(now.getTime()),
    hash: hashRecoveryCode(services, accountId, code).toString('hex'),
  }))
  await tx.sql(sql`DELETE FROM recovery_codes WHERE account_id = ${accountId}::uuid`)
  await tx.sql(sql`
    INSERT INTO recovery_codes (id, account_id, code_hash, created_at)
    SELECT r.id, ${accountId}::uuid, decode(r.hash, 'hex'), ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id uuid, hash text)`)
  return codes
}

/** Letters and digits that nobody takes for one another, when they are read from paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Twelve of 31 signs: more than anybody can guess, in three groups that can be copied by hand. */
function newRecoveryCode(): string {
  let signs = ''
  while (signs.length < 12)
    for (const byte of randomBytes(16)) if (byte < 248 && signs.length < 12) signs += alphabet[byte % 31]
  return `${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`
}

function hashRecoveryCode({ keyedHash }: Services, accountId: string, code: string): Buffer {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return keyedHash('recovery code', `${accountId}:${plain}`)
}
