import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { modules } from '../../src/modules.ts'
import { endpoint } from '../../src/platform/declare/endpoint.ts'
import type { AnyOperation } from '../../src/platform/declare/operation.ts'
import { room } from '../../src/platform/declare/room.ts'
import { type JsonSchema, openApiDocument } from '../../src/platform/openapi/document.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { loadWords } from '../../src/platform/words.ts'
import { testConfig } from '../support/portal.ts'

const words = loadWords(join(projectRoot, 'templates/locales'))
const rooms = modules(testConfig())
const operations: AnyOperation[] = rooms.flatMap((each) => each.operations)
const endpoints = rooms.flatMap((each) => each.endpoints ?? [])
const described = (more: AnyOperation[] = [], moreEndpoints: typeof endpoints = []) =>
  openApiDocument([...operations, ...more], [...endpoints, ...moreEndpoints], '/api/v1', '1.0.0', words)
const document = described()

const { command } = room({
  name: 'planted',
  models: [],
  permissions: {},
  glossary: { told: 'What the room says.' },
})
const planted = command({
  name: 'planted.act',
  summary: 'Planted',
  permission: 'signed-in',
  input: z.strictObject({
    oddity: z.string(),
    told: z.array(z.strictObject({ strange: z.string(), name: z.string() })),
    personId: z.uuid(),
    own: z.string().describe('What it says itself.'),
  }),
  output: z.strictObject({}),
  http: { method: 'post', path: '/planted/:wayward' },
  run: async () => ({}),
})
const plantedFile = endpoint({
  name: 'planted.file',
  summary: 'Planted',
  permission: 'signed-in',
  method: 'get',
  path: '/planted/:mystery/file',
  produces: 'text/csv',
  handle: async () => {},
})

/** What a PATCH would set back although nobody spoke of it. */
function setBack({ paths }: ReturnType<typeof openApiDocument>): string[] {
  return Object.values(paths).flatMap(({ patch }) =>
    Object.values(patch?.requestBody?.content ?? {}).flatMap(({ schema }) =>
      Object.entries((schema as JsonSchema).properties ?? {}).flatMap(([name, property]) =>
        'default' in (property as object) ? [`${patch?.operationId} ${name}`] : [],
      ),
    ),
  )
}

/** Whatever can be sent and is not told what it means. */
function untold({ paths }: ReturnType<typeof openApiDocument>): string[] {
  return Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ operationId, parameters = [], requestBody }) => [
      ...parameters.flatMap(({ name, description }) => (description ? [] : [`${operationId} ${name}`])),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
        untoldIn(schema, `${operationId} `),
      ),
    ])
}

function untoldIn(schema: JsonSchema, place: string): string[] {
  const own = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
  return [
    ...own.flatMap(([name, property]) => [
      ...(property.description ? [] : [place + name]),
      ...untoldIn(property, `${place}${name}.`),
    ]),
    ...(schema.items ? untoldIn(schema.items as JsonSchema, `${place}[].`) : []),
    ...((schema.anyOf ?? []) as JsonSchema[]).flatMap((each) => untoldIn(each, place)),
  ]
}

test('every parameter and every property of a body says what it means', () => {
  expect(untold(document)).toEqual([])
})

test('and what does not is found', () => {
  expect(untold(described([planted], [plantedFile]))).toEqual([
    'planted.act wayward',
    'planted.act oddity',
    'planted.act told.[].strange',
    'planted.file mystery',
  ])
})

test('a meaning is taken from where it is nearest', () => {
  const { paths } = described([planted])
  const body = paths['/planted/{wayward}']?.post?.requestBody?.content['application/json']?.schema
  const properties = (body?.properties ?? {}) as Record<string, JsonSchema>
  expect(properties.own?.description).toBe('What it says itself.')
  expect(properties.told?.description).toBe('What the room says.')
  expect(properties.personId?.description).toBe('The id of the person.')
})

test('filters say what they are called, and days are days', () => {
  const parameters = document.paths['/members']?.get?.parameters ?? []
  const from = parameters.find(({ name }) => name === 'joinedFrom')
  expect(from?.schema).toMatchObject({ type: 'string', format: 'date' })
  expect(from?.description).toMatch(/this day or later/)
  const keys = parameters.filter(({ description }) => /^\w+\.\w+/.test(description ?? ''))
  expect(keys).toEqual([])
  expect(JSON.stringify(document)).not.toContain('filterWords')
})

test('replies say what comes, and refusals by which codes', () => {
  const made = document.paths['/account/tokens']?.post?.responses ?? {}
  expect(made[201]).toMatchObject({ description: expect.stringContaining('never shown again') })
  expect(Object.keys(made)).toEqual([
    '201',
    '400',
    '401',
    '403',
    '404',
    '409',
    '413',
    '415',
    '422',
    '429',
    'default',
  ])
  expect(made[409]).toEqual({ $ref: '#/components/responses/tokens.409' })
  const { responses, schemas } = document.components
  expect(responses['tokens.409']?.description).toContain('`tokens.tooMany`')
  expect(responses['tokens.409']?.description).toContain('`request.alreadyDone`')
  expect(responses['tokens.409']?.description).not.toContain('`units.')
  const codes = schemas.ErrorCode?.enum as string[]
  expect(codes).toEqual([...codes].sort())
  expect(codes).toEqual(expect.arrayContaining(['request.invalid', 'tokens.tooMany', 'units.closed']))
  expect(document.paths['/units']?.get?.responses).not.toHaveProperty('409')
})

test('a PATCH leaves as it is what it does not speak of', () => {
  expect(setBack(document)).toEqual([])
  const { command: plant } = room({ name: 'planted', models: [], permissions: {} })
  const forgetful = plant({
    name: 'planted.change',
    summary: 'Planted',
    permission: 'signed-in',
    input: z.strictObject({ title: z.string().describe('A title.'), isOpen: z.boolean().default(true) }),
    output: z.strictObject({}),
    http: { method: 'patch', path: '/planted' },
    run: async () => ({}),
  })
  expect(setBack(described([forgetful]))).toEqual(['planted.change isOpen'])
})
