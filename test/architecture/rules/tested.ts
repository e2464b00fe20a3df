import type { AnyOperation } from '../../../src/platform/declare/operation.ts'
import type { AnyPage } from '../../../src/platform/declare/page.ts'
import { declarationsIn } from './commands.ts'
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

/** What the tests of a file speak of: names in words, and requests that they send. */
export interface Spoken {
  words: Set<string>
  requests: Array<{ method: string; path: string }>
}

/** Stands in a path for what a test fills in. */
const hole = '\u0000'

/**
 * A declaration is tested where a test file names it (its name as a text, or its exported const) or sends a request to
 * its very place. Tests that go through all declarations alike (permissions, fuzz, architecture) do not count: they say
 * nothing about what this one is for.
 */
export function spokenOf(files: readonly SourceFile[]): Spoken {
  const spoken: Spoken = { words: new Set(), requests: [] }
  for (const file of files) {
    for (const node of nodesOf(parse(file))) {
      if (node.type === 'Identifier') spoken.words.add(node.value as string)
      const text = textOf(node)
      if (text !== null) spoken.words.add(text)
      if (node.type === 'CallExpression') spoken.requests.push(...requestOf(node))
    }
  }
  return spoken
}

/** What the programs of tests put before a path. */
const prefixes = new Map([
  ['call', '/api/v1'],
  ['ask', '/scim/v2'],
])

function requestOf(call: Node): Spoken['requests'] {
  const callee = call.callee as Node
  const [first, second] = argumentsOf(call)
  if (isCallOf(call, 'fetch')) return toRequest(textOf(propertyOf(second, 'method')) ?? 'get', first, '')
  if (callee.type !== 'MemberExpression') return []
  const verb = (callee.property as { value?: string }).value
  if (verb === 'goto') return toRequest('get', first, '')
  if (verb === 'get' || verb === 'form') return toRequest(verb === 'get' ? 'get' : 'post', first, '')
  // As the factory of identity providers does.
  if (verb === 'patch') return toRequest('patch', first, '/scim/v2')
  const method = textOf(first)?.toLowerCase()
  if (method === undefined || !/^(get|post|put|patch|delete)$/.test(method)) return []
  return toRequest(method, second, prefixes.get(verb ?? '') ?? '')
}

function toRequest(method: string, place: Node | undefined, prefix: string): Spoken['requests'] {
  const pieces = piecesOf(place) ?? []
  // `${portal.url}/units`
  const path = (pieces[0] === '' ? pieces.slice(1) : pieces).join(hole)
  return path.startsWith('/')
    ? [{ method: method.toLowerCase(), path: prefix + path.replace(/[?#].*$/s, '') }]
    : []
}

/**
 * `testedPages` count for the commands that their forms post. What has no place in the API is called by jobs and other
 * operations only, so it counts as tested with the file that calls it: `callers` says which declarations those are.
 */
export function untestedOperations(
  operations: Iterable<AnyOperation>,
  exportNames: ReadonlyMap<string, string>,
  spoken: Spoken,
  pages: readonly AnyPage[] = [],
  callers: ReadonlyMap<string, readonly string[]> = new Map(),
): string[] {
  const all = [...operations]
  const tested = new Set<string>()
  for (const { name, http } of all)
    if (
      speaksOf(spoken, name, exportNames.get(name)) ||
      (http && wasAsked(spoken, http.method, `${http.surface?.prefix ?? '/api/v1'}${http.path}`))
    )
      tested.add(name)
  for (const { path, submit, name } of pages) {
    if (wasAsked(spoken, 'get', path) || speaksOf(spoken, name)) tested.add(name)
    if (submit && wasAsked(spoken, 'post', path)) tested.add(submit.command.name)
  }
  const isTested = (name: string) => tested.has(name) || speaksOf(spoken, name, exportNames.get(name))
  for (const { name, http } of all) if (!http && callers.get(name)?.some(isTested)) tested.add(name)
  return all
    .filter(({ name }) => !tested.has(name))
    .map(({ name }) => `${name} has no test: name it, or send a request to it, in a file below test/modules.`)
}

export function untestedPages(pages: Iterable<AnyPage>, spoken: Spoken): string[] {
  return [...pages]
    .filter(
      ({ name, path, show }) => !speaksOf(spoken, name) && !wasAsked(spoken, show ? 'get' : 'post', path),
    )
    .map(({ name }) => `${name} has no test: open it in a file below test/modules or test/browser.`)
}

/** For each operation the declarations in other files that name its exported const. */
export function callersOf(
  files: readonly SourceFile[],
  exportNames: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const callers = new Map<string, string[]>()
  for (const file of files) {
    if (/\/(index|module)\.ts$/.test(file.path)) continue
    const words = spokenOf([file]).words
    const declared = (['command', 'query', 'page', 'action', 'job', 'endpoint'] as const)
      .flatMap((word) => declarationsIn(file, word))
      .map(({ name }) => name)
    for (const [name, exportName] of exportNames)
      if (words.has(exportName) && !declared.includes(name))
        callers.set(name, [...(callers.get(name) ?? []), ...declared])
  }
  return callers
}

function speaksOf({ words }: Spoken, name: string, exportName?: string): boolean {
  return words.has(name) || (exportName !== undefined && words.has(exportName))
}

function wasAsked({ requests }: Spoken, method: string, place: string): boolean {
  const parts = place.split('/')
  return requests.some((request) => {
    const given = request.path.split('/')
    return (
      request.method === method &&
      given.length === parts.length &&
      parts.every((part, index) => (part.startsWith(':') ? given[index] !== '' : part === given[index]))
    )
  })
}
