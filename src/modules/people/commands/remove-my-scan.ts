import { personOf, system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { lockCertification } from '../certification-row.ts'
import { CertificationReference, Versioned } from '../contract.ts'
import { command } from '../room.ts'

export const removeMyScan = command({
  name: 'people.removeMyScan',
  summary: 'Remove the scan of a certification of yours',
  permission: 'member',
  input: CertificationReference,
  output: Versioned,
  http: { method: 'delete', path: '/me/certifications/:certificationId/scan' },
  target: ({ tx, actor }, { certificationId }) => lockCertification(tx.sql, certificationId, personOf(actor)),
  async run({ tx, actor, now, call, record }, _input, { id, personId, scanId, version }) {
    if (!scanId) return { version }
    const data = { scanId: null, version: version + 1, updatedAt: now }
    await tx.certification.update({ where: { id }, data })
    await call(
      dropFile,
      { fileId: scanId },
      { as: system('a person removes a scan of theirs', actor.tenantId) },
    )
    record({ type: 'certification', id }, { personId, scanId }, { scanId: null })
    return { version: version + 1 }
  },
})
