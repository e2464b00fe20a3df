import { sql } from '../../../platform/db/sql.ts'
import { personOf, system } from '../../../platform/policy/actor.ts'
import { dropFile, keepFile, registerFile } from '../../files/index.ts'
import { Nothing, SetMyPhoto } from '../contract.ts'
import { photoPurpose } from '../photo.ts'
import { findPhoto } from '../photo-row.ts'
import { command } from '../room.ts'

export const setMyPhoto = command({
  name: 'people.setMyPhoto',
  summary: 'Set your own photo: PNG, JPEG or WebP, at most 5 MB',
  permission: 'member',
  input: SetMyPhoto,
  output: Nothing,
  http: { method: 'put', path: '/me/photo', upload: photoPurpose },
  idempotent: false,
  prepare: ({ services }, { file }) => keepFile(services, photoPurpose, file),
  target: ({ tx, actor }) => findPhoto(tx.sql, personOf(actor), actor.tenantId, sql`FOR NO KEY UPDATE OF p`),
  async run({ tx, actor, now, prepared, call, record, session }, _input, { personId, photoId }) {
    const as = system('a person sets their photo', actor.tenantId)
    await call(registerFile, prepared, { as })
    await tx.person.update({ where: { id: personId }, data: { photoId: prepared.fileId, updatedAt: now } })
    if (photoId) await call(dropFile, { fileId: photoId }, { as })
    record({ type: 'person', id: personId }, { photoId }, { photoId: prepared.fileId })
    session.renew()
    return {}
  },
})
