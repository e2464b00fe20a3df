import { readAccountLetter } from '../../src/modules/identity/index.ts'
import {
  foundingAsked,
  listPlatformAdministrators,
  readFoundingLetter,
} from '../../src/modules/tenants/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellOfFounding = job({
  name: 'tenants.tellOfFounding',
  summary: 'Tells who runs the installation that somebody wants to found an association',
  on: foundingAsked,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { foundingId }) {
    const founding = await ask(readFoundingLetter, { foundingId })
    if (founding?.state !== 'asked') return
    const { items } = await ask(listPlatformAdministrators, {})
    for (const { accountId } of items) {
      const account = await ask(readAccountLetter, { accountId, sessionId: null })
      if (account?.channel !== 'email') continue
      await mail.send({
        template: 'tenants/founding-asked',
        to: account.to,
        locale: account.locale,
        from: brandName,
        data: { name: account.name, association: founding.name, url: link('/platform/foundings') },
      })
    }
  },
})
