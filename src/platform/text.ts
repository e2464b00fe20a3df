import { z } from 'zod'
import { isOnCalendar } from './presentation/dates.ts'
import { hasNoControls, isVisible, turnsDirection } from './presentation/visible.ts'

/** What somebody wrote, over several lines perhaps; there has to be something. */
export function writtenText(maximum: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .refine((text) => text === '' || isVisible(text), { params: { code: 'required' } })
}

/**
 * One line, and nothing in it that makes what stands beside it read as something else: what people and things are called
 * stands in sentences, lists and files.
 */
export function oneLine<Line extends z.ZodType<string, string>>(line: Line): Line {
  return line
    .refine(hasNoControls, { params: { code: 'invalid' } })
    .refine((text) => !turnsDirection(text), { params: { code: 'turnsDirection' } })
}

/** What something is called. */
export function nameText(maximum: number) {
  return oneLine(writtenText(maximum))
}

/** What clocks show somewhere, as a form has it: `2026-12-31T17:00`. */
export const wallTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
  .refine((wall) => wall >= '1900' && isOnCalendar(wall), { params: { code: 'invalid' } })

/** A list, or a text with one on each line: that is how a form without scripts asks for several. */
export function linesOf(item: z.ZodType<string, string>, most: number) {
  return linesIn(item, most).default([])
}

/** The same where it has to be said, or may be left as it is. */
export function linesIn(item: z.ZodType<string, string>, most: number) {
  return z
    .array(z.string().max(4000))
    .max(200)
    .transform((texts) => [
      ...new Set(
        texts
          .flatMap((text) => text.split('\n'))
          .map((text) => text.trim())
          .filter(Boolean),
      ),
    ])
    .pipe(z.array(item).max(most))
}

/** Text as people look for it: neither case nor accents matter. The same as `fold_text` of the database. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
}

/** The words of a text, folded: the same as `folded_words` of the database. */
export function foldedWords(text: string): string[] {
  return foldText(text)
    .split(/[\s!-/:-@[-`{-~ʼ’‘´«»„“”·–—]+/)
    .filter((word) => word !== '')
}
