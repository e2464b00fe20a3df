import { randomInt } from 'node:crypto'
import type { RunSql, Transaction } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import type { Bank } from './bank.ts'
import { Content, settled } from './kinds.ts'
import { managedPlaces } from './policy.ts'
import { type QuestionRow, titleOf } from './question.ts'

interface Reader {
  actor: Actor
  now: Date
}

const placedQuestions: Sql = sql`questions q
  JOIN question_banks b ON b.tenant_id = q.tenant_id AND b.id = q.bank_id
  JOIN unit_places p ON p.tenant_id = b.tenant_id AND p.unit_id = b.unit_id`

const questionColumns: Sql = sql`q.id, q.tenant_id AS "tenantId", q.bank_id AS "bankId", b.name AS "bankName", p.path::text AS "unitPath",
  q.kind, q.title, q.tags, q.revision, q.version, r.content, q.created_at AS "createdAt", q.updated_at AS "updatedAt",
  q.archived_at AS "archivedAt", b.archived_at AS "bankArchivedAt"`

/** A question as far as whoever asks looks after it. Locked, its changes follow one another, and its bank is not archived meanwhile. */
export async function findQuestion(
  run: RunSql,
  { actor, now }: Reader,
  questionId: string,
  { locked = false } = {},
): Promise<QuestionRow | null> {
  const mine = sql`q.id = ${questionId}::uuid AND ${managedPlaces(actor, now)}`
  // Its newest revision is looked for only once nobody else writes one: whoever has waited would find none.
  if (locked)
    await run(sql`SELECT FROM ${placedQuestions} WHERE ${mine} FOR NO KEY UPDATE OF q FOR SHARE OF b`)
  const [row] = await run<QuestionRow>(sql`
    SELECT ${questionColumns} FROM ${placedQuestions}
    JOIN question_revisions r ON r.tenant_id = q.tenant_id AND r.question_id = q.id AND r.number = q.revision WHERE ${mine}`)
  return row ? { ...row, content: Content.parse(row.content) } : null
}

export interface KeptRevision {
  number: number
  content: Content
  madeAt: Date
}

export async function findRevision(
  run: RunSql,
  { tenantId, id }: Pick<QuestionRow, 'tenantId' | 'id'>,
  number: number,
): Promise<KeptRevision | null> {
  const [row] = await run<KeptRevision>(sql`
    SELECT number, content, made_at AS "madeAt" FROM question_revisions
    WHERE tenant_id = ${tenantId}::uuid AND question_id = ${id}::uuid AND number = ${number}`)
  return row ? { ...row, content: Content.parse(row.content) } : null
}

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Who is who inside a question: by chance, so that it tells nobody what was written first. */
export function makePartId(): string {
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')
}

interface Writing {
  tx: Transaction<'question' | 'questionRevision'>
  actor: Actor
  now: Date
}

export interface Written {
  content: Content
  tags: string[]
}

/** New questions of a bank, in their order. */
export async function keepQuestions(
  { tx, actor, now }: Writing,
  { tenantId, id: bankId }: Bank,
  written: readonly Written[],
): Promise<Array<{ id: string; title: string; kind: Content['kind']; tags: string[] }>> {
  const by = personBehind(actor)
  const questions = written.map(({ content, tags }) => ({
    id: newId(now.getTime()),
    content: settled(content, null, makePartId),
    tags,
  }))
  await tx.question.createMany({
    data: questions.map(({ id, content, tags }) => ({
      id,
      tenantId,
      bankId,
      kind: content.kind,
      title: titleOf(content),
      tags,
      createdBy: by,
      createdAt: now,
      updatedAt: now,
    })),
  })
  await tx.questionRevision.createMany({
    data: questions.map(({ id, content }) => ({
      id: newId(now.getTime()),
      tenantId,
      questionId: id,
      number: 1,
      content,
      madeBy: by,
      madeAt: now,
    })),
  })
  return questions.map(({ id, content, tags }) => ({
    id,
    title: titleOf(content),
    kind: content.kind,
    tags,
  }))
}
