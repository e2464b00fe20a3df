import type { CommandContext } from '../declare/operation.ts'
import { isOmission, type Leavers } from './personal-data.ts'

/** Each room erases what it keeps about people of one association, in the transaction of the command that calls it. */
export async function erasePersons(
  context: CommandContext<never, unknown>,
  { tenantId, personIds }: Pick<Leavers, 'tenantId' | 'personIds'>,
): Promise<void> {
  if (personIds.length > 0) await erase(context, 'person', { tenantId, personIds, accountId: null })
}

/** What belongs to an account belongs to no person. */
export async function eraseAccount(
  context: CommandContext<never, unknown>,
  accountId: string,
): Promise<void> {
  await erase(context, 'account', { tenantId: nobody, personIds: [], accountId })
}

const nobody = '00000000-0000-0000-0000-000000000000'

async function erase(
  { tx, now, call, emit, services, slots }: CommandContext<never, unknown>,
  of: 'person' | 'account',
  leavers: Leavers,
): Promise<void> {
  for (const { tables } of slots.personalData.values())
    for (const { of: whose, erase } of tables)
      if (whose === of && !isOmission(erase)) await erase({ tx, now, call, emit, services }, leavers)
}
