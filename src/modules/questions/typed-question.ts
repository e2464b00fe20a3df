import type { QuestionReply } from './contract.ts'
import type { Kind } from './kinds.ts'

/** A question as its form shows it: what stands on lines of its own is one text there. */
export function asTyped({ content, tags }: Pick<QuestionReply, 'content' | 'tags'>): object {
  const lines = (all: readonly string[]) => all.join('\n')
  switch (content.kind) {
    case 'number':
      return { tags: lines(tags), content: { ...content, units: lines(content.units) } }
    case 'fillIn': {
      const gaps = content.gaps.map(({ accepted, others }) => ({
        accepted: lines(accepted),
        others: lines(others),
      }))
      return { tags: lines(tags), content: { ...content, gaps } }
    }
    default:
      return { tags: lines(tags), content }
  }
}

const gradings: Partial<Record<Kind, string>> = {
  single: 'allOrNothing',
  multiple: 'rightMinusWrong',
  ordering: 'eachRight',
  matching: 'eachRight',
  fillIn: 'eachRight',
}

/** What the form of a new question begins with. */
export function startOf(kind: Kind): object {
  return { content: { points: 1, grading: gradings[kind], isTrue: 'true', mostFiles: '1' } }
}

/** What has to be written in a row, by the list that it stands in: a row without any of it is none. */
const toWrite: Readonly<Record<string, readonly string[]>> = {
  options: ['text', 'feedback'],
  accepted: ['text', 'value', 'feedback'],
  items: ['text'],
  pairs: ['prompt', 'choice'],
  distractors: ['text'],
  gaps: ['accepted', 'others'],
  rubric: ['name', 'guidance', 'points'],
}

/**
 * Without the empty rows at the end, which a form holds for more. One between others stays, and is told: what is wrong with a row
 * is told by its number.
 */
export function withoutEmptyRows(input: Record<string, unknown>): Record<string, unknown> {
  const { content } = input
  if (typeof content !== 'object' || content === null) return input
  const tidied = Object.entries(content).map(([name, rows]) => {
    const parts = toWrite[name]
    if (!parts || !Array.isArray(rows)) return [name, rows]
    const last = rows.findLastIndex((row) =>
      parts.some((part) => {
        const typed = (row as Record<string, unknown> | null)?.[part]
        return Array.isArray(typed) ? typed.length > 0 : typed !== undefined && typed !== null && typed !== ''
      }),
    )
    return [name, rows.slice(0, last + 1)]
  })
  return { ...input, content: Object.fromEntries(tidied) }
}
