import { listHolders } from '../../src/modules/access/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { readUnit, unitCreated } from '../../src/modules/units/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const tellManagersOfUnit = job({
  name: 'units.tellManagersOfUnit',
  summary: 'Tells the managers above a new unit that it was made',
  on: unitCreated,
  retry: { limit: 5, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 300,
  async handle({ ask, mail, link, brandName }, { unitId, parentId, createdBy }) {
    const [unit, parent, holders] = await Promise.all([
      ask(readUnit, { unitId }),
      ask(readUnit, { unitId: parentId }),
      ask(listHolders, { unitId: parentId, roles: ['manager'] }),
    ])
    const creator =
      createdBy === null ? null : (await ask(listAddressees, { personIds: [createdBy] })).items[0]
    const personIds = holders.items
      .map(({ personId }) => personId)
      .filter((personId) => personId !== createdBy)
    const { items } = await ask(listAddressees, { personIds })
    for (const { name, email, locale } of items)
      await mail.send({
        template: 'units/unit-created',
        to: email,
        locale,
        from: brandName,
        data: {
          name,
          unitName: unit.name,
          parentName: parent.name,
          actorName: creator?.name ?? brandName,
          url: link(`/units/${unitId}`),
        },
      })
  },
})
