import type { CommandContext } from '../declare/operation.ts'
import { isOmission, type Subject } from './personal-data.ts'

/** Each room erases what it keeps about somebody, in the transaction of the command that calls it. */
export async function eraseSubject(
  { tx, now, call, emit, services, slots }: CommandContext<never, unknown>,
  of: 'person' | 'account',
  subject: Subject,
): Promise<void> {
  for (const { tables } of slots.personalData.values())
    for (const { of: whose, erase } of tables)
      if (whose === of && !isOmission(erase)) await erase({ tx, now, call, emit, services }, subject)
}
