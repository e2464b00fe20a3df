import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { changeProfile } from '../change-profile.ts'
import { UpdateMyLanguages, Versioned } from '../contract.ts'
import { lockProfile } from '../profile-row.ts'
import { command } from '../room.ts'

export const updateMyLanguages = command({
  name: 'people.updateMyLanguages',
  summary: 'Change the languages that you speak',
  permission: 'member',
  input: UpdateMyLanguages,
  output: Versioned,
  http: { method: 'put', path: '/me/languages' },
  target: ({ tx, actor }) => lockProfile(tx.sql, personOf(actor)),
  run: async (context, { languages }, profile) => {
    const { tx, actor } = context
    await tx.sql(sql`
      DELETE FROM spoken_languages WHERE tenant_id = ${actor.tenantId}::uuid AND person_id = ${profile.personId}::uuid`)
    await tx.sql(sql`
      INSERT INTO spoken_languages (tenant_id, person_id, language, level, position)
      SELECT ${actor.tenantId}::uuid, ${profile.personId}::uuid, l.language, l.level, l.position
      FROM unnest(${languages.map(({ language }) => language)}::text[], ${languages.map(({ level }) => level)}::text[])
        WITH ORDINALITY AS l (language, level, position)`)
    return changeProfile(context, profile, {}, { languages })
  },
})
