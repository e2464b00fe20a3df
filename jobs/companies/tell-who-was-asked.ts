import { askedToAct, readAgencyLetter } from '../../src/modules/companies/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** Always, and nobody can turn it off: somebody waits for their answer. */
export const tellWhoWasAsked = job({
  name: 'companies.tellWhoWasAsked',
  summary: 'Tells somebody that they were asked to act for a company',
  on: askedToAct,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName, words }, { companyId, agencyId }) {
    const letter = await ask(readAgencyLetter, { companyId, agencyId })
    if (!letter) return
    const { items } = await ask(listAddressees, { personIds: [letter.personId] })
    for (const { name, email, locale } of items) {
      // Somebody who signs in by phone alone was not asked by an address.
      if (email === null) continue
      const t = words(locale)
      await mail.send({
        template: 'companies/asked-to-act',
        to: email,
        locale,
        from: brandName,
        data: {
          name,
          companyName: letter.companyName,
          askedBy: letter.askedBy ?? brandName,
          powers: letter.powers.map((power) => t(`companies.powerNames.${power}`)).join(', '),
          url: link(`/companies/${companyId}`),
        },
      })
    }
  },
})
