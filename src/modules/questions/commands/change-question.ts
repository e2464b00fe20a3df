import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { ChangedQuestion, ChangeQuestion } from '../contract.ts'
import { settled } from '../kinds.ts'
import { onlyInUse } from '../policy.ts'
import { isSame, otherKind, titleOf } from '../question.ts'
import { findQuestion, makePartId } from '../question-row.ts'
import { command } from '../room.ts'

export const changeQuestion = command({
  name: 'questions.changeQuestion',
  summary: 'Change a question: what it said before stays as an earlier revision',
  permission: 'questions.manage',
  input: ChangeQuestion,
  output: ChangedQuestion,
  http: { method: 'put', path: '/questions/:questionId' },
  target: ({ tx, ...reader }, { questionId }) => findQuestion(tx.sql, reader, questionId, { locked: true }),
  rule: onlyInUse,
  async run({ tx, actor, now, record }, { questionId, tags, content: written }, before) {
    const { tenantId, bankId, kind } = before
    if (written.kind !== kind) throw otherKind()
    const content = settled(written, before.content, makePartId)
    // Tags alone are nobody's answer: what was asked stays the same revision.
    const isRevised = !isSame(content, before.content)
    const revision = before.revision + (isRevised ? 1 : 0)
    const version = before.version + 1
    const title = titleOf(content)
    if (isRevised)
      await tx.questionRevision.create({
        data: {
          id: newId(now.getTime()),
          tenantId,
          questionId,
          number: revision,
          content,
          madeBy: personBehind(actor),
          madeAt: now,
        },
      })
    await tx.question.update({
      where: { id: questionId },
      data: { title, tags, revision, version, updatedAt: now },
    })
    record(
      { type: 'question', id: questionId },
      { title: before.title, tags: before.tags, revision: before.revision },
      { title, tags, revision },
    )
    return { questionId, bankId, revision, version }
  },
})
