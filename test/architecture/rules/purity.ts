import { importsOf, nodesOf, parse, type SourceFile } from './source.ts'

const roles = new Set([
  'index',
  'module',
  'contract',
  'policy',
  'facts',
  'views',
  'pages',
  'endpoints',
  'room',
  'errors',
])

/** Pure files may use these: they compute, and always the same from the same. */
const purePlatform =
  /^src\/platform\/(errors|policy\/(actor|permissions|token-scopes)|presentation\/\w+|lists\/cursor|sms\/phone-number|declare\/\w+)\.ts$/

/**
 * The pure files of rooms (`unit.ts`, `role.ts`) reach for nothing outside: no database, no clock, no chance, no
 * disk. `<noun>-row.ts` loads and locks rows; what else lies beside them says why in `exceptions`.
 */
export function purityFaults(
  files: readonly SourceFile[],
  exceptions: Readonly<Record<string, string>>,
): string[] {
  const faults: string[] = []
  const used = new Set<string>()
  const note = (path: string, fault: string) => {
    if (Object.hasOwn(exceptions, path)) used.add(path)
    else faults.push(`${path} ${fault}`)
  }
  for (const file of files) {
    const [, name = ''] = /^src\/modules\/[^/]+\/([^/]+)\.ts$/.exec(file.path) ?? []
    if (!name || roles.has(name) || name.endsWith('-row')) continue
    for (const { target, typeOnly, isPackage } of importsOf(file)) {
      if (typeOnly) continue
      if (isPackage ? target !== 'zod' : target.startsWith('src/platform/') && !purePlatform.test(target))
        note(file.path, `imports ${target}: a rule reaches for nothing outside; hand in what it needs.`)
      if (/^src\/modules\/[^/]+\/(commands|queries)\//.test(target) || /-row\.ts$/.test(target))
        note(file.path, `imports ${target}: rules are called by operations, not the other way round.`)
    }
    for (const fault of ambientFaults(file)) note(file.path, fault)
  }
  for (const path of Object.keys(exceptions))
    if (!used.has(path)) faults.push(`${path} needs no exception any more: take it off the list.`)
  return faults
}

/** Rules, commands and jobs take the time from their context: only so can a deadline be judged by the arrival. */
export function clockFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => /^(src\/modules|jobs)\//.test(path))
    .flatMap((file) => ambientFaults(file).map((fault) => `${file.path} ${fault}`))
}

function ambientFaults(file: SourceFile): string[] {
  const faults: string[] = []
  for (const node of nodesOf(parse(file))) {
    if (node.type === 'MemberExpression') {
      const object = (node.object as { value?: string }).value
      const property = (node.property as { value?: string }).value
      if (object === 'Date' && property === 'now') faults.push('reads Date.now(): use the context’s now.')
      if (object === 'Math' && property === 'random')
        faults.push('calls Math.random(): nothing may depend on it.')
    }
    if (
      node.type === 'NewExpression' &&
      (node.callee as { value?: string }).value === 'Date' &&
      ((node.arguments as unknown[] | undefined) ?? []).length === 0
    )
      faults.push('reads new Date(): use the context’s now.')
    if (
      node.type === 'TaggedTemplateExpression' &&
      /\b(now\(\)|current_timestamp|current_date|clock_timestamp|localtimestamp)/i.test(
        JSON.stringify((node.template as { quasis: unknown }).quasis),
      )
    )
      faults.push('asks SQL for the time: pass the context’s now as a parameter.')
  }
  return faults
}
