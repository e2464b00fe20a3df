import { personOf } from '../../../platform/policy/actor.ts'
import { changeProfile } from '../change-profile.ts'
import { UpdateMyVisibility, Versioned } from '../contract.ts'
import { lockProfile } from '../profile-row.ts'
import { command } from '../room.ts'

export const updateMyVisibility = command({
  name: 'people.updateMyVisibility',
  summary: 'Say who finds you in the directory, and who sees which part of your profile',
  permission: 'member',
  input: UpdateMyVisibility,
  output: Versioned,
  http: { method: 'put', path: '/me/visibility' },
  target: ({ tx, actor }) => lockProfile(tx.sql, personOf(actor)),
  run: (context, choices, profile) => changeProfile(context, profile, choices),
})
