import { system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { PaperReference } from '../contract.ts'
import { lockPaper } from '../paper-row.ts'
import { onlyManagers } from '../policy.ts'
import { command } from '../room.ts'

export const removePaperScan = command({
  name: 'companies.removePaperScan',
  summary: 'Remove the scan of a paper of a company that you manage',
  permission: 'member',
  input: PaperReference,
  output: PaperReference,
  http: { method: 'delete', path: '/companies/:companyId/papers/:paperId/scan' },
  target: ({ tx, actor, now }, reference) => lockPaper(tx.sql, reference, actor, now),
  rule: onlyManagers,
  async run({ tx, call, record }, { companyId, paperId }, { tenantId, scanId }) {
    if (!scanId) return { companyId, paperId }
    await tx.companyPaper.update({ where: { id: paperId }, data: { scanId: null } })
    await call(dropFile, { fileId: scanId }, { as: system('a company takes a scan back', tenantId) })
    record({ type: 'companyPaper', id: paperId }, { scanId }, { scanId: null })
    return { companyId, paperId }
  },
})
