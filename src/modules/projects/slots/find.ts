import { beginningsOf } from '../../../platform/db/search-words.ts'
import { sql } from '../../../platform/db/sql.ts'
import { quote, say } from '../../../platform/presentation/words.ts'
import type { Findable } from '../../../platform/slots/find.ts'
import { foldedWords } from '../../../platform/text.ts'
import { visibleProjects } from '../policy.ts'
import { placedProjects } from '../project-row.ts'

/** By the beginnings of words of their titles, which an index finds among tens of thousands. */
const projects: Findable = {
  name: 'projects.projects',
  title: say('projects.find.title'),
  icon: 'work',
  order: 30,
  permission: 'member',
  async find(run, { text, limit }, actor, now) {
    const words = foldedWords(text)
    if (words.length === 0) return []
    const beginnings = beginningsOf(words, 'A')
    const rows = await run<{ id: string; slug: string; title: string; offeredBy: string }>(sql`
      SELECT j.id, j.slug, j.title, coalesce(j.organisation, u.name) AS "offeredBy" FROM ${placedProjects}
      WHERE j.search @@ ${beginnings}::tsquery AND ${visibleProjects(actor, now)}
      ORDER BY j.status NOT IN ('draft', 'published'), j.published_at DESC NULLS FIRST, j.id DESC LIMIT ${limit}`)
    return rows.map(({ id, slug, title, offeredBy }) => ({
      id,
      title: quote(title),
      href: `/projects/${slug}`,
      note: quote(offeredBy),
    }))
  },
}

export const find: readonly Findable[] = [projects]
