import { sql } from '../../../platform/db/sql.ts'
import { kinds } from '../kinds.ts'
import { managedPlaces } from '../policy.ts'
import { list } from '../room.ts'

/** More than these no form offers. */
const mostTags = 200
const mostBanks = 300

export const questionList = list({
  name: 'questions.listQuestions',
  summary: 'List the questions of all banks that you look after',
  permission: 'questions.manage',
  path: '/questions',
  words: { title: 'questions.list.title', none: 'questions.list.none', noneHelp: 'questions.list.noneHelp' },
  icon: 'learn',
  from: sql`(SELECT e.*, v.content, e.archived_at IS NOT NULL AS archived, array_to_string(e.tags, ', ') AS tagged
      FROM questions e JOIN question_revisions v ON v.tenant_id = e.tenant_id AND v.question_id = e.id AND v.number = e.revision) q
    JOIN question_banks b ON b.tenant_id = q.tenant_id AND b.id = q.bank_id
    JOIN unit_places p ON p.tenant_id = b.tenant_id AND p.unit_id = b.unit_id`,
  id: sql`q.id`,
  visible: managedPlaces,
  columns: {
    title: { type: 'name', label: 'questions.question', sql: sql`q.title`, sortable: true, shown: 'always' },
    kind: {
      type: 'choice',
      label: 'questions.kind',
      sql: sql`q.kind`,
      options: kinds,
      words: 'questions.kinds',
    },
    bankId: { type: 'id', sql: sql`q.bank_id`, shown: 'never' },
    bank: { type: 'name', label: 'questions.bankName', sql: sql`b.name`, sortable: true },
    tags: { type: 'text', label: 'questions.tags', sql: sql`q.tagged` },
    points: { type: 'number', label: 'questions.points', sql: sql`(q.content->>'points')::float8` },
    revision: { type: 'integer', label: 'questions.revision', sql: sql`q.revision`, shown: 'no' },
    archived: { type: 'boolean', label: 'questions.archivedState', sql: sql`q.archived`, shown: 'no' },
    updatedAt: { type: 'instant', label: 'questions.updatedAt', sql: sql`q.updated_at`, sortable: true },
  },
  filters: {
    search: { type: 'search', label: 'questions.list.search', in: [sql`q.title`, sql`q.content->>'text'`] },
    bank: {
      type: 'one',
      label: 'questions.bankName',
      matches: (bankId) => sql`q.bank_id = ${bankId}::uuid`,
      offer: ({ db, actor, now }, chosen) =>
        db.sql<{ id: string; name: string }>(sql`
          SELECT b.id, b.name FROM question_banks b JOIN unit_places p ON p.tenant_id = b.tenant_id AND p.unit_id = b.unit_id
          WHERE ${managedPlaces(actor, now)} ORDER BY b.id IS DISTINCT FROM ${chosen}::uuid, b.name, b.id LIMIT ${mostBanks}`),
    },
    kind: {
      type: 'choice',
      label: 'questions.kind',
      sql: sql`q.kind`,
      options: kinds,
      words: 'questions.kinds',
      counted: true,
    },
    tag: { type: 'choice', label: 'questions.tags', sql: sql`q.tags`, options: [], many: true },
    archived: { type: 'flag', label: 'questions.archivedState', sql: sql`q.archived` },
  },
  sort: '-updatedAt',
  async named({ db, actor, now }) {
    const rows = await db.sql<{ tag: string }>(sql`
      SELECT tag FROM questions q JOIN question_banks b ON b.tenant_id = q.tenant_id AND b.id = q.bank_id
      JOIN unit_places p ON p.tenant_id = b.tenant_id AND p.unit_id = b.unit_id, unnest(q.tags) tag
      WHERE ${managedPlaces(actor, now)} GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ${mostTags}`)
    return { tag: Object.fromEntries(rows.map(({ tag }) => [tag, tag])) }
  },
  href: ({ id }) => `/questions/${id}`,
  namesNobody: true,
})
