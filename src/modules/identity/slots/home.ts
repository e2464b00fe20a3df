import { sql } from '../../../platform/db/sql.ts'
import { quote, say } from '../../../platform/presentation/words.ts'
import type { HomeSection } from '../../../platform/slots/home.ts'

const profile: HomeSection = {
  name: 'identity.profile',
  title: say('identity.profile.title'),
  order: 90,
  permission: 'member',
  async load(run, { personId, email, name }) {
    const [mine] = await run<{ title: string | null; phone: string | null }>(
      sql`SELECT title, phone FROM persons WHERE id = ${personId}::uuid`,
    )
    const known = [mine?.title, mine?.phone].filter(Boolean)
    return {
      cards: [
        {
          title: quote(name),
          href: '/profile',
          icon: 'profile',
          facts: [
            quote(email),
            known.length > 0 ? quote(known.join(' · ')) : say('identity.home.profileEmpty'),
          ],
        },
      ],
    }
  },
}

export const home: readonly HomeSection[] = [profile]
