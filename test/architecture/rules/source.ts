import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync } from '@swc/core'
import { projectRoot } from '../../../src/platform/project-root.ts'

/** A file as the rules see it: they never ask whether it lies on a disk, so a violation can be planted in memory. */
export interface SourceFile {
  /** From the root of the project, with `/`. */
  path: string
  text: string
}

export interface Import {
  /** The file of this project, or the name of the package. */
  target: string
  isPackage: boolean
  /** Erased when the program is built. */
  typeOnly: boolean
  /** Empty for a whole module: `import * as`, `import()`, `export *`. */
  names: string[]
}

export interface Node {
  type: string
  [key: string]: unknown
}

export function readSources(folders: string[], endings = ['.ts', '.tsx']): SourceFile[] {
  return folders.flatMap((folder) => walkFolder(folder, endings))
}

function walkFolder(folder: string, endings: string[]): SourceFile[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) return walkFolder(path, endings)
    if (!endings.some((ending) => entry.name.endsWith(ending))) return []
    return [{ path, text: readFileSync(join(projectRoot, path), 'utf8') }]
  })
}

/** Everything of the program that is written by hand. */
export function readProgram(): SourceFile[] {
  return readSources(['src', 'jobs', 'templates', 'prisma/presets']).filter(
    // A program for the browser, with an environment of its own.
    ({ path }) => !path.startsWith('templates/assets/'),
  )
}

const parsed = new WeakMap<SourceFile, Node[]>()

export function parse(file: SourceFile): Node[] {
  let body = parsed.get(file)
  if (!body) {
    const options = { syntax: 'typescript', tsx: file.path.endsWith('.tsx'), target: 'es2024' } as const
    body = parseSync(file.text, options).body as unknown as Node[]
    parsed.set(file, body)
  }
  return body
}

/** Every node below, the outer before the inner. */
export function* nodesOf(value: unknown): Iterable<Node> {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesOf(each)
  } else if (typeof value === 'object' && value !== null) {
    if (typeof (value as Node).type === 'string') yield value as Node
    for (const each of Object.values(value)) if (typeof each === 'object') yield* nodesOf(each)
  }
}

export function importsOf(file: SourceFile): Import[] {
  const imports: Import[] = []
  const add = (source: unknown, typeOnly: boolean, names: string[] = []) => {
    const specifier = textOf(source)
    if (specifier === null) return
    const isPackage = !specifier.startsWith('.')
    const target = isPackage ? specifier : posix.join(posix.dirname(file.path), specifier)
    imports.push({ target, isPackage, typeOnly, names })
  }
  for (const node of nodesOf(parse(file))) {
    if (
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportNamedDeclaration' ||
      node.type === 'ExportAllDeclaration'
    ) {
      if (!node.source) continue
      const specifiers = (node.specifiers as Node[] | undefined) ?? []
      const erased =
        node.typeOnly === true ||
        (specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly === true))
      add(
        node.source,
        erased,
        specifiers.filter(({ isTypeOnly }) => isTypeOnly !== true).map((specifier) => nameOf(specifier)),
      )
    }
    if (node.type === 'CallExpression' && (node.callee as Node).type === 'Import')
      add(argumentsOf(node)[0], false)
    if (node.type === 'TsImportType') add(node.argument, true)
  }
  return imports
}

function nameOf(specifier: Node): string {
  const original = (specifier.imported ?? specifier.orig ?? specifier.local) as { value?: string } | null
  return original?.value ?? '*'
}

export function argumentsOf(call: Node): Node[] {
  return ((call.arguments as Array<{ expression: Node }> | undefined) ?? []).map(
    ({ expression }) => expression,
  )
}

/** The text of a string literal, or of a template without anything in between. */
export function textOf(node: unknown): string | null {
  const { type, value, quasis, expressions } = (node ?? {}) as Record<string, unknown>
  if (type === 'StringLiteral') return value as string
  if (type === 'TemplateLiteral' && (expressions as unknown[]).length === 0)
    return (quasis as Array<{ cooked: string }>).map(({ cooked }) => cooked).join('')
  return null
}

/** The fixed pieces of a string or template literal: `a${b}c` is ['a', 'c']. */
export function piecesOf(node: unknown): string[] | null {
  const text = textOf(node)
  if (text !== null) return [text]
  const { type, quasis } = (node ?? {}) as Record<string, unknown>
  return type === 'TemplateLiteral' ? (quasis as Array<{ cooked: string }>).map(({ cooked }) => cooked) : null
}

/** The value of a property of an object literal. */
export function propertyOf(object: Node | undefined, name: string): Node | undefined {
  if (object?.type !== 'ObjectExpression') return undefined
  for (const property of object.properties as Node[])
    if (property.type === 'KeyValueProperty' && (property.key as Node).value === name)
      return property.value as Node
  return undefined
}

export function isCallOf(node: Node, name: string): boolean {
  return (
    node.type === 'CallExpression' &&
    (node.callee as Node).type === 'Identifier' &&
    (node.callee as Node).value === name
  )
}

/** request-sign-up -> requestSignUp */
export function camelCase(text: string): string {
  return text.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())
}

export function planted(files: Record<string, string>): SourceFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }))
}
