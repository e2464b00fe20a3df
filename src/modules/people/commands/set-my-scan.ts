import { personOf, system } from '../../../platform/policy/actor.ts'
import { dropFile, keepFile, registerFile } from '../../files/index.ts'
import { lockCertification } from '../certification-row.ts'
import { SetMyScan, Versioned } from '../contract.ts'
import { command } from '../room.ts'
import { scanPurpose } from '../scan.ts'

export const setMyScan = command({
  name: 'people.setMyScan',
  summary: 'Set the scan of a certification of yours: PDF, PNG, JPEG or WebP, at most 10 MB',
  permission: 'member',
  input: SetMyScan,
  output: Versioned,
  http: { method: 'put', path: '/me/certifications/:certificationId/scan', upload: scanPurpose },
  idempotent: false,
  prepare: ({ services }, { file }) => keepFile(services, scanPurpose, file),
  target: ({ tx, actor }, { certificationId }) => lockCertification(tx.sql, certificationId, personOf(actor)),
  async run({ tx, actor, now, prepared, call, record }, _input, { id, personId, scanId, version }) {
    const as = system('a person sets a scan of theirs', actor.tenantId)
    await call(registerFile, prepared, { as })
    const data = { scanId: prepared.fileId, version: version + 1, updatedAt: now }
    await tx.certification.update({ where: { id }, data })
    if (scanId) await call(dropFile, { fileId: scanId }, { as })
    record({ type: 'certification', id }, { personId, scanId }, { scanId: prepared.fileId })
    return { version: version + 1 }
  },
})
