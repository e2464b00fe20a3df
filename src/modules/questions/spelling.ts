/** What of the spelling of an answer counts. Spaces, and which apostrophe or quote was typed, never do. */
export interface Spelling {
  caseMatters: boolean
  accentsMatter: boolean
}

const apostrophes = /[’‘ʼ`´′]/g
const quotes = /[“”„«»″]/g
const dashes = /[‐‑‒–—−]/g
/** й and ї are letters of their own, é and ö are letters with something above them; a mark of stress is none. */
const accents = /(?<=[\p{Script=Latin}\p{Script=Greek}]\p{M}*)\p{M}|[\u0300\u0301]/gu

/** What two answers have in common that count as the same. */
export function spelled(text: string, { caseMatters, accentsMatter }: Spelling): string {
  const plain = text
    .normalize('NFKC')
    .replaceAll(apostrophes, "'")
    .replaceAll(quotes, '"')
    .replaceAll(dashes, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const bare = accentsMatter ? plain : plain.normalize('NFD').replaceAll(accents, '').normalize('NFC')
  return caseMatters ? bare : bare.toLowerCase()
}

/**
 * A number as people type it, and what stands behind it. A comma is a decimal sign like a point; thousands are set apart by
 * spaces, or by commas where a point follows or there are several. Null where it is none.
 */
export function numberTyped(text: string): { value: number; behind: string } | null {
  const plain = text.normalize('NFKC').replaceAll('−', '-').trim()
  const [, digits, behind] =
    /^([+-]?(?:\d[\d ,]*)?(?:[.,]?\d+)(?:e[+-]?\d{1,3})?)\s*(.*)$/is.exec(plain) ?? []
  if (digits === undefined || behind === undefined) return null
  const joined = digits.replaceAll(' ', '')
  const isGrouped = /^[+-]?\d{1,3}((,\d{3})+\.|(,\d{3}){2,}$)/.test(joined)
  const number = Number(isGrouped ? joined.replaceAll(',', '') : joined.replace(',', '.'))
  return Number.isFinite(number) ? { value: number, behind: behind.trim() } : null
}
