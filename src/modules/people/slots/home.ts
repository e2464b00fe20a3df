import { sql } from '../../../platform/db/sql.ts'
import { quote, say } from '../../../platform/presentation/words.ts'
import type { HomeSection } from '../../../platform/slots/home.ts'

const profile: HomeSection = {
  name: 'people.profile',
  title: say('people.profile.title'),
  order: 90,
  permission: 'member',
  async load(run, { personId, address }) {
    const [mine] = await run<{ name: string; title: string | null; phone: string | null }>(
      sql`SELECT display_name AS name, title, phone FROM persons WHERE id = ${personId}::uuid`,
    )
    if (!mine) return null
    const known = [mine.title, mine.phone].filter(Boolean)
    return {
      cards: [
        {
          title: quote(mine.name),
          href: '/profile',
          icon: 'profile',
          facts: [
            quote(address),
            known.length > 0 ? quote(known.join(' · ')) : say('people.home.profileEmpty'),
          ],
        },
      ],
    }
  },
}

export const home: readonly HomeSection[] = [profile]
