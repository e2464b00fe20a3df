import { join } from 'node:path'
import { definedErrors } from '../../src/platform/errors.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { loadWords } from '../../src/platform/words.ts'

const words = loadWords(join(projectRoot, 'templates/locales'))

/**
 * Where a reply names something by a locale key, or a refusal by its code, and leaves whoever reads it without its words:
 * they stand beside it, as `<name>Text` or `text`.
 */
export function wordless(reply: unknown, place = ''): string[] {
  if (Array.isArray(reply)) return reply.flatMap((each) => wordless(each, `${place}[]`))
  if (typeof reply === 'string') return isKey(reply) ? [place] : []
  if (typeof reply !== 'object' || reply === null) return []
  const fields = reply as Record<string, unknown>
  return Object.entries(fields).flatMap(([name, value]) => {
    const said = [`${name}Text`, 'text'].some((beside) => typeof fields[beside] === 'string')
    return typeof value === 'string' && said ? [] : wordless(value, `${place}/${name}`)
  })
}

function isKey(text: string): boolean {
  return words.has(text) || definedErrors().has(text)
}
