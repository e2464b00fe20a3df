import { sql } from '../../../platform/db/sql.ts'
import { personOf, system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { Nothing } from '../contract.ts'
import { findPhoto } from '../photo-row.ts'
import { command } from '../room.ts'

export const removeMyPhoto = command({
  name: 'people.removeMyPhoto',
  summary: 'Remove your own photo',
  permission: 'member',
  input: Nothing,
  output: Nothing,
  http: { method: 'delete', path: '/me/photo' },
  target: ({ tx, actor }) => findPhoto(tx.sql, personOf(actor), actor.tenantId, sql`FOR NO KEY UPDATE OF p`),
  async run({ tx, actor, now, call, record, session }, _input, { personId, photoId }) {
    if (!photoId) return {}
    await tx.person.update({ where: { id: personId }, data: { photoId: null, updatedAt: now } })
    await call(dropFile, { fileId: photoId }, { as: system('a person removes their photo', actor.tenantId) })
    record({ type: 'person', id: personId }, { photoId }, { photoId: null })
    session.renew()
    return {}
  },
})
