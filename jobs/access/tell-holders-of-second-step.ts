import { listHoldersWithoutFactor, secondStepAsked } from '../../src/modules/access/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellHoldersOfSecondStep = job({
  name: 'access.tellHoldersOfSecondStep',
  summary: 'Tells those who hold a role that it counts only with a second step from now on',
  on: secondStepAsked,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 300,
  async handle({ ask, mail, sms, link, brandName, words }, { role }) {
    const holders = await ask(listHoldersWithoutFactor, { role })
    if (holders.items.length === 0) return
    const { items } = await ask(listAddressees, { personIds: holders.items.map(({ personId }) => personId) })
    const url = link('/account/security')
    for (const { name, email, phone, locale } of items) {
      const what = words(locale)('access.waiting.letter', { brand: brandName })
      if (email)
        await mail.send({
          template: 'access/second-step-asked',
          to: email,
          locale,
          from: brandName,
          data: { name, what, url },
        })
      else if (phone)
        await sms.send({ to: phone, locale, message: 'access.sms.secondStep', values: { what, url } })
    }
  },
})
