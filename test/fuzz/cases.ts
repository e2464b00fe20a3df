import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { z } from 'zod'
import type { AnyOperation } from '../../src/platform/declare/operation.ts'
import type { AnyPage, PageContext } from '../../src/platform/declare/page.ts'
import { decodeFields, decodeParams } from '../../src/platform/http/forms.ts'
import { filled } from '../permissions/ask.ts'
import type { RawMessage } from '../support/raw-http.ts'
import { nastyBodies, nastyJson, nastyQueries, nastySegments, nastyTexts } from './nasty.ts'

export interface Case {
  label: string
  message: RawMessage
  /** What the declaration's own schema says to it. */
  verdict: 'refused' | 'valid' | 'unknown'
}

type Input = Record<string, unknown>

const json = { 'Content-Type': 'application/json' }
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

export const shares = 7

/** One of the shares that together are everything; who comes by turns meets all of them. */
export function shareOf<Each>(turn: number, all: readonly Each[]): Each[] {
  return all.filter((_each, index) => index % shares === turn % shares)
}

/**
 * Fields of one place whose schemas say the same to everything are of one kind, whatever they are called. What a schema refuses never reaches what
 * the operation does, so the first field of a kind meets all of it and each later one a share. What may be valid, and
 * halves of characters and zeros, which databases trip over, are met by every field.
 */
export class Kinds {
  readonly #met = new Map<string, number>()

  toAsk<Each extends { label: string; isRefused: boolean }>(place: string, all: readonly Each[]): Each[] {
    const kind = `${place} ${all.map(({ isRefused }) => (isRefused ? '-' : '+')).join('')}`
    const turn = this.#met.get(kind) ?? 0
    this.#met.set(kind, turn + 1)
    if (turn === 0) return [...all]
    const share = new Set(shareOf(turn, all))
    return all.filter((each) => !each.isRefused || share.has(each) || tripsDatabases(each.label))
  }
}

function tripsDatabases(label: string): boolean {
  return (
    !label.isWellFormed() ||
    ['\0', '\\u0000', '\\ud800', '%00', '%ED%A0'].some((each) => label.includes(each))
  )
}

/** Every field of a command's body, with everything that it should not be. `turn` counts the operations. */
export function bodyCases(operation: AnyOperation, input: Input, turn: number, kinds: Kinds): Case[] {
  const place = operation.http
  if (!place || operation.kind === 'query' || place.upload) return []
  const [path, rest] = filled(place.path, input)
  const params = Object.fromEntries(Object.entries(input).filter(([name]) => !Object.hasOwn(rest, name)))
  const method = place.method.toUpperCase()
  const fields = fieldsOf(operation).filter((name) => !Object.hasOwn(params, name))
  const raw = new Map(Object.entries(rest).map(([name, value]) => [name, JSON.stringify(value)]))
  const texts: Array<[label: string, text: string]> = []
  const textOf = (members: Iterable<[string, string]>) =>
    `{${[...members].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`
  for (const field of fields) {
    texts.push([`without ${field}`, textOf([...raw].filter(([name]) => name !== field))])
    const schema = schemaOf(operation, field)
    const values = nastyJson(rest[field]).map((value) => ({
      value,
      label: `${field} = ${shortened(value)}`,
      isRefused: isRefusedAsJson(schema, value),
    }))
    for (const { label, value } of kinds.toAsk('body', values))
      texts.push([label, textOf(new Map(raw).set(field, value))])
    texts.push([`${field} twice`, textOf([...raw, [field, 'null']])])
  }
  for (const [name, value] of [['unknown', '1'] as const, ...shareOf(turn, strayMembers)])
    texts.push([`and ${shortened(name)} = ${value}`, textOf([...raw, [name, value]])])
  return [
    ...texts.map(([label, body]) => ({
      label,
      message: { method, path, headers: json, body },
      verdict: verdictOnJson(operation, body, params),
    })),
    ...['', ...shareOf(turn, nastyBodies)].map((body) => ({
      label: `body ${shortened(String(body))}`,
      message: { method, path, headers: json, body },
      verdict:
        typeof body === 'string' && !body.startsWith('\ufeff')
          ? verdictOnJson(operation, body, params)
          : ('unknown' as const),
    })),
    ...shareOf(turn, squeezedBodies(textOf(raw))).map(([label, headers, body]) => ({
      label,
      message: { method, path, headers: { ...json, ...headers }, body },
      verdict: 'refused' as const,
    })),
  ]
}

/** Members that no body has. All bodies are read by one decoder, so that each operation need not meet all of them. */
const strayMembers = [
  'unknown',
  '',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'x'.repeat(10_000),
].flatMap((name) => ['1', '{"admin":true}', 'null'].map((value) => [name, value] as const))

/** Whether a field's own schema refuses a value, whatever the rest of the body is. */
function isRefusedAsJson(schema: z.ZodType | undefined, text: string): boolean {
  try {
    return schema !== undefined && !schema.safeParse(JSON.parse(text)).success
  } catch {
    return true
  }
}

const hugeSqueezed = gzipSync(`{"a":"${'x'.repeat(20_000_000)}"}`)

/** Bodies that say they are compressed, and are not, or too much. */
function squeezedBodies(text: string): Array<[string, Record<string, string>, Uint8Array | string]> {
  const gzip = { 'Content-Encoding': 'gzip' }
  return [
    ['gzip that is none', gzip, text || '{}'],
    ['gzip cut short', gzip, gzipSync('{"a":1,"b":"some more text to squeeze"}').subarray(0, 20)],
    ['gzip of a huge text', gzip, hugeSqueezed],
    ['a huge text', {}, `{"a":"${'x'.repeat(2_000_000)}"}`],
  ]
}

/** The same of what a form says; what comes of a page's own tidying is not known here. */
function isRefusedAsField(
  schema: z.ZodType | undefined,
  command: AnyOperation,
  field: string,
  text: string,
): boolean {
  const decoded = decodeFields([[field, text]], command.input)
  return schema !== undefined && !schema.safeParse(decoded[field]).success
}

function verdictOnJson(operation: AnyOperation, text: string, params: Input): Case['verdict'] {
  let body: unknown
  try {
    body = text === '' ? {} : JSON.parse(text)
  } catch {
    return 'refused'
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'refused'
  return operation.input.safeParse({ ...body, ...params }).success ? 'valid' : 'refused'
}

/** Each part of the path, and the query string. */
export function addressCases(operation: AnyOperation, input: Input, kinds: Kinds): Case[] {
  const place = operation.http
  if (!place) return []
  const method = place.method.toUpperCase()
  const [path, rest] = filled(place.path, input)
  const body = operation.kind === 'command' && !place.upload ? JSON.stringify(rest) : ''
  const headers = body ? json : {}
  const prefix = '/api/v1'
  const cases: Case[] = segmentsOf(place.path).flatMap((name) =>
    kinds.toAsk(
      `path ${place.method} ${name}`,
      nastySegments.map((segment) => ({
        label: `:${name} = ${shortened(segment)}`,
        message: { method, path: replaced(place.path, input, name, segment), headers, body },
        verdict: 'refused' as const,
        isRefused: true,
      })),
    ),
  )
  const names = operation.kind === 'query' ? [...fieldsOf(operation), 'unknown'] : ['unknown']
  for (const name of names) {
    const asking: Array<Case & { isRefused: boolean }> = []
    for (const query of operation.kind === 'query' ? nastyQueries(name) : nastyQueries(name).slice(0, 8)) {
      const asked = new URLSearchParams(Buffer.from(query, 'latin1').toString('latin1'))
      const fields: Array<[string, string]> = [...asked, ...Object.entries(paramsOf(place.path, input))]
      const verdict =
        operation.kind === 'command' || query.includes('#') || /[^\x20-\x7e]/.test(query)
          ? 'unknown'
          : operation.input.safeParse(decodeFields(fields, operation.input)).success
            ? 'valid'
            : 'refused'
      asking.push({
        label: `?${shortened(query)}`,
        message: { method, path: `${path}?${query}`, headers, body },
        verdict,
        isRefused: verdict === 'refused',
      })
    }
    cases.push(...kinds.toAsk(`query ${operation.kind}`, asking))
  }
  return cases.map(({ message, ...rest }) => ({
    ...rest,
    message: { ...message, path: message.path.startsWith(prefix) ? message.path : prefix + message.path },
  }))
}

/** Fields that no form has. All forms are read by one decoder, so that each need not meet all of them. */
const strayFields = ['_key', '_version', '_', '__proto__', 'constructor', '', 'a'.repeat(10_000)].flatMap(
  (name) => nastyTexts.map((text) => [name, text] as const),
)

/** Some forms begin at a place where whoever opens them may do what they ask. */
const whoMayEverything = {
  kind: 'account',
  authorities: [
    {
      path: randomUUID().replaceAll('-', ''),
      permissions: { has: () => true },
      from: 0,
      until: null,
      waits: false,
    },
  ],
}

/** What browsers could post to a page's form, and what they could not. `turn` counts the forms. */
export function formCases(page: AnyPage, input: Input, turn: number, kinds: Kinds): Case[] {
  const submit = page.submit
  if (!submit || submit.command.http?.upload) return []
  const [path, rest] = filled(page.path, input)
  const params = Object.fromEntries(
    Object.entries(paramsOf(page.path, input)).map(([name, value]) => [name, String(value)]),
  )
  const values = new Map(Object.entries(rest).map(([name, value]) => [name, String(value)]))
  const encode = (entries: Iterable<[string, string]>) =>
    [...entries].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')
  const bodies: Array<[label: string, body: string]> = []
  for (const field of fieldsOf(submit.command).filter((name) => !Object.hasOwn(params, name))) {
    bodies.push([`without ${field}`, encode([...values].filter(([name]) => name !== field))])
    const schema = schemaOf(submit.command, field)
    const texts = nastyTexts.map((text) => ({
      text,
      label: `${field} = ${shortened(text)}`,
      isRefused: !submit.tidy && isRefusedAsField(schema, submit.command, field, text),
    }))
    for (const { label, text } of kinds.toAsk('form', texts))
      bodies.push([label, encode(new Map(values).set(field, text))])
  }
  for (const [name, text] of shareOf(turn, strayFields))
    bodies.push([`and ${shortened(name)} = ${shortened(text)}`, encode([...values, [name, text]])])
  for (const query of shareOf(turn, nastyQueries('unknown')))
    bodies.push([`and ${shortened(query)}`, `${encode(values)}&${query}`])
  if (turn % shares === 0) bodies.push(['a huge form', `a=${'x'.repeat(1_000_000)}`])
  const verdict = (body: string): Case['verdict'] => {
    if (/[^\x20-\x7e]/.test(body) || body.length > 100_000) return 'unknown'
    const fields = [...new URLSearchParams(body)]
    const merged = {
      ...decodeFields(fields, submit.command.input),
      ...decodeParams(params, submit.command.input),
      ...submit.fill?.({
        params,
        query: {},
        timeZone: 'UTC',
        caller: { actor: whoMayEverything, now: new Date() },
        form: () => ({ values: Object.fromEntries(fields) }),
      } as unknown as PageContext),
    }
    try {
      return submit.command.input.safeParse(submit.tidy?.(merged) ?? merged).success ? 'valid' : 'refused'
    } catch {
      return 'refused'
    }
  }
  return [
    ...bodies.map(([label, body]) => ({
      label: `form: ${label}`,
      message: { method: 'POST', path, headers: form, body },
      verdict: verdict(body),
    })),
    ...[
      'application/json',
      'multipart/form-data',
      'text/plain',
      'application/x-www-form-urlencoded; charset=bogus',
    ].map((type) => ({
      label: `form as ${type}`,
      message: { method: 'POST', path, headers: { 'Content-Type': type }, body: encode(values) || 'a=1' },
      verdict: 'refused' as const,
    })),
  ]
}

/** Forms with a file, broken in all the ways that multipart can break. */
export function multipartCases(page: AnyPage, input: Input): Case[] {
  if (!page.submit?.command.http?.upload) return []
  const [path] = filled(page.path, input)
  const part = (head: string, content: string) => `--x\r\n${head}\r\n\r\n${content}\r\n`
  const file = (name: string, content: string) =>
    part(
      `Content-Disposition: form-data; name="${name}"; filename="a.png"\r\nContent-Type: image/png`,
      content,
    )
  const type = { 'Content-Type': 'multipart/form-data; boundary=x' }
  const bodies = [
    '',
    'x',
    '--x',
    '--x--',
    '--x--\r\n',
    `${file('file', '')}--x--\r\n`,
    `${file('file', 'not an image')}--x--\r\n`,
    file('file', 'never finished'),
    `${part('Content-Disposition: form-data; name="file"', 'text, not a file')}--x--\r\n`,
    `${file('__proto__', 'abc')}--x--\r\n`,
    `${file('constructor', 'abc')}--x--\r\n`,
    `${file('unknown', 'abc')}--x--\r\n`,
    `${part('Content-Disposition: form-data', 'nameless')}--x--\r\n`,
    `${part('X: y', 'nothing')}--x--\r\n`,
    `${file('file', 'abc').repeat(50)}--x--\r\n`,
    `${part('Content-Disposition: form-data; name="a"', 'b').repeat(1_000)}--x--\r\n`,
    'x'.repeat(6 * 1024 * 1024),
  ]
  return [
    ...bodies.map((body) => ({
      label: `multipart: ${shortened(body)}`,
      message: { method: 'POST', path, headers: type, body },
      verdict: 'refused' as const,
    })),
    ...[
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'multipart/form-data; boundary="',
      'application/json',
    ].map((contentType) => ({
      label: `multipart as ${contentType}`,
      message: { method: 'POST', path, headers: { 'Content-Type': contentType }, body: '--x--\r\n' },
      verdict: 'refused' as const,
    })),
  ]
}

export function pageCases(page: AnyPage, input: Input, kinds: Kinds): Case[] {
  const [path] = filled(page.path, input)
  const method = page.show ? 'GET' : 'POST'
  const headers: Record<string, string> = method === 'POST' ? form : {}
  const any = (label: string, to: string, verdict: Case['verdict'] = 'unknown'): Case => ({
    label,
    message: { method, path: to, headers },
    verdict,
  })
  return [
    ...segmentsOf(page.path).flatMap((name) =>
      kinds.toAsk(
        `path ${name}`,
        nastySegments.map((segment) => ({
          ...any(`:${name} = ${shortened(segment)}`, replaced(page.path, input, name, segment), 'refused'),
          isRefused: true,
        })),
      ),
    ),
    ...(page.show
      ? queriesRead(page).flatMap((name) =>
          nastyQueries(name).map((query) => any(`?${shortened(query)}`, `${path}?${query}`)),
        )
      : []),
  ]
}

/** The fields of the query string that a page looks at, as its source says; others only must not disturb it. */
function queriesRead(page: AnyPage): string[] {
  const read = String(page.show).match(/(?<=\bquery\.)\w+/g)
  return [...new Set<string>(read ?? [])]
}

function fieldsOf(operation: AnyOperation): string[] {
  return Object.keys(shapeOf(operation))
}

function schemaOf(operation: AnyOperation, field: string): z.ZodType | undefined {
  return shapeOf(operation)[field]
}

function shapeOf(operation: AnyOperation): Record<string, z.ZodType> {
  const { shape } = operation.input as unknown as { shape?: Record<string, z.ZodType> }
  return shape ?? {}
}

function segmentsOf(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
}

function paramsOf(path: string, input: Input): Record<string, string> {
  return Object.fromEntries(segmentsOf(path).map((name) => [name, String(input[name])]))
}

function replaced(path: string, input: Input, name: string, segment: string): string {
  return path.replaceAll(/:(\w+)/g, (_all, each: string) =>
    each === name ? segment : encodeURIComponent(String(input[each])),
  )
}

/** As a browser would, and for broken texts as a program might. */
function encoded(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80'
}

export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 40)}… (${text.length})` : text
}
