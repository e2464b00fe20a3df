const formatters = new Map<string, Intl.NumberFormat>()

function formatterFor(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, options)
    if (formatters.size > 500) formatters.clear()
    formatters.set(key, formatter)
  }
  return formatter
}

export function formatNumber(value: number, locale: string): string {
  return formatterFor(locale, {}).format(value)
}

/** With all the digits that somebody typed, where a list or a page shows what is kept. */
export function formatExactNumber(value: number, locale: string): string {
  return formatterFor(locale, { maximumFractionDigits: 20 }).format(value)
}

/** As short as an axis needs it: 12,400 -> 12.4K. */
export function formatShortNumber(value: number, locale: string): string {
  return formatterFor(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

/** 0.254 -> 25 %. */
export function formatShare(share: number, locale: string): string {
  return formatterFor(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Sizes of files in steps of a thousand, as people are told them elsewhere. */
export function formatBytes(bytes: number, locale: string): string {
  let size = bytes
  let step = 0
  while (size >= 1000 && step < byteUnits.length - 1) {
    size /= 1000
    step += 1
  }
  return formatterFor(locale, {
    style: 'unit',
    unit: byteUnits[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: size < 10 && step > 0 ? 1 : 0,
  }).format(size)
}

/** A limit, which is a power of two and is called by the round number next to it: 4 MB, as the refusal says too. */
export function formatLimit(bytes: number, locale: string): string {
  return formatBytes((bytes / 1024 / 1024) * 1_000_000, locale)
}
