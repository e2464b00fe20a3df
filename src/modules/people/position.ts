export interface Position {
  latitude: number
  longitude: number
}

/**
 * Reads a place as maps write it: `50.4501, 30.5234`, `50,4501; 30,5234`, `33.86 S 151.21 E`. Null: it is none.
 */
export function parsePosition(text: string): Position | null {
  const match =
    /^\s*([+-]?\d{1,2}(?:[.,]\d{1,12})?)\s*°?\s*([NS])?\s*(?:[,;]\s*|\s)\s*([+-]?\d{1,3}(?:[.,]\d{1,12})?)\s*°?\s*([EW])?\s*$/i.exec(
      text,
    )
  if (!match) return null
  const [, first = '', north = '', second = '', east = ''] = match
  const latitude = numberOf(first, /s/i.test(north))
  const longitude = numberOf(second, /w/i.test(east))
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}

export function formatPosition({ latitude, longitude }: Position): string {
  return `${latitude}, ${longitude}`
}

function numberOf(text: string, turned: boolean): number {
  const number = Number(text.replace(',', '.'))
  // Six digits behind the point are a hand's breadth; a zero has no sign.
  return Math.round((turned ? -number : number) * 1e6) / 1e6 || 0
}
