import { newId } from '../../../platform/ids.ts'
import { findCompany } from '../company-row.ts'
import { AddCompanyWork, WorkReference } from '../contract.ts'
import { onlyManagers } from '../policy.ts'
import { command } from '../room.ts'
import { insertWork, requireRoomForWork } from '../work-row.ts'

export const addCompanyWork = command({
  name: 'companies.addCompanyWork',
  summary: 'Add work that a company which you manage has done',
  permission: 'member',
  input: AddCompanyWork,
  output: WorkReference,
  http: { method: 'post', path: '/companies/:companyId/works', status: 201 },
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  rule: onlyManagers,
  async run({ tx, now, record }, { companyId, ...said }, { tenantId }) {
    const owner = { tenantId, companyId, personId: null }
    await requireRoomForWork(tx.sql, owner)
    const id = newId(now.getTime())
    await insertWork(tx.sql, id, owner, said, now)
    record({ type: 'pastWork', id }, null, { companyId, ...said })
    return { workId: id }
  },
})
