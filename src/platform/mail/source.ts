/** A mail as its author wrote it: Liquid, not yet filled in. */
export interface MailSource {
  subject: string
  /** Says why this mail came; it stands in the footer. */
  why: string
  body: string
}

const keys = ['subject', 'why'] as const

/** Front part (`key: value` lines), a blank line, then the body. */
export function parseSource(text: string, name: string): MailSource {
  const [front = '', ...rest] = text.replaceAll('\r\n', '\n').split(/\n[ \t]*\n/)
  const values = new Map<string, string>()
  for (const line of front.split('\n')) {
    const [, key, value] = /^(\w+):\s*(\S.*)$/.exec(line) ?? []
    if (key === undefined || value === undefined)
      throw new Error(`Mail ${name}: "${line}" is not "key: value"`)
    if (!keys.some((known) => known === key)) throw new Error(`Mail ${name}: unknown key "${key}"`)
    values.set(key, value)
  }
  const needed = (key: (typeof keys)[number]) => {
    const value = values.get(key)
    if (value === undefined) throw new Error(`Mail ${name}: the front part has no "${key}:"`)
    return value
  }
  const body = rest.join('\n\n').trim()
  if (body === '') throw new Error(`Mail ${name}: there is no body`)
  return { subject: needed('subject'), why: needed('why'), body }
}
