import { sql } from '../../../platform/db/sql.ts'
import { changeProfile } from '../change-profile.ts'
import { FollowDirectory, Versioned } from '../contract.ts'
import { isNameless, writtenNames } from '../name.ts'
import { lockProfile } from '../profile-row.ts'
import { command } from '../room.ts'

/** For rooms that keep people in step with what another system says of them. Nobody loses their last name by it. */
export const followDirectory = command({
  name: 'people.followDirectory',
  summary: 'Write to a profile what another system says of the person',
  permission: 'system',
  input: FollowDirectory,
  output: Versioned,
  target: ({ tx, actor }, { personId }) =>
    lockProfile(tx.sql, personId, sql`p.tenant_id = ${actor.tenantId}::uuid`),
  async run(context, { personId: _personId, ...said }, profile) {
    const { givenName, familyName, patronymic } = { ...profile, ...said }
    const names = { givenName, familyName, patronymic }
    const changes = isNameless(names) ? without(said) : { ...said, ...writtenNames(names) }
    const isNews = Object.entries(changes).some(([name, value]) => value !== (profile as never)[name])
    return isNews ? changeProfile(context, profile, changes) : { version: profile.version }
  },
})

function without<Said extends object>(said: Said) {
  const { givenName: _given, familyName: _family, ...rest } = said as Said & Record<string, unknown>
  return rest
}
