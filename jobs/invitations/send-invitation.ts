import { invitationSent, readInvitationLetter } from '../../src/modules/invitations/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'

export const sendInvitation = job({
  name: 'invitations.sendInvitation',
  summary: 'Writes to somebody who is invited: who asks, into what, and the link by which they come in',
  on: invitationSent,
  // Thousands at once go out one after the other, so that no mail server takes them for junk.
  begins: ({ notBefore }) => (notBefore === null ? undefined : new Date(notBefore)),
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, sms, link, brandName, words }, { invitationId, sends }) {
    const letter = await ask(readInvitationLetter, { invitationId, sends })
    if (!letter) return
    const { channel, to, locale, name, association, unit, invitedBy, greeting, timeZone, expiresAt, token } =
      letter
    const url = link(`/invited/${token}`)
    const until = formatTime(expiresAt, { locale, timeZone }, 'date')
    if (channel === 'phone')
      await sms.send({
        to,
        locale,
        message: 'invitations.sms.invitation',
        values: { by: invitedBy, association, until, url },
      })
    else
      await mail.send({
        template: 'invitations/invitation',
        to,
        locale,
        from: brandName,
        data: {
          name,
          association,
          unit,
          invitedBy,
          until,
          url,
          greeting: greeting || words(locale)('invitations.noGreeting'),
        },
      })
  },
})
