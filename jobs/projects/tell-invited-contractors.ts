import { listRecipients } from '../../src/modules/notifications/index.ts'
import { contractorInvited, readInvitationLetter } from '../../src/modules/projects/index.ts'
import { job } from '../../src/platform/declare/job.ts'
import { formatTime } from '../../src/platform/presentation/dates.ts'

export const tellInvitedContractors = job({
  name: 'projects.tellInvitedContractors',
  summary: 'Tells whoever is invited to a project, or may apply for a company that is',
  on: contractorInvited,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { invitationId }) {
    const letter = await ask(readInvitationLetter, { invitationId })
    // It was taken back meanwhile, or the project is over.
    if (letter === null) return
    const { projectTitle, slug, deadline, timeZone, companyName, personIds } = letter
    const { items } = await ask(listRecipients, { topic: 'projects.invited', personIds })
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'projects/invited',
        to,
        locale,
        from: brandName,
        data: {
          name,
          projectTitle,
          companyName: companyName ?? '',
          until: formatTime(deadline, { locale, timeZone }, 'dateTime'),
          url: link(`/projects/${slug}`),
        },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
