import { listHolders } from '../../src/modules/access/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { listRecipients } from '../../src/modules/notifications/index.ts'
import { readUnit, unitCreated } from '../../src/modules/units/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellManagersOfUnit = job({
  name: 'units.tellManagersOfUnit',
  summary: 'Tells the managers above a new unit that it was made, as far as they want to hear of it',
  on: unitCreated,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 300,
  async handle({ ask, mail, sms, link, brandName }, { unitId, parentId, createdBy }) {
    const [unit, parent, holders] = await Promise.all([
      ask(readUnit, { unitId }),
      ask(readUnit, { unitId: parentId }),
      ask(listHolders, { unitId: parentId, roles: ['manager'] }),
    ])
    const creator =
      createdBy === null ? null : (await ask(listAddressees, { personIds: [createdBy] })).items[0]
    const actorName = creator?.name ?? brandName
    const url = link(`/units/${unitId}`)
    const personIds = holders.items
      .map(({ personId }) => personId)
      .filter((personId) => personId !== createdBy)
    const { items } = await ask(listRecipients, { topic: 'units.unitCreated', personIds })
    for (const { name, channel, to, locale, optOut } of items) {
      const preferences = link(optOut.preferences)
      if (channel === 'sms') {
        const values = { brand: brandName, actor: actorName, unit: unit.name, url, preferences }
        await sms.send({ to, locale, message: 'units.sms.unitCreated', values })
        continue
      }
      await mail.send({
        template: 'units/unit-created',
        to,
        locale,
        from: brandName,
        data: { name, unitName: unit.name, parentName: parent.name, actorName, url },
        optOut: { preferences, unsubscribe: link(optOut.unsubscribe) },
      })
    }
  },
})
