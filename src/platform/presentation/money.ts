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

/**
 * What somebody typed, such as `1,000.50`, `1 000,50` or `1000`, in minor units; undefined where it is no amount of the
 * currency, and where it may be two: `10.005` is ten with a slip of the finger to some and ten thousand to others.
 */
export function minorUnits(typed: string, currency: string): number | undefined {
  if (!/^[A-Za-z]{3}$/.test(currency)) return undefined
  const digits = digitsOf(new Intl.NumberFormat('en', { style: 'currency', currency }))
  const text = typed.replaceAll(/[\s’']/g, '')
  // Dinars have three digits after the sign, and groups have three as well.
  if (digits === 3 && /^\d{1,3},\d{3}$/.test(text)) return undefined
  for (const pattern of [
    /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/,
    /^(\d{1,3}(?:\.\d{3}){2,}|\d{1,3}\.\d{3}(?=,)|\d+)(?:,(\d+))?$/,
  ]) {
    const [, whole, part = ''] = pattern.exec(text) ?? []
    if (whole === undefined || part.length > digits) continue
    const units = Number(whole.replaceAll(/[.,]/g, '') + part.padEnd(digits, '0'))
    return Number.isSafeInteger(units) ? units : undefined
  }
  return undefined
}

/** The fields of a form with the amount in minor units: people write 1,000.50. What is no amount stays, to be refused. */
export function typedMoney(input: Record<string, unknown>): Record<string, unknown> {
  const typed = input.amount
  if (typed === undefined || typed === null || typed === '') return input
  return { ...input, amount: minorUnits(String(typed), String(input.currency ?? '')) ?? typed }
}

/** An amount as it stands in the field of a form. */
export function writtenAmount(money: { amount: number | null; currency: string | null }): string {
  return money.amount === null || money.currency === null ? '' : plainMoney(money.amount, money.currency)
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
