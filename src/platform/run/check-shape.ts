import type { z } from 'zod'
import { invalid, malformed } from '../errors.ts'
import { issuesOf } from './issues.ts'

/** What was sent, in the shape that was asked for; or all that is wrong with it at once. */
export function checkInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  // With its input each issue can tell what is missing from what is wrong.
  const parsed = schema.safeParse(input, { reportInput: true })
  if (!parsed.success) throw invalid(issuesOf(parsed.error))
  // Text with NUL or half a character fits no column, and nobody typed it.
  if (!isPlainText(parsed.data)) throw malformed()
  return parsed.data
}

/** Looks at what the schema let through, so it goes no deeper than the schema does. */
export function isPlainText(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (Array.isArray(value)) return value.every(isPlainText)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true
  return Object.values(value).every(isPlainText)
}

/** A reply that breaks its promise is our fault, so it is a plain error. */
export function checkOutput<Schema extends z.ZodType>(
  schema: Schema,
  output: unknown,
  name: string,
): z.output<Schema> {
  const parsed = schema.safeParse(output)
  if (!parsed.success) throw new Error(`${name} answers what it does not promise: ${parsed.error.message}`)
  return parsed.data
}
