import { sql } from '../../../platform/db/sql.ts'
import { quote, say } from '../../../platform/presentation/words.ts'
import type { HomeSection } from '../../../platform/slots/home.ts'
import { type StandingPeriod, standingOfMembers, standingsAt, standingTones } from '../standing.ts'

/** Above all else, and only where there is something to say: a membership that rests closes most of the portal. */
const standing: HomeSection = {
  name: 'membership.standing',
  title: say('membership.mine.title'),
  order: 1,
  permission: 'person',
  async load(run, { personId }, now) {
    const periods = await run<StandingPeriod & { reason: string | null }>(sql`
      SELECT id, standing, starts_at AS "startsAt", ends_at AS "endsAt", reason FROM standings
      WHERE person_id = ${personId}::uuid AND withdrawn_at IS NULL ORDER BY starts_at, id`)
    if (periods.length === 0) return null
    const { current, planned } = standingsAt(now, periods, now)
    if (current.standing === standingOfMembers && !planned) return null
    const shown = planned ?? current
    const reason = periods.find(({ id }) => id === shown.id)?.reason
    return {
      cards: [
        {
          title: say(`membership.means.${current.standing}`),
          href: '/membership',
          icon: 'info',
          badge: {
            tone: standingTones[current.standing],
            words: say(`membership.standings.${current.standing}`),
          },
          facts: [
            ...(planned ? [say(`membership.home.planned`, { from: planned.startsAt })] : []),
            ...(reason ? [quote(reason)] : []),
            say('membership.home.more'),
          ],
        },
      ],
    }
  },
}

export const home: readonly HomeSection[] = [standing]
