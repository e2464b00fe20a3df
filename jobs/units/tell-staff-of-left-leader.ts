import { listNearestHolders } from '../../src/modules/access/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { leaderLeft, readUnit } from '../../src/modules/units/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellStaffOfLeftLeader = job({
  name: 'units.tellStaffOfLeftLeader',
  summary: 'Tells those who manage a unit that nobody leads it any more',
  on: leaderLeft,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 300,
  async handle({ ask, mail, link, brandName }, { unitId, personId }) {
    const [unit, holders, addressees] = await Promise.all([
      ask(readUnit, { unitId }),
      ask(listNearestHolders, { unitId, permission: 'units.manage', except: personId }),
      ask(listAddressees, { personIds: [personId] }),
    ])
    const personIds = holders.items.map((holder) => holder.personId)
    const { items } = await ask(listRecipients, { topic: 'units.leaderLeft', personIds })
    // Of whom no account is left, the letter says only that they went.
    const leaderName = addressees.items[0]?.name ?? '–'
    for (const { name, to, locale, optOut } of items)
      await mail.send({
        template: 'units/leader-left',
        to,
        locale,
        from: brandName,
        data: { name, leaderName, unitName: unit.name, url: link(`/units/${unitId}/leader`) },
        optOut: { preferences: link(optOut.preferences), unsubscribe: link(optOut.unsubscribe) },
      })
  },
})
