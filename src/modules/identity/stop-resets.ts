import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { securityChanged } from './facts.ts'
import { lockResets } from './reset-row.ts'
import { isOpen, mayBeTakenBack } from './second-step-reset.ts'

type Context = CommandContext<never, unknown, 'account' | 'secondStepReset'>

/**
 * The owner says no. Whatever is under way ends, in every association. What was completed a few days ago is taken back as
 * a change of address is: the app counts again, everybody is signed out, and what was set up since is gone.
 */
export async function stopResets(
  { tx, now, record, emit }: Context,
  accountId: string,
  { takeBack }: { takeBack: boolean },
): Promise<'stopped' | 'taken back' | null> {
  const known = await lockResets(tx.sql, accountId)
  const open = known.filter((reset) => isOpen(reset, now))
  const completed = takeBack ? known.find((reset) => mayBeTakenBack(reset, now)) : undefined
  const over = completed ? [...open, completed] : open
  if (over.length === 0) return null
  await tx.sql(sql`
    UPDATE second_step_resets SET status = 'stopped', ended_at = ${now}, sealed_secret = NULL
    WHERE id = ANY(${over.map(({ id }) => id)}::uuid[])`)
  for (const { id, personId, status } of over)
    record({ type: 'secondStepReset', id }, { personId, status }, { personId, status: 'stopped' })
  emit(securityChanged, { accountId, change: 'resetStopped', sessionId: null, at: now.getTime() })
  if (!completed) return 'stopped'
  const { endedAt, sealedSecret } = completed
  await tx.sql(sql`DELETE FROM second_factors WHERE account_id = ${accountId}::uuid`)
  await tx.sql(sql`DELETE FROM recovery_codes WHERE account_id = ${accountId}::uuid`)
  await tx.sql(sql`
    INSERT INTO second_factors (account_id, sealed_secret, created_at, confirmed_at)
    VALUES (${accountId}::uuid, ${sealedSecret}, ${now}, ${now})`)
  await tx.sql(sql`DELETE FROM passkeys WHERE account_id = ${accountId}::uuid AND created_at >= ${endedAt}`)
  await tx.sql(sql`
    UPDATE sessions SET ended_at = ${now} WHERE account_id = ${accountId}::uuid AND ended_at IS NULL`)
  await tx.sql(sql`DELETE FROM devices WHERE account_id = ${accountId}::uuid`)
  await tx.sql(sql`
    UPDATE challenges SET closed_at = ${now}
    WHERE account_id = ${accountId}::uuid AND closed_at IS NULL AND created_at >= ${endedAt} AND purpose <> 'undoChange'`)
  record({ type: 'account', id: accountId }, { hasSecondStep: false }, { hasSecondStep: true })
  return 'taken back'
}
