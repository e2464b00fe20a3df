import { invitationAccepted, readAcceptanceLetter } from '../../src/modules/invitations/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellInviter = job({
  name: 'invitations.tellInviter',
  summary: 'Tells whoever invited somebody that they have come in',
  on: invitationAccepted,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { invitationId }) {
    const letter = await ask(readAcceptanceLetter, { invitationId })
    if (!letter) return
    const { items } = await ask(listRecipients, {
      topic: 'invitations.accepted',
      personIds: [letter.inviterId],
    })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'invitations/accepted',
        to,
        locale,
        from: brandName,
        data: {
          name,
          person: letter.name,
          unit: letter.unit,
          lacksRole: letter.lacksRole,
          url: link(`/invitations/${invitationId}`),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
