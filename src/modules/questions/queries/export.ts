import { sql } from '../../../platform/db/sql.ts'
import { mostQuestions } from '../bank.ts'
import { findBank } from '../bank-row.ts'
import { BankReference, ExportReply } from '../contract.ts'
import { writeGift } from '../gift-write.ts'
import { Content } from '../kinds.ts'
import { query } from '../room.ts'

interface Row {
  id: string
  title: string
  tags: string[]
  content: unknown
}

export const exportQuestions = query({
  name: 'questions.exportQuestions',
  summary: 'Read the questions of a bank in GIFT, with what of them GIFT cannot say',
  permission: 'questions.manage',
  input: BankReference,
  output: ExportReply,
  http: { method: 'get', path: '/question-banks/:bankId/gift' },
  cost: 10,
  target: ({ db, ...reader }, { bankId }) => findBank(db.sql, reader, bankId),
  async run({ db, text }, _input, { id, tenantId, name }) {
    const rows = await db.sql<Row>(sql`
      SELECT q.id, q.title, q.tags, r.content FROM questions q
      JOIN question_revisions r ON r.tenant_id = q.tenant_id AND r.question_id = q.id AND r.number = q.revision
      WHERE q.tenant_id = ${tenantId}::uuid AND q.bank_id = ${id}::uuid AND q.archived_at IS NULL
      ORDER BY q.created_at, q.id LIMIT ${mostQuestions}`)
    const written = rows.map(({ content, ...row }) => ({
      ...row,
      ...writeGift(Content.parse(content), row.tags),
    }))
    const texts = written.flatMap((each) => (each.text === null ? [] : [each.text]))
    return {
      bank: { id, name },
      count: texts.length,
      gift: texts.map((each) => `${each}\n`).join('\n'),
      losses: written
        .filter(({ notes }) => notes.length > 0)
        .map((each) => ({
          questionId: each.id,
          title: each.title,
          isLeft: each.text === null,
          notes: each.notes.map((code) => ({ code, text: text(`questions.gift.losses.${code}`) })),
        })),
    }
  },
})
