import { listAddressees } from '../../src/modules/identity/index.ts'
import { readStandingLetter, standingChanged } from '../../src/modules/membership/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'

/** Always, and nobody can turn it off: it says what is open to them. */
export const tellPersonOfStanding = job({
  name: 'membership.tellPersonOfStanding',
  summary: 'Tells a person how they stand from a day on, why, and whom to ask',
  on: standingChanged,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName, words }, { standingId, personId }) {
    const [letter, { items }] = await Promise.all([
      ask(readStandingLetter, { standingId }),
      ask(listAddressees, { personIds: [personId] }),
    ])
    const [person] = items
    if (!letter || !person) return
    const { name, locale, email, phone } = person
    const t = words(locale)
    const when = formatTime(letter.from, { locale, timeZone: letter.timeZone }, 'date')
    const what = t(`membership.notice.${letter.standing}`, { brand: brandName, when })
    const url = link('/membership')
    if (email !== null)
      await mail.send({
        template: 'membership/standing-changed',
        to: email,
        locale,
        from: brandName,
        data: {
          name,
          what,
          reason: letter.reason ?? '–',
          ask: letter.contacts
            .map((each) => [each.name, each.email, each.phone].filter(Boolean).join(', '))
            .join('; '),
          url,
        },
      })
    else if (phone !== null)
      await sms.send({
        to: phone,
        locale,
        message: 'membership.sms.standing',
        values: { brand: brandName, what, url },
      })
  },
})
