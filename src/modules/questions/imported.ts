import type { Translate } from '../../platform/presentation/view.ts'
import { issueKeyOf, issuesOf } from '../../platform/run/issues.ts'
import type { ImportPreview } from './contract.ts'
import { type GiftQuestion, readGift } from './gift-read.ts'
import { Content } from './kinds.ts'
import { cut, titleOf } from './question.ts'
import type { Written } from './question-row.ts'

export interface Imported extends Pick<ImportPreview, 'questions' | 'faults'> {
  /** The same as `questions`, as they are kept. */
  written: Written[]
}

/** What a text in GIFT comes to: each question that fits the schema of its kind, and a word for each that does not. */
export function importedFrom(gift: string, text: Translate): Imported {
  const read = readGift(gift)
  const imported: Imported = {
    questions: [],
    written: [],
    faults: read.faults.map(({ line, code }) => ({
      line,
      code,
      text: text(`questions.gift.faults.${code}`),
    })),
  }
  for (const question of read.questions) {
    const parsed = Content.safeParse(question.content)
    if (!parsed.success) {
      imported.faults.push(refusalOf(question, parsed.error, text))
      continue
    }
    const { line, notes } = question
    const tags = question.tags.map((tag) => cut(tag, 60)).slice(0, 20)
    imported.written.push({ content: parsed.data, tags })
    imported.questions.push({
      line,
      kind: parsed.data.kind,
      title: titleOf(parsed.data),
      tags,
      notes: notes.map((code) => ({ code, text: text(`questions.gift.losses.${code}`) })),
    })
  }
  imported.faults.sort((one, other) => one.line - other.line)
  return imported
}

function refusalOf({ line }: GiftQuestion, error: Parameters<typeof issuesOf>[0], text: Translate) {
  const [issue] = issuesOf(error)
  const values = issue && 'values' in issue ? (issue.values as Record<string, string | number>) : {}
  const said = issue ? text(issueKeyOf(issue.code), values) : ''
  return { line, code: 'unfit', text: text('questions.gift.faults.unfit', { said }) }
}
