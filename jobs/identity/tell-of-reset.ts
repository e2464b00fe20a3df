import { readResetLetter, secondStepResetChanged, takeBackDays } from '../../src/modules/identity/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'

export const tellOfReset = job({
  name: 'identity.tellOfReset',
  summary:
    'Tells the owner of an account, on every way there is, that their second step is being reset, and asks who may help',
  on: secondStepResetChanged,
  urgent: true,
  whileSuspended: true,
  retry: { limit: 8, delaySeconds: 15, maxDelaySeconds: 900 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName }, { resetId, change }) {
    const letter = await ask(readResetLetter, { resetId })
    if (!letter || letter.isOver) return
    const {
      name,
      locale,
      timeZone,
      email,
      phone,
      associationName: association,
      dueAt,
      begunBy,
      token,
    } = letter
    if (change !== 'needed') {
      const url = link(`/stop-reset/${token}`)
      const about = { association, staff: begunBy ?? association, days: takeBackDays }
      if (email !== null) {
        const envelope = { to: email, locale, from: brandName }
        const data = { ...about, name, timeZone, due: dueAt ?? '', url }
        if (change === 'asked') await mail.send({ ...envelope, template: 'identity/reset-asked', data })
        else if (change === 'begun') await mail.send({ ...envelope, template: 'identity/reset-begun', data })
        else await mail.send({ ...envelope, template: 'identity/reset-completed', data })
      }
      if (phone !== null) {
        const due = dueAt === null ? '' : formatTime(dueAt, { locale, timeZone })
        const values = { ...about, brand: brandName, due, url }
        if (change === 'asked')
          await sms.send({ to: phone, locale, message: 'identity.sms.resetAsked', values })
        else if (change === 'begun')
          await sms.send({ to: phone, locale, message: 'identity.sms.resetBegun', values })
        else await sms.send({ to: phone, locale, message: 'identity.sms.resetCompleted', values })
      }
    }
    if (change !== 'asked' && change !== 'needed') return
    const { items } = await ask(listRecipients, { topic: 'identity.resetAsked', personIds: letter.helpers })
    for (const { name: helper, to, locale: language, optOut } of items)
      await mail.send({
        template: 'identity/reset-wanted',
        to,
        locale: language,
        from: association,
        data: { name: helper, person: name, url: link(`/second-step-resets/${resetId}`) },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
