/** Images that are drawn anew. */
export const imageTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp']

const office = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'

/** What a purpose may ask for, and how a saved file of it ends. No SVG, no HTML: both can act. */
const endings: ReadonlyMap<string, readonly string[]> = new Map([
  ['image/png', ['png']],
  ['image/jpeg', ['jpg', 'jpeg']],
  ['image/webp', ['webp']],
  ['application/pdf', ['pdf']],
  ['application/zip', ['zip']],
  [`${office}.wordprocessingml.document`, ['docx']],
  [`${office}.spreadsheetml.sheet`, ['xlsx']],
  [`${office}.presentationml.presentation`, ['pptx']],
  [`${openDocument}.text`, ['odt']],
  [`${openDocument}.spreadsheet`, ['ods']],
  [`${openDocument}.presentation`, ['odp']],
  ['audio/mpeg', ['mp3']],
  ['video/mp4', ['mp4', 'm4v']],
  ['text/plain', ['txt', 'text', 'log', 'md']],
  ['text/csv', ['csv']],
  ['application/json', ['json']],
])

/** They begin with nothing of their own: which of them it is, only the name says. */
export const textTypes: readonly string[] = ['text/csv', 'application/json', 'text/plain']

export function isOfferable(mediaType: string): boolean {
  return endings.has(mediaType)
}

/** A name that says what the file is: one that ends otherwise gets its true ending besides. */
export function withTrueEnding(name: string | null, mediaType: string): string {
  const known = endings.get(mediaType) ?? []
  const given = name ?? 'file'
  const ending = endingOf(given)
  return known.length === 0 || known.includes(ending) ? given : `${given}.${known[0]}`
}

export function textTypeOf(name: string | null, allowed: readonly string[]): string | null {
  const offered = textTypes.filter((type) => allowed.includes(type))
  return offered.find((type) => endings.get(type)?.includes(endingOf(name ?? ''))) ?? offered.at(-1) ?? null
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}
