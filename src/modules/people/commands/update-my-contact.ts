import { personOf } from '../../../platform/policy/actor.ts'
import { changeProfile } from '../change-profile.ts'
import { UpdateMyContact, Versioned } from '../contract.ts'
import { lockProfile } from '../profile-row.ts'
import { command } from '../room.ts'

export const updateMyContact = command({
  name: 'people.updateMyContact',
  summary: 'Change how and where you can be reached',
  permission: 'member',
  input: UpdateMyContact,
  output: Versioned,
  http: { method: 'put', path: '/me/contact' },
  target: ({ tx, actor }) => lockProfile(tx.sql, personOf(actor)),
  run: (context, { position, ...contact }, profile) =>
    changeProfile(context, profile, {
      ...contact,
      latitude: position?.latitude ?? null,
      longitude: position?.longitude ?? null,
    }),
})
