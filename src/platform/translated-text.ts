import { z } from 'zod'
import type { Translated } from './presentation/translated.ts'
import { isVisible, turnsDirection } from './presentation/visible.ts'

/** The same as it stands in replies. Zod's own type of it forgets that texts and the version are told apart by name. */
export const TranslatedReply = z
  .object({ v: z.literal(1) })
  .catchall(z.string())
  .meta({ id: 'TranslatedText' }) as unknown as z.ZodType<Translated, Translated>

/**
 * The one type for what installations write in several languages: `{ v: 1, en: '…', uk: '…' }`, as it stands in a
 * jsonb column. Languages without a text are left out; with `required` at least one has one.
 */
export function translatedText(longest: number, { required = true } = {}) {
  return z
    .object({ v: z.literal(1).default(1) })
    .catchall(z.string().trim().max(longest))
    .superRefine((texts, context) => {
      const languages = Object.keys(texts).filter((name) => name !== 'v')
      for (const language of languages)
        if (!/^[a-z]{2,3}$/.test(language))
          context.addIssue({ code: 'custom', path: [language], params: { code: 'unknownField' } })
        else if (turnsDirection(texts[language] ?? ''))
          context.addIssue({ code: 'custom', path: [language], params: { code: 'turnsDirection' } })
      const isEmpty = languages.every((language) => !isVisible(texts[language] ?? ''))
      if (required && isEmpty)
        context.addIssue({
          code: 'custom',
          path: [languages[0] ?? ''].filter(Boolean),
          params: { code: 'required' },
        })
    })
    .transform(
      (texts) =>
        Object.fromEntries(
          Object.entries(texts).filter(([, text]) => isVisible(String(text))),
        ) as unknown as Translated,
    )
}
