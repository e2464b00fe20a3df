import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { Profile, UpdateMyProfile } from '../contract.ts'
import { findProfile } from '../profile-row.ts'
import { command } from '../room.ts'

export const updateMyProfile = command({
  name: 'identity.updateMyProfile',
  summary: 'Change your own profile',
  permission: 'member',
  input: UpdateMyProfile,
  output: Profile,
  http: { method: 'put', path: '/me/profile' },
  category: 'people',
  target: ({ tx, actor }) => findProfile(tx.sql, personOf(actor), sql`FOR NO KEY UPDATE OF p`),
  async run(
    { tx, now, record, session },
    { givenName, familyName, title = null, phone = null, bio = null, locale, timeZone },
    profile,
  ) {
    const data = { givenName, familyName, title, phone, bio, locale, timeZone }
    await tx.person.update({
      where: { id: profile.personId },
      data: { ...data, version: { increment: 1 }, updatedAt: now },
    })
    record({ type: 'person', id: profile.personId }, profile, data)
    session.renew()
    return { ...profile, ...data, version: profile.version + 1 }
  },
})
