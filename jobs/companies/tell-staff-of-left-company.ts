import { listNearestHolders } from '../../src/modules/access/index.ts'
import { companyLeft, readLeftLetter } from '../../src/modules/companies/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellStaffOfLeftCompany = job({
  name: 'companies.tellStaffOfLeftCompany',
  summary: 'Tells those who decide about companies that nobody manages one any more',
  on: companyLeft,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 300,
  async handle({ ask, mail, link, brandName }, { companyId }) {
    const letter = await ask(readLeftLetter, { companyId })
    if (!letter) return
    const { companyName, tenantId } = letter
    const holders = await ask(listNearestHolders, { unitId: tenantId, permission: 'companies.decide' })
    const personIds = holders.items.map(({ personId }) => personId)
    const { items } = await ask(listRecipients, { topic: 'companies.companyLeft', personIds })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'companies/company-left',
        to,
        locale,
        from: brandName,
        data: { name, companyName, url: link(`/companies/${companyId}#people`) },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
