import { endTenant, listDueTenants } from '../../src/modules/tenants/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const endDueTenants = job({
  name: 'tenants.endDueTenants',
  summary: 'Looks each quarter of an hour which associations are to be closed, or erased to the end',
  schedule: { cron: '*/15 * * * *', missed: 'once' },
  retry: { limit: 1, delaySeconds: 60 },
  timeoutSeconds: 300,
  async handle({ ask, call, log }) {
    const { items } = await ask(listDueTenants, {})
    for (const { tenantId } of items) {
      const { closed } = await call(endTenant, { tenantId })
      log.info({ tenantId, closed }, closed ? 'an association is closed' : 'its erasure begins again')
    }
  },
})
