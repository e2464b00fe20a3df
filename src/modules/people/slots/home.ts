import { sql } from '../../../platform/db/sql.ts'
import { quote, say } from '../../../platform/presentation/words.ts'
import type { HomeSection } from '../../../platform/slots/home.ts'

const profile: HomeSection = {
  name: 'people.profile',
  title: say('people.profile.title'),
  order: 90,
  permission: 'member',
  async load(run, { personId, address }) {
    const [mine] = await run<
      Record<'name', string> &
        Record<'title' | 'phone' | 'signInPhone', string | null> & { elsewhere: number }
    >(sql`
      SELECT p.display_name AS name, p.title, p.phone, a.phone AS "signInPhone",
        (SELECT count(*)::int FROM persons o
         WHERE o.account_id = p.account_id AND o.tenant_id <> p.tenant_id AND o.deleted_at IS NULL) AS elsewhere
      FROM persons p LEFT JOIN account_addresses a ON a.account_id = p.account_id WHERE p.id = ${personId}::uuid`)
    if (!mine) return null
    const known = [mine.title, mine.phone].filter(Boolean)
    const missing = mine.signInPhone === null ? 'people.home.profileEmpty' : 'people.home.titleEmpty'
    return {
      cards: [
        {
          title: quote(mine.name),
          href: '/profile',
          icon: 'profile',
          facts: [quote(address), known.length > 0 ? quote(known.join(' · ')) : say(missing)],
        },
        ...(mine.elsewhere > 0
          ? [
              {
                title: say('people.home.associations'),
                href: '/my-associations',
                icon: 'units' as const,
                facts: [say('people.home.elsewhere', { count: mine.elsewhere })],
              },
            ]
          : []),
      ],
    }
  },
}

export const home: readonly HomeSection[] = [profile]
