import {
  listAdministrators,
  readTenancy,
  tellPeople,
  tenancyChanged,
} from '../../src/modules/tenants/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellOfTenancy = job({
  name: 'tenants.tellOfTenancy',
  summary:
    'Tells the administrators of an association that it was suspended or is open again, and everybody of its end',
  on: tenancyChanged,
  urgent: true,
  whileSuspended: true,
  retry: { limit: 8, delaySeconds: 15, maxDelaySeconds: 900 },
  timeoutSeconds: 120,
  async handle({ ask, call, mail, link, brandName }, { tenantId, change }) {
    if (change === 'closing' || change === 'kept') {
      await call(tellPeople, { tenantId, change })
      return
    }
    const { suspensionReason } = await ask(readTenancy, {})
    for (const { name, to, locale } of (await ask(listAdministrators, { tenantId })).items) {
      const letter = { to, locale, from: brandName }
      if (change === 'suspended' && suspensionReason !== null)
        await mail.send({
          ...letter,
          template: 'tenants/suspended',
          data: { name, reason: suspensionReason, url: link('/association/state') },
        })
      if (change === 'resumed')
        await mail.send({ ...letter, template: 'tenants/resumed', data: { name, url: link('/') } })
    }
  },
})
