import { sql } from '../../../platform/db/sql.ts'
import { changeProfile } from '../change-profile.ts'
import { CorrectPeople, PeopleCorrected } from '../contract.ts'
import { correctionOf } from '../correction.ts'
import { writtenNames } from '../name.ts'
import { lockProfile } from '../profile-row.ts'
import { command } from '../room.ts'

/**
 * For rooms that bring in what somebody else wrote down about people: names and phone of those who have no account. Whoever
 * signs in says these themselves, so their entry stays as it is. What is not said stays; answers with what stood there.
 */
export const correctPeople = command({
  name: 'people.correctPeople',
  summary: 'Write down anew the names and phones of people who have no account',
  permission: 'system',
  input: CorrectPeople,
  output: PeopleCorrected,
  async run(context, { people }) {
    const { tx, actor } = context
    const before: PeopleCorrected['before'] = []
    for (const { personId, ...said } of people.toSorted((a, b) => (a.personId < b.personId ? -1 : 1))) {
      const unclaimed = sql`p.tenant_id = ${actor.tenantId}::uuid AND p.account_id IS NULL`
      const profile = await lockProfile(tx.sql, personId, unclaimed)
      if (!profile) continue
      const news = correctionOf(profile, said)
      if (Object.keys(news).length === 0) continue
      const { givenName, familyName, patronymic, nativeName, phone } = profile
      before.push({ personId, givenName, familyName, patronymic, nativeName, phone })
      await changeProfile(context, profile, { ...news, ...writtenNames({ ...profile, ...news }) })
    }
    return { before }
  },
})
