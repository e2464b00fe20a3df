import { nodesOf, parse, propertyOf, type SourceFile, textOf } from './source.ts'

/** Mail bodies that a locale lacks or that say other things, and mails that jobs send but nobody wrote. */
export function mailFaults(bodies: readonly SourceFile[], jobs: readonly SourceFile[]): string[] {
  const faults: string[] = []
  const byLocale = new Map<string, Map<string, string>>()
  for (const { path, text } of bodies) {
    const [, locale = '', name = ''] = /^templates\/mail\/([^/]+)\/(.+)\.liquid$/.exec(path) ?? []
    const mails = byLocale.get(locale) ?? new Map<string, string>()
    byLocale.set(locale, mails.set(name, text))
  }
  const all = new Set([...byLocale.values()].flatMap((mails) => [...mails.keys()]))
  const source = byLocale.get('en') ?? new Map<string, string>()
  for (const [locale, mails] of byLocale)
    for (const name of all) {
      const text = mails.get(name)
      if (text === undefined) faults.push(`templates/mail/${locale} lacks ${name}.liquid.`)
      else if (valuesOf(text) !== valuesOf(source.get(name) ?? ''))
        faults.push(
          `templates/mail/${locale}/${name}.liquid shows ${valuesOf(text)}, not ${valuesOf(source.get(name) ?? '')}.`,
        )
    }
  const sent = new Set(
    jobs.flatMap((file) =>
      [...nodesOf(parse(file))].flatMap((node) => textOf(propertyOf(node, 'template')) ?? []),
    ),
  )
  for (const name of sent) if (!all.has(name)) faults.push(`A job sends ${name}, which has no body.`)
  for (const name of all) if (!sent.has(name)) faults.push(`No job sends ${name}: take its bodies away.`)
  return faults
}

function valuesOf(text: string): string {
  return [...new Set([...text.matchAll(/\{\{-?\s*(\w+)/g)].map(([, name]) => name))].sort().join(', ')
}
