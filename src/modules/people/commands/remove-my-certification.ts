import { personOf, system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { lockCertification } from '../certification-row.ts'
import { CertificationReference, Nothing } from '../contract.ts'
import { command } from '../room.ts'

export const removeMyCertification = command({
  name: 'people.removeMyCertification',
  summary: 'Remove a certification or licence of yours',
  permission: 'member',
  input: CertificationReference,
  output: Nothing,
  http: { method: 'delete', path: '/me/certifications/:certificationId' },
  target: ({ tx, actor }, { certificationId }) => lockCertification(tx.sql, certificationId, personOf(actor)),
  async run({ tx, actor, call, record }, _input, certification) {
    await tx.certification.delete({ where: { id: certification.id } })
    const as = system('a person removes a certification of theirs', actor.tenantId)
    if (certification.scanId) await call(dropFile, { fileId: certification.scanId }, { as })
    record({ type: 'certification', id: certification.id }, certification, null)
    return {}
  },
})
