import { z } from 'zod'
import { notFound } from '../../../platform/errors.ts'
import { AdmitFounder } from '../contract.ts'
import { admitAccount } from '../joining.ts'
import { command } from '../room.ts'

/** The first person of an association that was founded just now: its administrator. */
export const admitFounder = command({
  name: 'identity.admitFounder',
  summary: 'Make an account the administrator of an association that it founds',
  permission: 'system',
  input: AdmitFounder,
  output: z.strictObject({ personId: z.uuid() }),
  severity: 'critical',
  async run(context, { accountId, ...who }) {
    const { tenantId } = context.actor
    if (tenantId === null) throw notFound()
    return { personId: await admitAccount(context, tenantId, accountId, who, ['member', 'administrator']) }
  },
})
