import { listRecipients } from '../../src/modules/notifications/index.ts'
import { readTermLetter, termChanged } from '../../src/modules/positions/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'
import { textIn } from '../../src/platform/presentation/translated.ts'

export const tellHolderOfTerm = job({
  name: 'positions.tellHolderOfTerm',
  summary: 'Tells a person that they were appointed to a position, or that their term changed or ended',
  on: termChanged,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName, words }, { termId, personId, change }) {
    const letter = await ask(readTermLetter, { termId, change })
    if (!letter) return
    const { positionName, unitName, startsAt, endsAt, reason, timeZone } = letter
    const { items } = await ask(listRecipients, { topic: 'positions.termChanged', personIds: [personId] })
    for (const { name, to, locale, optOut } of items) {
      const t = words(locale)
      const day = (moment: Date) => formatTime(moment, { locale, timeZone }, 'date')
      const position = textIn(positionName, locale)
      const about = { position, unit: unitName, from: day(startsAt) }
      // A term that is over when a day begins lasted until the day before was over.
      const until = endsAt && day(new Date(endsAt.getTime() - 1))
      const what =
        until && change !== 'ended'
          ? t(`positions.notice.${change}Until`, { ...about, until })
          : t(`positions.notice.${change}`, about)
      await mail.send({
        template: 'positions/term-changed',
        to,
        locale,
        from: brandName,
        data: {
          name,
          positionName: position,
          unitName,
          what,
          reason: reason ?? '–',
          url: link('/profile/positions'),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
