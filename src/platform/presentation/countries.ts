/** Codes that Unicode names as regions and nobody lives in by that name: unions, former states, user-assigned ones. */
const notCountries = new Set(
  'AC AN AQ BU BV CP CQ CS CT DD DG DY EA EU EZ FQ FX HM HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB YD YU ZR ZZ'.split(
    ' ',
  ),
)

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** ISO 3166 codes, as the Unicode data of the runtime knows them. */
export const countryCodes: readonly string[] = (() => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !notCountries.has(code) && names.of(code) !== undefined)
})()

const known = new Set(countryCodes)

export function isCountry(code: string): boolean {
  return known.has(code)
}

export function countryName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code
}

/** Codes with their names, in the order of the reader's language. */
export function countriesIn(locale: string): Array<{ code: string; name: string }> {
  return named(countryCodes, 'region', locale)
}

/** ISO 639 codes of the languages that people are asked about. */
export const languageCodes: readonly string[] =
  'af am ar as az be bg bn bo br bs ca cs cy da de dz el en eo es et eu fa fi fil fr ga gd gl gu ha he hi hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my ne nl no ny om or pa pl ps pt qu ro ru rw sd si sk sl sm sn so sq sr st sv sw ta te tg th ti tk tl tn to tr tt ug uk ur uz vi wo xh yi yo zh zu'.split(
    ' ',
  )

export function languageName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
}

export function languagesIn(locale: string): Array<{ code: string; name: string }> {
  return named(languageCodes, 'language', locale)
}

const lists = new Map<string, Array<{ code: string; name: string }>>()

function named(codes: readonly string[], type: 'region' | 'language', locale: string) {
  const key = `${type} ${locale}`
  let list = lists.get(key)
  if (!list) {
    const names = new Intl.DisplayNames(locale, { type })
    const { compare } = new Intl.Collator(locale)
    list = codes
      .map((code) => ({ code, name: names.of(code) ?? code }))
      .sort((a, b) => compare(a.name, b.name))
    lists.set(key, list)
  }
  return list
}
