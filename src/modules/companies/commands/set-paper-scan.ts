import { system } from '../../../platform/policy/actor.ts'
import { dropFile, keepFile, registerFile } from '../../files/index.ts'
import { PaperReference, SetPaperScan } from '../contract.ts'
import { lockPaper } from '../paper-row.ts'
import { onlyManagers } from '../policy.ts'
import { command } from '../room.ts'
import { paperScan } from '../scan.ts'

export const setPaperScan = command({
  name: 'companies.setPaperScan',
  summary: 'Set the scan of a paper of a company that you manage: PDF, PNG, JPEG or WebP, at most 10 MB',
  permission: 'member',
  input: SetPaperScan,
  output: PaperReference,
  http: { method: 'put', path: '/companies/:companyId/papers/:paperId/scan', upload: paperScan },
  idempotent: false,
  prepare: ({ services }, { file }) => keepFile(services, paperScan, file),
  target: ({ tx, actor, now }, reference) => lockPaper(tx.sql, reference, actor, now),
  rule: onlyManagers,
  async run({ tx, prepared, call, record }, { companyId, paperId }, { tenantId, scanId }) {
    const as = system('a company shows a paper itself', tenantId)
    await call(registerFile, prepared, { as })
    await tx.companyPaper.update({ where: { id: paperId }, data: { scanId: prepared.fileId } })
    if (scanId) await call(dropFile, { fileId: scanId }, { as })
    record({ type: 'companyPaper', id: paperId }, { scanId }, { scanId: prepared.fileId })
    return { companyId, paperId }
  },
})
