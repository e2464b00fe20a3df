import { z } from 'zod'
import { listPeopleToTell, peopleTold } from '../../src/modules/tenants/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { MailRefused } from '../../src/platform/mail/transport.ts'

const peopleAtOnce = 50

/** It stops by itself where the closing is taken back, or decided again, while letters go out: those tell the rest. */
export const tellPeople = task(peopleTold, {
  summary: 'Tells everybody of an association that it is to be closed, or stays after all',
  state: z.strictObject({ after: z.uuid().nullable(), done: z.int() }),
  whileSuspended: true,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 600 },
  timeoutSeconds: 6 * 3600,
  async handle({ ask, mail, link, log, brandName, checkpoint, state }, { tenantId, change }) {
    const at = state ?? { after: null, done: 0 }
    for (;;) {
      const page = await ask(listPeopleToTell, { tenantId, after: at.after, limit: peopleAtOnce })
      const isStillSo = change === 'closing' ? page.dueAt !== null : page.dueAt === null
      if (page.people === 0 || !isStillSo) return undefined
      for (const { name, to, locale, timeZone } of page.items)
        try {
          const letter = { to, locale, from: brandName }
          if (change === 'closing')
            await mail.send({
              ...letter,
              template: 'tenants/closing',
              data: {
                name,
                dueAt: page.dueAt,
                reason: page.reason ?? '',
                timeZone,
                url: link('/association/closing'),
              },
            })
          else await mail.send({ ...letter, template: 'tenants/kept', data: { name, url: link('/') } })
        } catch (fault) {
          // One address that nobody has any more keeps no letter from the others.
          if (!(fault instanceof MailRefused)) throw fault
          log.warn({ err: fault }, 'a letter was refused for good')
        }
      at.after = page.after
      at.done += page.people
      await checkpoint(at, { done: at.done, total: page.total })
    }
  },
})
