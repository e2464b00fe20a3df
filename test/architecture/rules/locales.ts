import { IntlMessageFormat } from 'intl-messageformat'
import { messageKeyOf } from '../../../src/platform/errors.ts'
import { actWords } from '../../../src/platform/slots/acts.ts'
import {
  argumentsOf,
  isCallOf,
  type Node,
  nodesOf,
  parse,
  piecesOf,
  propertyOf,
  type SourceFile,
  textOf,
} from './source.ts'

/** locale -> file (`units.json`) -> its text */
export type LocaleFiles = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What the program asks of the locales: keys, and families of keys of which a part is known only when it runs. */
export interface Wanted {
  keys: Set<string>
  families: RegExp[]
}

/** Same keys everywhere, each in the file of its room, each once. */
export function localeFileFaults(locales: LocaleFiles): string[] {
  const faults: string[] = []
  const keysOf = new Map<string, Set<string>>()
  for (const [locale, files] of Object.entries(locales)) {
    const keys = new Set<string>()
    keysOf.set(locale, keys)
    for (const [file, text] of Object.entries(files)) {
      const room = file.replace(/\.json$/, '')
      for (const [, key = ''] of text.matchAll(/^\s*"((?:[^"\\]|\\.)+)"\s*:/gm)) {
        if (keys.has(key)) faults.push(`${locale}/${file} says ${key} twice.`)
        keys.add(key)
        if (!key.startsWith(`${room}.`))
          faults.push(`${locale}/${file} holds ${key}, which belongs elsewhere.`)
      }
      const parsed = JSON.parse(text) as Record<string, unknown>
      for (const [key, value] of Object.entries(parsed))
        if (typeof value !== 'string' || value.trim() === '')
          faults.push(`${locale}/${file}: ${key} says nothing.`)
    }
  }
  const all = new Set([...keysOf.values()].flatMap((keys) => [...keys]))
  for (const [locale, keys] of keysOf)
    for (const key of all) if (!keys.has(key)) faults.push(`${locale} lacks ${key}.`)
  return faults
}

/** Messages that cannot be read, take other values than their source, or lack a plural form of their language. */
export function messageFaults(locales: LocaleFiles, source = 'en'): string[] {
  const faults: string[] = []
  const messages = (locale: string): Record<string, string> =>
    Object.assign({}, ...Object.values(locales[locale] ?? {}).map((text) => JSON.parse(text)))
  const wanted = messages(source)
  for (const locale of Object.keys(locales)) {
    for (const [key, message] of Object.entries(messages(locale))) {
      const shape = shapeOf(message, locale)
      if (shape === null) {
        faults.push(`${locale}: ${key} is no ICU message: ${message}`)
        continue
      }
      const expected = wanted[key] === undefined ? null : shapeOf(wanted[key], source)
      if (expected && expected.values.join() !== shape.values.join())
        faults.push(
          `${locale}: ${key} takes ${shape.values.join(', ') || 'nothing'}, not ${expected.values.join(', ')}.`,
        )
      const branches = (of: Shape) => of.branches.join(', ')
      if (expected && branches(expected) !== branches(shape))
        faults.push(`${locale}: ${key} chooses between ${branches(shape)}, not ${branches(expected)}.`)
      for (const form of shape.missingForms)
        faults.push(`${locale}: ${key} lacks the plural form “${form}” of its language.`)
    }
  }
  return faults
}

interface Shape {
  values: string[]
  /** What each `select` chooses between. */
  branches: string[]
  missingForms: string[]
}

function shapeOf(message: string, locale: string): Shape | null {
  let elements: unknown
  try {
    elements = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst()
  } catch {
    return null
  }
  const values = new Set<string>()
  const branches = new Set<string>()
  const missing = new Set<string>()
  // 0 is text, 7 the # of a plural; everything else carries the name of a value.
  const visit = (element: {
    type: number
    value?: string
    pluralType?: 'cardinal' | 'ordinal'
    options?: object
  }) => {
    if (element.type !== 0 && element.type !== 7) values.add(String(element.value))
    const options = Object.entries((element.options ?? {}) as Record<string, { value: never[] }>)
    if (options.length > 0 && !element.pluralType)
      branches.add(`${element.value}: ${options.map(([name]) => name).sort()}`)
    if (element.pluralType) {
      const forms = new Intl.PluralRules(locale, { type: element.pluralType }).resolvedOptions()
        .pluralCategories
      const given = new Set(options.map(([name]) => name))
      for (const form of forms) if (!given.has(form)) missing.add(form)
    }
    for (const [, option] of options) option.value.forEach(visit)
  }
  ;(elements as never[]).forEach(visit)
  return { values: [...values].sort(), branches: [...branches].sort(), missingForms: [...missing] }
}

/** Reads off the program which words it will ask for. */
export function wantedOf(files: readonly SourceFile[]): Wanted {
  const wanted: Wanted = { keys: new Set(), families: [] }
  const want = (key: string | null | undefined) => {
    if (key) wanted.keys.add(key)
  }
  for (const file of files) {
    for (const node of nodesOf(parse(file))) {
      if (isTranslation(node)) {
        const [key] = argumentsOf(node)
        for (const each of branchesOf(key)) {
          const pieces = piecesOf(each)
          if (pieces?.length === 1) want(pieces[0])
          else if (pieces && pieces[0] !== '') wanted.families.push(familyOf(pieces))
        }
      }
      // A prefix that is finished later: const key = `layout.errors.${status}`, then t(`${key}.title`).
      if (node.type === 'VariableDeclarator' && file.path.startsWith('templates/')) {
        const pieces = piecesOf(node.init)
        if (pieces && pieces.length > 1 && /^[a-z]\w*\.[\w.]*$/.test(pieces[0] ?? ''))
          wanted.families.push(familyOf([...pieces, '']))
      }
      if (isCallOf(node, 'defineError')) {
        const [code, status] = argumentsOf(node)
        const text = textOf(code)
        if (text) want(messageKeyOf(text))
        want(`request.status.${status?.value}`)
      }
      if (node.type === 'NewExpression' && (node.callee as Node).value === 'AppError') {
        const [code, status] = argumentsOf(node)
        const text = textOf(code)
        if (text) want(messageKeyOf(text))
        if (typeof status?.value === 'number') want(`request.status.${status.value}`)
      }
      if (isCallOf(node, 'say')) {
        const pieces = piecesOf(argumentsOf(node)[0])
        if (pieces?.length === 1) want(pieces[0])
        else if (pieces) wanted.families.push(familyOf(pieces))
      }
      if (isCallOf(node, 'success')) want(textOf(argumentsOf(node)[0]))
      for (const code of issueCodes(node)) want(code.includes('.error.') ? code : `request.issue.${code}`)
      want(navigationLabel(node))
      want(actKey(node, file))
      for (const key of permissionKeys(node, file)) want(key)
      // The options of a list's column or filter: `words: 'units.kinds'` says each as `units.kinds.<option>`.
      if (node.type === 'KeyValueProperty' && (node.key as { value?: unknown }).value === 'words') {
        const prefix = textOf(node.value as Node)
        if (prefix) wanted.families.push(familyOf([`${prefix}.`, '']))
      }
    }
  }
  return wanted
}

export function missingKeys({ keys, families }: Wanted, known: ReadonlySet<string>): string[] {
  return [
    ...[...keys].filter((key) => !known.has(key)),
    ...families
      .filter((family) => ![...known].some((key) => family.test(key)))
      .map((family) => `no key like ${family.source}`),
  ].sort()
}

export function unusedKeys(
  { keys, families }: Wanted,
  known: ReadonlySet<string>,
  files: readonly SourceFile[],
): string[] {
  const literals = new Set<string>()
  for (const file of files)
    for (const node of nodesOf(parse(file))) {
      const text = textOf(node)
      if (text) literals.add(text)
    }
  return [...known].filter(
    (key) => !keys.has(key) && !literals.has(key) && !families.some((family) => family.test(key)),
  )
}

/** t('…'), view.t('…'), text('…') */
function isTranslation(node: Node): boolean {
  if (node.type !== 'CallExpression') return false
  const callee = node.callee as Node
  const name =
    callee.type === 'MemberExpression' ? (callee.property as { value?: string }).value : callee.value
  if (name === 't') return true
  // Also a variable may be called so: keys have a dot.
  return name === 'text' && (piecesOf(argumentsOf(node)[0])?.[0]?.includes('.') ?? false)
}

function branchesOf(node: Node | undefined): Node[] {
  if (!node) return []
  if (node.type === 'ParenthesisExpression') return branchesOf(node.expression as Node)
  if (node.type === 'ConditionalExpression')
    return [...branchesOf(node.consequent as Node), ...branchesOf(node.alternate as Node)]
  if (node.type === 'BinaryExpression')
    return [...branchesOf(node.left as Node), ...branchesOf(node.right as Node)]
  return [node]
}

function familyOf(pieces: string[]): RegExp {
  return new RegExp(`^${pieces.map((piece) => piece.replaceAll('.', '\\.')).join('[\\w.]+')}$`)
}

/** at('tooLong', …) in the translation of zod's issues; params: { code } of a refinement; { pointer, code } by hand. */
function issueCodes(node: Node): string[] {
  if (isCallOf(node, 'at')) {
    return branchesOf(argumentsOf(node)[0]).flatMap((each) => textOf(each) ?? [])
  }
  if (node.type !== 'ObjectExpression') return []
  const params = propertyOf(node, 'params')
  const code = textOf(propertyOf(params, 'code'))
  if (code) return [code]
  const byHand = propertyOf(node, 'pointer') && textOf(propertyOf(node, 'code'))
  return byHand ? [byHand] : []
}

/** `'units.read': { may: '…', heldBy: […] }` in a room's policy: what it allows, in words, below a heading of the room. */
function permissionKeys(node: Node, { path }: SourceFile): string[] {
  if (node.type !== 'KeyValueProperty' || !path.endsWith('/policy.ts')) return []
  if (!propertyOf(node.value as Node, 'may') || !propertyOf(node.value as Node, 'heldBy')) return []
  const [room, ...rest] = String((node.key as { value?: unknown }).value).split('.')
  return [`${room}.may.heading`, `${room}.may.${rest.join('.')}`]
}

/** `command({ name: 'units.closeUnit' … })`: the audit says what was done in words, and what was read where that names what it was. */
function actKey(node: Node, { path }: SourceFile): string | null {
  if (!path.startsWith('src/modules/')) return null
  const isQuery = isCallOf(node, 'query')
  if (!(isQuery || isCallOf(node, 'command') || isCallOf(node, 'bulk'))) return null
  const [declared] = argumentsOf(node)
  const watch = propertyOf(declared, 'isWatched')
  if (isQuery && (!watch || watch.type === 'BooleanLiteral')) return null
  const name = textOf(propertyOf(declared, 'name'))
  return name && actWords(name)
}

function navigationLabel(node: Node): string | null {
  return textOf(propertyOf(propertyOf(node, 'navigation'), 'label'))
}
