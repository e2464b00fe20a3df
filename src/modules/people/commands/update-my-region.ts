import { personOf } from '../../../platform/policy/actor.ts'
import { changeProfile } from '../change-profile.ts'
import { UpdateMyRegion, Versioned } from '../contract.ts'
import { lockProfile } from '../profile-row.ts'
import { command } from '../room.ts'

export const updateMyRegion = command({
  name: 'people.updateMyRegion',
  summary: 'Change your own language and time zone',
  permission: 'member',
  input: UpdateMyRegion,
  output: Versioned,
  http: { method: 'put', path: '/me/region' },
  target: ({ tx, actor }) => lockProfile(tx.sql, personOf(actor)),
  run: (context, region, profile) => changeProfile(context, profile, region),
})
