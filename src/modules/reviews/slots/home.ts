import { sql } from '../../../platform/db/sql.ts'
import { quote, say } from '../../../platform/presentation/words.ts'
import type { HomeSection } from '../../../platform/slots/home.ts'
import { witnessingThatWaits } from '../../applications/index.ts'
import { ownReviews } from '../policy.ts'

const mostShown = 6

interface Waiting {
  kind: 'asked' | 'opening' | 'sheets'
  projectId: string
  title: string
  count: number
}

/** What others wait for: a witness who agrees or opens, a reviewer who weighs. Nothing else leads there from the first page. */
const waiting: HomeSection = {
  name: 'reviews.waiting',
  title: say('reviews.home.title'),
  order: 4,
  permission: 'person',
  async load(run, actor, now) {
    const rows = await run<Waiting>(sql`
      SELECT kind, "projectId", title, count FROM (
        ${witnessingThatWaits(actor, now)}
        UNION ALL
        SELECT 'sheets', j.project_id, j.title, count(*)::int FROM project_places j
        JOIN review_sheets c ON c.tenant_id = j.tenant_id AND c.project_id = j.project_id
        WHERE j.status = 'reviewing' AND c.person_id = ${actor.personId}::uuid AND c.status = 'open' AND ${ownReviews(actor)}
        GROUP BY j.project_id, j.title) w
      ORDER BY title, "projectId" LIMIT ${mostShown}`)
    if (rows.length === 0) return null
    return {
      cards: rows.map(({ kind, projectId, title, count }) => ({
        title: quote(title),
        href: kind === 'sheets' ? `/my-reviews/${projectId}` : `/my-sealings/${projectId}`,
        icon: kind === 'sheets' ? ('chart' as const) : ('lock' as const),
        facts: [say(`reviews.home.${kind}`, { count })],
      })),
      more: rows.some(({ kind }) => kind === 'sheets')
        ? { words: say('reviews.mine.title'), href: '/my-reviews' }
        : { words: say('applications.sealings.title'), href: '/my-sealings' },
    }
  },
}

export const home: readonly HomeSection[] = [waiting]
