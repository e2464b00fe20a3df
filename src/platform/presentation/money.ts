const formatters = new Map<string, Intl.NumberFormat>()

/** An amount of minor units, as the reader writes money: 123456 of EUR -> €1,234.56. */
export function formatMoney(minorUnits: number, currency: string, locale: string): string {
  const key = `${locale} ${currency}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { style: 'currency', currency })
    if (formatters.size > 500) formatters.clear()
    formatters.set(key, formatter)
  }
  // As text: of a large amount a fraction would lose the last cents.
  return formatter.format(inMajorUnits(minorUnits, digitsOf(formatter)) as Intl.StringNumericLiteral)
}

/** The same for a file: 1234.56, whatever the language. */
export function plainMoney(minorUnits: number, currency: string): string {
  const digits = digitsOf(new Intl.NumberFormat('en', { style: 'currency', currency }))
  return inMajorUnits(minorUnits, digits)
}

function inMajorUnits(minorUnits: number, digits: number): string {
  const signs = String(Math.abs(minorUnits)).padStart(digits + 1, '0')
  const whole = signs.slice(0, signs.length - digits)
  return `${minorUnits < 0 ? '-' : ''}${whole}${digits > 0 ? `.${signs.slice(-digits)}` : ''}`
}

/** Yen have no smaller part, dinars have a thousand. */
function digitsOf(formatter: Intl.NumberFormat): number {
  return formatter.resolvedOptions().maximumFractionDigits ?? 2
}
