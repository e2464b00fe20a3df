import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { archiveQuestion } from '../commands/archive-question.ts'
import { changeQuestion } from '../commands/change-question.ts'
import { restoreQuestion } from '../commands/restore-question.ts'
import {
  PreviewQuestion,
  PreviewReply,
  QuestionReference,
  QuestionReply,
  RevisionList,
  RevisionReference,
  RevisionReply,
} from '../contract.ts'
import { Content } from '../kinds.ts'
import { previewOf } from '../preview-row.ts'
import { titleOf } from '../question.ts'
import { findQuestion, findRevision } from '../question-row.ts'
import { query } from '../room.ts'

export const readQuestion = query({
  name: 'questions.readQuestion',
  summary: 'Read a question with what is right',
  permission: 'questions.manage',
  input: QuestionReference,
  output: QuestionReply,
  http: { method: 'get', path: '/questions/:questionId' },
  target: ({ db, ...reader }, { questionId }) => findQuestion(db.sql, reader, questionId),
  async run({ able }, _input, question) {
    const {
      tenantId: _tenant,
      bankId,
      bankName,
      unitPath: _path,
      kind: _kind,
      bankArchivedAt,
      ...said
    } = question
    return {
      ...said,
      bank: { id: bankId, name: bankName },
      abilities: {
        change: able(changeQuestion, question),
        duplicate: bankArchivedAt === null,
        archive: question.archivedAt === null && able(archiveQuestion, question),
        restore: question.archivedAt !== null && able(restoreQuestion, question),
      },
    }
  },
})

export const previewQuestion = query({
  name: 'questions.previewQuestion',
  summary:
    'Read a question as a learner sees it: in an order that follows from a seed, and without what is right',
  permission: 'questions.manage',
  input: PreviewQuestion,
  output: PreviewReply,
  http: { method: 'get', path: '/questions/:questionId/preview' },
  target: ({ db, ...reader }, { questionId }) => findQuestion(db.sql, reader, questionId),
  async run({ db }, { revision, seed }, question) {
    const { content: _content, ...preview } = await previewOf(db.sql, question, { revision, seed })
    return preview
  },
})

/** A question is changed a few dozen times at most. */
const mostRevisions = 200

interface RevisionRow {
  number: number
  content: unknown
  madeAt: Date
  personId: string | null
  name: string | null
}

export const listRevisions = query({
  name: 'questions.listRevisions',
  summary: 'List what a question said before, the newest first',
  permission: 'questions.manage',
  input: QuestionReference,
  output: RevisionList,
  http: { method: 'get', path: '/questions/:questionId/revisions' },
  target: ({ db, ...reader }, { questionId }) => findQuestion(db.sql, reader, questionId),
  async run({ db }, _input, { id, tenantId, title, bankId, bankName }) {
    const rows = await db.sql<RevisionRow>(sql`
      SELECT r.number, r.content, r.made_at AS "madeAt", h.person_id AS "personId", h.display_name AS name
      FROM question_revisions r LEFT JOIN people h ON h.tenant_id = r.tenant_id AND h.person_id = r.made_by
      WHERE r.tenant_id = ${tenantId}::uuid AND r.question_id = ${id}::uuid ORDER BY r.number DESC LIMIT ${mostRevisions}`)
    return {
      question: { id, title, bankId, bankName },
      items: rows.map(({ number, content: kept, madeAt, personId, name }) => {
        const content = Content.parse(kept)
        return {
          number,
          title: titleOf(content),
          points: content.points,
          madeAt,
          madeBy: personId === null || name === null ? null : { id: personId, name },
        }
      }),
    }
  },
})

export const readRevision = query({
  name: 'questions.readRevision',
  summary: 'Read what a question said before, with what was right then',
  permission: 'questions.manage',
  input: RevisionReference,
  output: RevisionReply,
  http: { method: 'get', path: '/questions/:questionId/revisions/:number' },
  target: ({ db, ...reader }, { questionId }) => findQuestion(db.sql, reader, questionId),
  async run({ db }, { number }, question) {
    const revision = await findRevision(db.sql, question, number)
    if (!revision) throw notFound()
    return revision
  },
})
