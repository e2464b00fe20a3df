import { z } from 'zod'
import {
  eraseTenantRows,
  listPeopleToTell,
  noteErasure,
  tenantErasure,
} from '../../src/modules/tenants/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { MailRefused } from '../../src/platform/mail/transport.ts'

const peopleAtOnce = 50

/** Told is who is still known, so that has to come first; a run after a crash goes on with who was not told yet. */
export const eraseTenant = task(tenantErasure, {
  summary: 'Tells everybody of an association that it is closed, then erases what there is of it',
  state: z.strictObject({
    told: z.boolean(),
    after: z.uuid().nullable(),
    /** How far it is in the steps, and whether something was found on the way through them. */
    step: z.int(),
    found: z.boolean(),
    done: z.int(),
  }),
  retry: { limit: 20, delaySeconds: 60, maxDelaySeconds: 600 },
  timeoutSeconds: 12 * 3600,
  async handle({ ask, call, mail, log, link, checkpoint, state }, { tenantId }) {
    const at = state ?? { told: false, after: null, step: 0, found: false, done: 0 }
    while (!at.told) {
      const page = await ask(listPeopleToTell, { tenantId, after: at.after, limit: peopleAtOnce })
      for (const { name, to, locale } of page.items)
        try {
          const data = { name, association: page.association, url: link('/') }
          await mail.send({ template: 'tenants/closed', to, locale, from: page.association, data })
        } catch (fault) {
          if (!(fault instanceof MailRefused)) throw fault
          log.warn({ err: fault }, 'a letter was refused for good')
        }
      at.told = page.people === 0
      at.after = page.after
      await checkpoint(at, { done: 0, phase: 'tenants.closing.telling' })
    }
    for (;;) {
      const { count, known } = await call(eraseTenantRows, { tenantId, step: at.step })
      // What was under way as it closed may have written behind the back of a step: it is over when a whole pass finds nothing.
      if (!known && !at.found) break
      at.step = known ? at.step + (count === 0 ? 1 : 0) : 0
      at.found = known ? at.found || count > 0 : false
      at.done += count
      await checkpoint(at, { done: at.done, phase: 'tenants.closing.erasing' })
    }
    await call(noteErasure, { tenantId })
    return undefined
  },
})
