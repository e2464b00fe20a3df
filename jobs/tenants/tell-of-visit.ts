import { listAdministrators, readVisitLetter, visitBegan } from '../../src/modules/tenants/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellOfVisit = job({
  name: 'tenants.tellOfVisit',
  summary: 'Tells the administrators of an association who of the installation looks into it, and why',
  on: visitBegan,
  urgent: true,
  whileSuspended: true,
  retry: { limit: 8, delaySeconds: 15, maxDelaySeconds: 900 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { visitId }) {
    const visit = await ask(readVisitLetter, { visitId })
    if (!visit) return
    const { tenantId, by, reason, until } = visit
    for (const { name, to, locale } of (await ask(listAdministrators, { tenantId })).items)
      await mail.send({
        template: 'tenants/visit-began',
        to,
        locale,
        from: brandName,
        data: { name, by, reason, until, timeZone: 'UTC', url: link('/audit') },
      })
  },
})
