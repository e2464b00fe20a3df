import { personOf } from '../../../platform/policy/actor.ts'
import { Nothing, Profile } from '../contract.ts'
import { findProfile } from '../profile-row.ts'
import { query } from '../room.ts'

export const readMyProfile = query({
  name: 'identity.readMyProfile',
  summary: 'Read your own profile',
  permission: 'member',
  input: Nothing,
  output: Profile,
  http: { method: 'get', path: '/me/profile' },
  target: ({ db, actor }) => findProfile(db.sql, personOf(actor)),
  run: async (_context, _input, profile) => profile,
})
