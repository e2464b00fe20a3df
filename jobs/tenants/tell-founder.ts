import { readAccountLetter } from '../../src/modules/identity/index.ts'
import { foundingDecided, readFoundingLetter } from '../../src/modules/tenants/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellFounder = job({
  name: 'tenants.tellFounder',
  summary: 'Tells whoever asked to found an association what was decided',
  on: foundingDecided,
  urgent: true,
  retry: { limit: 8, delaySeconds: 15, maxDelaySeconds: 900 },
  timeoutSeconds: 60,
  async handle({ ask, mail, link, brandName }, { foundingId }) {
    const founding = await ask(readFoundingLetter, { foundingId })
    if (!founding) return
    const { accountId, name: association, state, reason, locale } = founding
    const account = await ask(readAccountLetter, { accountId, sessionId: null })
    if (account?.channel !== 'email') return
    const { name, to } = account
    // The fact of an approval is the new association's, so that the link leads there.
    if (state === 'approved')
      await mail.send({
        template: 'tenants/founding-approved',
        to,
        locale,
        from: association,
        data: { name, association, url: link('/') },
      })
    else if (reason !== null)
      await mail.send({
        template: 'tenants/founding-declined',
        to,
        locale,
        from: brandName,
        data: { name, association, reason, url: link('/found') },
      })
  },
})
