import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { findAccount } from '../account-row.ts'
import { AccountAddress } from '../contract.ts'
import { command } from '../room.ts'
import { alreadyAdministrator, unknownAccount } from '../tenancy.ts'

/** The operator of the machine says who runs the installation: no page and no role does. */
export const addPlatformAdministrator = command({
  name: 'tenants.addPlatformAdministrator',
  summary: 'Let an account run the installation',
  permission: 'system',
  input: AccountAddress,
  output: z.strictObject({ accountId: z.uuid(), hasSecondFactor: z.boolean() }),
  severity: 'critical',
  async run({ tx, now, record }, { address }) {
    const account = await findAccount(tx.sql, address)
    if (!account) throw unknownAccount()
    const { count } = await tx.platformAdministrator.createMany({
      data: [{ accountId: account.accountId, addedAt: now }],
      skipDuplicates: true,
    })
    if (count === 0) throw alreadyAdministrator()
    record({ type: 'platformAdministrator', id: account.accountId }, null, {})
    const [state] = await tx.sql<{ has: boolean }>(
      sql`SELECT has_second_factor AS has FROM account_states WHERE account_id = ${account.accountId}::uuid`,
    )
    return { accountId: account.accountId, hasSecondFactor: state?.has ?? false }
  },
})
