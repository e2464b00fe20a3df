import { personOf } from '../../../platform/policy/actor.ts'
import { changeProfile } from '../change-profile.ts'
import { UpdateMyNames, Versioned } from '../contract.ts'
import { writtenNames } from '../name.ts'
import { lockProfile } from '../profile-row.ts'
import { command } from '../room.ts'

export const updateMyNames = command({
  name: 'people.updateMyNames',
  summary: 'Change your own names',
  permission: 'member',
  input: UpdateMyNames,
  output: Versioned,
  http: { method: 'put', path: '/me/names' },
  target: ({ tx, actor }) => lockProfile(tx.sql, personOf(actor)),
  run: (context, names, profile) => changeProfile(context, profile, { ...names, ...writtenNames(names) }),
})
