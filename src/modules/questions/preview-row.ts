import type { RunSql } from '../../platform/db/database.ts'
import { notFound } from '../../platform/errors.ts'
import type { PreviewReply } from './contract.ts'
import type { Content } from './kinds.ts'
import type { QuestionRow } from './question.ts'
import { findRevision } from './question-row.ts'
import { toShown } from './shown.ts'

/** A question as learners see it, with what is right for whoever grades it. */
export async function previewOf(
  run: RunSql,
  question: QuestionRow,
  { revision, seed }: { revision: number | null; seed: string },
): Promise<PreviewReply & { content: Content }> {
  const { id, title, bankId, bankName } = question
  const number = revision ?? question.revision
  const kept = number === question.revision ? question : await findRevision(run, question, number)
  if (!kept) throw notFound()
  const { content } = kept
  return {
    question: { id, title, bankId, bankName },
    revision: number,
    seed,
    shown: toShown(content, seed),
    content,
  }
}
