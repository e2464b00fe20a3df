/** What an installation writes in its languages: a text for each that somebody wrote, and the version of this form. */
export type Translated = { v: 1 } & { [language: string]: string | 1 }

/** In the reader's language, else in that of the installation, else in any. */
export function textIn(translated: Translated, locale: string, fallback = 'en'): string {
  const languages = [locale, locale.split('-')[0] ?? '', fallback, ...Object.keys(translated)]
  for (const language of languages) {
    const text = translated[language]
    if (typeof text === 'string' && text !== '') return text
  }
  return ''
}

/** What a language calls itself: „українська“ is found by who reads it. */
export function nameOfLanguage(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
