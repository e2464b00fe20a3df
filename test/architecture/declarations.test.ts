import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { jobs } from '../../jobs/index.ts'
import { modules } from '../../src/modules.ts'
import { endpoint } from '../../src/platform/declare/endpoint.ts'
import { fact } from '../../src/platform/declare/fact.ts'
import { job } from '../../src/platform/declare/job.ts'
import type { Module } from '../../src/platform/declare/module.ts'
import { draw, page } from '../../src/platform/declare/page.ts'
import { room } from '../../src/platform/declare/room.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createRegistry } from '../../src/platform/run/registry.ts'
import { testConfig } from '../support/portal.ts'
import { declarationsIn } from './rules/commands.ts'
import { planted, readProgram, readSources } from './rules/source.ts'
import { callersOf, spokenOf, untestedOperations, untestedPages } from './rules/tested.ts'

const rooms = modules(testConfig())
const operations = rooms.flatMap((each) => each.operations)
const pages = rooms.flatMap((each) => each.pages ?? [])
const endpoints = rooms.flatMap((each) => each.endpoints ?? [])

const { command, query } = room({ name: 'planted', models: [], permissions: {} })
const sound = {
  summary: 'Planted',
  input: z.strictObject({}),
  output: z.strictObject({}),
  run: async () => ({}),
}
const startWith = (module: Partial<Module>) => () =>
  createRegistry([...rooms, { name: 'planted', operations: [], ...module }], [])

test('the declarations that there are do start', () => {
  expect(() => createRegistry(rooms, jobs)).not.toThrow()
  expect(
    startWith({ operations: [query({ ...sound, name: 'planted.ask', permission: 'anyone' })] }),
  ).not.toThrow()
})

test('what declares no permission does not start', () => {
  const permission = '' as 'anyone'
  const none = undefined as unknown as 'anyone'
  const path = '/planted'
  const show = async () => draw(() => null, {})
  const handle = async () => {}
  for (const module of [
    { operations: [query({ ...sound, name: 'planted.ask', permission })] },
    { operations: [query({ ...sound, name: 'planted.ask', permission: none })] },
    { operations: [command({ ...sound, name: 'planted.act', permission })] },
    { pages: [page({ name: 'planted.page', path, permission, show })] },
    {
      endpoints: [
        endpoint({
          name: 'planted.feed',
          summary: '',
          path,
          permission,
          method: 'get',
          produces: 'text/plain',
          handle,
        }),
      ],
    },
  ])
    expect(startWith(module)).toThrow(/planted\.\w+ declares no permission/)
})

test('a permission that no policy names, a second operation of one name and a missing target do not start', () => {
  const known = 'units.manage' as 'anyone'
  const unknown = 'units.conquer' as 'anyone'
  expect(startWith({ operations: [query({ ...sound, name: 'planted.ask', permission: unknown })] })).toThrow(
    /which no room's policy names/,
  )
  expect(startWith({ operations: [command({ ...sound, name: 'planted.act', permission: known })] })).toThrow(
    /has no target to check it at/,
  )
  const twice = query({ ...sound, name: 'planted.ask', permission: 'anyone' })
  expect(startWith({ operations: [twice, twice] })).toThrow(/is declared twice/)
})

test('a job that reacts to what no room declares does not start', () => {
  const lost = job({
    name: 'planted.lost',
    summary: 'Planted',
    on: fact('planted.never', 1, z.object({})),
    retry: { limit: 1, delaySeconds: 1 },
    timeoutSeconds: 1,
    handle: async () => {},
  })
  expect(() => createRegistry(rooms, [lost])).toThrow(/reacts to planted\.never/)
})

test('a POST takes an Idempotency-Key, but for what visitors ask and these few', () => {
  const takesNone = operations
    .filter(({ http, permission }) => http?.method === 'post' && permission !== 'anyone')
    .filter((each) => each.kind === 'command' && !each.idempotent)
  expect(takesNone.map(({ name }) => name).sort()).toEqual([
    // What is typed is a passphrase, of which not even a fingerprint is kept.
    'applications.acceptWitnessing',
    'applications.openBids',
    // Each look is noted, and what it shows is kept nowhere.
    'audit.revealPersonalValues',
    // It changes nothing.
    // A repeat has to hand out a session again.
    'identity.actFor',
    'identity.beginLink',
    // What is typed is a password or a code, of which not even a fingerprint is kept.
    'identity.stepUp',
    // Whoever signs in again has undone it.
    'privacy.closeMyAccount',
    // A repeat has to hand out a session again.
    // What a source holds is looked at anew each time, and nothing is brought in.
    'sources.previewSource',
    'tenants.visitTenant',
  ])
})

test('every declaration stands in the table of permissions', () => {
  const table = readFileSync(join(projectRoot, 'test/permissions/table.md'), 'utf8')
  const inTable = new Set([...table.matchAll(/^## (\S+)/gm)].map(([, name]) => name))
  const declared = [...operations, ...pages, ...endpoints].map(({ name }) => name)
  expect(declared.filter((name) => !inTable.has(name))).toEqual([])
  expect([...inTable].filter((name) => !declared.includes(name as string))).toEqual([])
})

const exportNames = new Map(
  readProgram()
    .filter(({ path }) => path.startsWith('src/modules/'))
    .flatMap((file) => [...declarationsIn(file, 'command'), ...declarationsIn(file, 'query')])
    .map(({ name, exportName }) => [name, exportName]),
)

const jobNames = new Map(
  readSources(['jobs'])
    .flatMap((file) => declarationsIn(file, 'job'))
    .map(({ name, exportName }) => [name, exportName]),
)

/** Endpoints are asked for like pages, most of them below the API's prefix. */
const asPages = endpoints.map(({ name, path, permission, inPortal }) => ({
  kind: 'page' as const,
  name,
  path: inPortal ? path : `/api/v1${path}`,
  permission,
}))

/** With the pages that the tests of all pages open. */
const testFiles = readSources(['test'], ['.test.ts', '.test.tsx', 'looks.ts']).filter(
  ({ path }) => !/^test\/(architecture|permissions|fuzz|bench)\//.test(path),
)

test('every operation has a test of its own', () => {
  const callers = callersOf(readProgram(), new Map([...exportNames, ...jobNames]))
  const names = new Map([...exportNames, ...jobNames])
  expect(untestedOperations(operations, names, spokenOf(testFiles), [...pages, ...asPages], callers)).toEqual(
    [],
  )
})

test('every page has a test of its own', () => {
  expect(untestedPages(pages, spokenOf(testFiles))).toEqual([])
})

test('a planted declaration without a test is caught, and each way to test one is seen', () => {
  const operation = query({
    ...sound,
    name: 'planted.ask',
    permission: 'anyone',
    http: { method: 'get', path: '/planted/:id/parts' },
  })
  const names = new Map([['planted.ask', 'askPlanted']])
  const missing = (text: string) =>
    untestedOperations([operation], names, spokenOf(planted({ 'test/modules/a.test.ts': text }))).length
  for (const text of [
    `await client.call('GET', '/planted')`,
    `await client.call('POST', \`/planted/\${id}/parts\`)`,
    `await client.call('GET', \`/planted/\${id}/other\`)`,
    `// askPlanted`,
  ])
    expect({ text, missing: missing(text) }).toEqual({ text, missing: 1 })
  for (const text of [
    `await runner.ask(askPlanted, {})`,
    `test('planted.ask', () => {})`,
    `await client.call('GET', \`/planted/\${id}/parts?limit=1\`)`,
    `await client.get(\`/api/v1/planted/\${id}/parts\`)`,
  ])
    expect({ text, missing: missing(text) }).toEqual({ text, missing: 0 })
  const inner = query({ ...sound, name: 'planted.inner', permission: 'system' })
  const callers = callersOf(
    planted({
      'jobs/planted/tell.ts': `export const tell = job({ name: 'planted.tell', handle: () => ask(inner) })`,
    }),
    new Map([['planted.inner', 'inner']]),
  )
  const innerMissing = (text: string) =>
    untestedOperations(
      [inner],
      new Map([['planted.inner', 'inner']]),
      spokenOf(planted({ 'test/jobs/a.test.ts': text })),
      [],
      callers,
    ).length
  expect(innerMissing(`test('planted.tell', () => {})`)).toBe(0)
  expect(innerMissing(`test('planted.other', () => {})`)).toBe(1)
  const shown = page({
    name: 'planted.page',
    path: '/planted/:id',
    permission: 'anyone',
    show: async () => draw(() => null, {}),
  })
  const pageMissing = (text: string) =>
    untestedPages([shown], spokenOf(planted({ 'test/modules/a.test.ts': text }))).length
  expect(pageMissing(`client.get('/other/1')`)).toBe(1)
  expect(pageMissing(`client.get(\`/planted/\${id}\`)`)).toBe(0)
})
