import { invalid } from '../../platform/errors.ts'
import { markdownToText } from '../../platform/presentation/markdown.ts'
import { type Content, piecesOf } from './kinds.ts'

export interface QuestionRow {
  id: string
  tenantId: string
  bankId: string
  bankName: string
  unitPath: string
  kind: Content['kind']
  title: string
  tags: string[]
  /** The number of the newest revision. */
  revision: number
  version: number
  content: Content
  createdAt: Date
  updatedAt: Date
  archivedAt: Date | null
  bankArchivedAt: Date | null
}

/** Not longer than that, and never half a character: the database takes none. */
export function cut(text: string, longest: number): string {
  return text
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()
}

/** What a question is found by: what its author calls it, else how it begins. */
export function titleOf({ title, text, kind }: Content): string {
  if (title !== null) return title
  const plain =
    kind === 'fillIn'
      ? piecesOf(text)
          .map((piece) => ('gap' in piece ? '…' : piece.text))
          .join('')
      : text
  // Signs alone say nothing as text, and something has to stand in lists.
  return markdownToText(cut(plain, 1000), 120) || cut(text, 120)
}

/** Both were read by the schema of their kind, which puts everything in its order. */
export function isSame(one: Content, other: Content): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Answers of one kind are none of another. */
export const otherKind = () =>
  invalid([{ pointer: '/content/kind', code: 'questions.error.otherKind', message: '' }])
