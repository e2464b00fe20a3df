import { z } from 'zod'
import { findAccount } from '../account-row.ts'
import { AccountAddress } from '../contract.ts'
import { command } from '../room.ts'
import { notAdministrator, unknownAccount } from '../tenancy.ts'

export const removePlatformAdministrator = command({
  name: 'tenants.removePlatformAdministrator',
  summary: 'No longer let an account run the installation',
  permission: 'system',
  input: AccountAddress,
  output: z.strictObject({ accountId: z.uuid() }),
  severity: 'critical',
  async run({ tx, record }, { address }) {
    const account = await findAccount(tx.sql, address)
    if (!account) throw unknownAccount()
    const { count } = await tx.platformAdministrator.deleteMany({ where: account })
    if (count === 0) throw notAdministrator()
    record({ type: 'platformAdministrator', id: account.accountId }, {}, null)
    return account
  },
})
