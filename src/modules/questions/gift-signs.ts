/** Signs that mean something in GIFT, with what stands for them in a text of its own. */
const escapes: ReadonlyArray<readonly [sign: string, escaped: string]> = [
  ['\\', '\\\\'],
  [':', '\\:'],
  ['#', '\\#'],
  ['=', '\\='],
  ['{', '\\{'],
  ['}', '\\}'],
  ['~', '\\~'],
  ['\n', '\\n'],
]

/** From here on signs of nobody stand for what was escaped, as long as the text is taken apart. */
const firstOwn = 0xe000

const own = (index: number) => String.fromCharCode(firstOwn + index)

/** With what was escaped out of the way, so that a sign that is left means something. */
export function hidden(text: string): string {
  const free = text.replaceAll(/[\ue000-\ue00f]/g, '')
  return free.replaceAll(/\\[\\:#={}~n]/g, (escaped) =>
    own(escapes.findIndex(([, written]) => written === escaped)),
  )
}

/** What was meant, once the text is taken apart. */
export function plain(text: string): string {
  return text.replaceAll(/[\ue000-\ue00f]/g, (sign) => escapes[sign.charCodeAt(0) - firstOwn]?.[0] ?? '')
}

/** As a text that means only itself. */
export function escaped(text: string): string {
  return text
    .replaceAll('\r', '')
    .replaceAll(/[\\:#={}~\n]/g, (sign) => escapes.find(([each]) => each === sign)?.[1] ?? sign)
}
