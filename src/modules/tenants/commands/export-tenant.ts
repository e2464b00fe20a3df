import { z } from 'zod'
import { newId } from '../../../platform/ids.ts'
import { accountOf, system } from '../../../platform/policy/actor.ts'
import { startTask } from '../../tasks/index.ts'
import { ExportOfTenant } from '../contract.ts'
import { exportAsked } from '../facts.ts'
import { command } from '../room.ts'
import { tenantExport } from '../task-kinds.ts'
import { isClosed } from '../tenancy.ts'
import { findTenancy } from '../tenancy-row.ts'

/** Where its own administrators cannot, or somebody has a right to it. They hear of it at once, and its audit says who and why. */
export const exportTenant = command({
  name: 'tenants.exportTenant',
  stepUp: true,
  summary:
    'Have everything that an association keeps put into one file, with a reason that its administrators read',
  permission: 'platform',
  input: ExportOfTenant,
  output: z.strictObject({ exportId: z.uuid(), taskId: z.uuid() }),
  http: { method: 'post', path: '/platform/tenants/:tenantId/exports', status: 202 },
  severity: 'critical',
  limits: [{ by: 'account', count: 10, seconds: 86_400 }],
  target: ({ tx }, { tenantId }) => findTenancy(tx.sql, tenantId),
  async run(context, { tenantId, reason }, { closedAt }) {
    const { tx, actor, now, within, record, emit } = context
    within(tenantId)
    if (closedAt) throw isClosed()
    const exportId = newId(now.getTime())
    // Of the association, as its own are: it stops where that is closed, and the file goes with it.
    const as = system('a platform administrator takes everything out', tenantId, accountOf(actor))
    const { taskId } = await startTask({ ...context, actor: as }, tenantExport, { tenantId })
    await tx.tenantExport.create({
      data: { id: exportId, tenantId, accountId: accountOf(actor), taskId, reason, askedAt: now },
    })
    record({ type: 'tenantExport', id: exportId }, null, { reason, taskId })
    emit(exportAsked, { exportId })
    return { exportId, taskId }
  },
})
