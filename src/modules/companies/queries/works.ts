import { personOf } from '../../../platform/policy/actor.ts'
import { Nothing, OwnedWork, WorkReference, Works } from '../contract.ts'
import { query } from '../room.ts'
import { mayChangeWork } from '../work.ts'
import { findWork, withLinks, worksOf } from '../work-row.ts'

export const listMyWorks = query({
  name: 'companies.listMyWorks',
  summary: 'List the work that you have done yourself, the latest first',
  permission: 'member',
  input: Nothing,
  output: Works,
  http: { method: 'get', path: '/me/works' },
  async run({ db, actor, now, services }) {
    const owner = { tenantId: actor.tenantId as string, companyId: null, personId: personOf(actor) }
    return { items: await worksOf(db.sql, owner, 'staff', { services, actor, now }) }
  },
})

export const readWork = query({
  name: 'companies.readWork',
  summary: 'Read past work of yours, or of a company that shows it to you',
  permission: 'member',
  input: WorkReference,
  output: OwnedWork,
  http: { method: 'get', path: '/works/:workId' },
  target: ({ db, actor, now }, { workId }) => findWork(db.sql, workId, actor, now),
  async run({ actor, now, services }, _input, work) {
    const { tenantId: _tenant, unitPath: _path, personId: _person, companyId, companyName, ...rest } = work
    const { isOwn: _own, powers: _powers, ...said } = rest
    return {
      ...said,
      files: withLinks(work, { services, actor, now }),
      company: companyId === null ? null : { id: companyId, name: companyName ?? '' },
      abilities: { change: mayChangeWork(work) },
    }
  },
})
