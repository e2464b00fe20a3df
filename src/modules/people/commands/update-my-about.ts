import { personOf } from '../../../platform/policy/actor.ts'
import { changeProfile } from '../change-profile.ts'
import { UpdateMyAbout, Versioned } from '../contract.ts'
import { lockProfile } from '../profile-row.ts'
import { command } from '../room.ts'

export const updateMyAbout = command({
  name: 'people.updateMyAbout',
  summary: 'Change what you say about yourself',
  permission: 'member',
  input: UpdateMyAbout,
  output: Versioned,
  http: { method: 'put', path: '/me/about' },
  target: ({ tx, actor }) => lockProfile(tx.sql, personOf(actor)),
  run: (context, about, profile) => changeProfile(context, profile, about),
})
