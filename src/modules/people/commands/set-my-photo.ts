import { sql } from '../../../platform/db/sql.ts'
import { personOf, system } from '../../../platform/policy/actor.ts'
import { dropFile, imageTypes, keepImage, registerFile } from '../../files/index.ts'
import { Nothing, SetMyPhoto } from '../contract.ts'
import { findPhoto } from '../photo-row.ts'
import { command } from '../room.ts'

const photoLimitBytes = 5 * 1024 * 1024

export const setMyPhoto = command({
  name: 'people.setMyPhoto',
  summary: 'Set your own photo: PNG, JPEG or WebP, at most 5 MB',
  permission: 'member',
  input: SetMyPhoto,
  output: Nothing,
  http: { method: 'put', path: '/me/photo', upload: { mediaTypes: imageTypes, limitBytes: photoLimitBytes } },
  idempotent: false,
  prepare: ({ services }, { bytes }) => keepImage(services.storage, bytes),
  target: ({ tx, actor }) => findPhoto(tx.sql, personOf(actor), actor.tenantId, sql`FOR NO KEY UPDATE OF p`),
  async run({ tx, actor, now, prepared, call, record }, _input, { personId, photoId }) {
    const as = system('a person sets their photo', actor.tenantId)
    await call(registerFile, prepared, { as })
    await tx.person.update({ where: { id: personId }, data: { photoId: prepared.fileId, updatedAt: now } })
    if (photoId) await call(dropFile, { fileId: photoId }, { as })
    record({ type: 'person', id: personId }, { photoId }, { photoId: prepared.fileId })
    return {}
  },
})
