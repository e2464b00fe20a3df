import { exportAsked, listAdministrators, readExportLetter } from '../../src/modules/tenants/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellOfExport = job({
  name: 'tenants.tellOfExport',
  summary: 'Tells the administrators of an association who of the installation takes its data out, and why',
  on: exportAsked,
  urgent: true,
  whileSuspended: true,
  retry: { limit: 8, delaySeconds: 15, maxDelaySeconds: 900 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { exportId }) {
    const asked = await ask(readExportLetter, { exportId })
    if (!asked) return
    const { tenantId, by, reason } = asked
    for (const { name, to, locale } of (await ask(listAdministrators, { tenantId })).items)
      await mail.send({
        template: 'tenants/export-asked',
        to,
        locale,
        from: brandName,
        data: { name, by, reason, url: link('/audit') },
      })
  },
})
