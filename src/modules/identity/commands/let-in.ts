import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import type { CommandContext } from '../../../platform/declare/operation.ts'
import { system } from '../../../platform/policy/actor.ts'
import { addPerson, alreadySomebody, claimPerson } from '../../people/index.ts'
import { addMember } from '../../units/index.ts'
import { accountAt } from '../address.ts'
import { LetIn } from '../contract.ts'
import { addressTaken } from '../errors.ts'
import {
  completeEntry,
  makeAccount,
  refuseWhereProvidersOnly,
  refuseWhereStopped,
  settle,
} from '../joining.ts'
import { command } from '../room.ts'
import { beginSession } from '../session.ts'

type Context = CommandContext<never, unknown>

/**
 * Rooms that say who comes in (invitations do) call it, once whoever comes has shown that the address is theirs. A new
 * account is signed in at once. It is called as the system of the association; so is all that it calls.
 */
export const letIn = command({
  name: 'identity.letIn',
  summary: 'Make somebody a member of a unit, with an account of theirs or a new one',
  permission: 'system',
  input: LetIn,
  output: z.strictObject({ accountId: z.uuid(), personId: z.uuid(), isNew: z.boolean() }),
  severity: 'notable',
  idempotent: false,
  async run(context, { tenantId, unitId, account, personId: known, ...names }) {
    const { tx, call } = context
    const as = system('somebody who was invited comes in', tenantId)
    await refuseWhereStopped(tx.sql, tenantId)
    const accountId =
      'accountId' in account ? account.accountId : await newAccount(context, tenantId, account)
    const [own] = await tx.sql<{ personId: string }>(sql`
      SELECT person_id AS "personId" FROM people WHERE account_id = ${accountId}::uuid AND tenant_id = ${tenantId}::uuid`)
    if (own && known !== null && own.personId !== known) throw alreadySomebody()
    const { personId } =
      own ??
      (known === null
        ? await call(addPerson, { accountId, ...names }, { as })
        : await call(claimPerson, { personId: known, accountId }, { as }))
    const [belongs] = await tx.sql(sql`
      SELECT 1 FROM unit_members m WHERE m.tenant_id = ${tenantId}::uuid AND m.person_id = ${personId}::uuid
        AND m.unit_id = ${unitId}::uuid AND m.ended_at IS NULL`)
    if (!belongs) await call(addMember, { unitId, personId }, { as })
    if (own) await completeEntry(context, { tenantId, personId }, as)
    else await settle(context, { tenantId, personId }, as)
    if (!('accountId' in account)) await beginSession(context, accountId, { proven: true })
    return { accountId, personId, isNew: !own }
  },
})

async function newAccount(
  context: Context,
  tenantId: string,
  { channel, address, passwordHash }: Extract<z.output<typeof LetIn>['account'], { channel: string }>,
): Promise<string> {
  const { tx } = context
  await refuseWhereProvidersOnly(tx.sql, tenantId)
  const [known] = await tx.sql(sql`SELECT 1 FROM accounts a WHERE ${accountAt({ channel, value: address })}`)
  if (known) throw addressTaken()
  const [email, phone] = channel === 'email' ? [address, null] : [null, address]
  return makeAccount(context, { email, phone, passwordHash })
}
