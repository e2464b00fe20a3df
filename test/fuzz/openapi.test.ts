import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openPortal, type Portal } from '../support/portal.ts'
import { openApiFaults } from './openapi-faults.ts'

let portal: Portal
let document: Record<string, unknown>

beforeAll(async () => {
  portal = await openPortal()
  const reply = await portal.visitor().get<Record<string, unknown>>('/api/openapi.json')
  expect(reply.status).toBe(200)
  document = reply.body
})
afterAll(() => portal.close())

test('the description of the API is OpenAPI 3.1', () => {
  expect(openApiFaults(document)).toEqual([])
})

test('it describes every operation and endpoint that has a place in the API, and nothing else', () => {
  const { modules } = portal.app.registry
  const declared = modules.flatMap((module) => [
    ...module.operations.filter(({ http }) => http && !http.surface).map(({ name }) => name),
    ...(module.endpoints ?? []).filter(({ inPortal }) => !inPortal).map(({ name }) => name),
  ])
  const described = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>)
    .flatMap((item) => Object.values(item))
    .map(({ operationId }) => operationId)
  expect(described.sort()).toEqual(declared.sort())
})

test('planted mistakes in a description are caught', () => {
  const plant = (from: string, to: string): string[] => {
    const text = JSON.stringify(document)
    expect(text).toContain(from)
    return openApiFaults(JSON.parse(text.replace(from, to)))
  }
  for (const [from, to] of [
    ['"openapi":"3.1.0"', '"openapi":"2.0"'],
    ['#/components/schemas/Problem', '#/components/schemas/Nobody'],
    ['"/units/{unitId}"', '"/units/{other}"'],
    ['"/units/{unitId}"', '"/units/:unitId"'],
    ['"operationId":"units.readUnit"', '"operationId":"units.listUnits"'],
    ['"in":"path","required":true', '"in":"path","required":false'],
    ['"in":"path"', '"in":"body"'],
    ['"type":"string"', '"type":"text"'],
    ['"session":[]', '"password":[]'],
    ['"description":"The file"', '"about":"The file"'],
    ['"description":"Anything else', '"about":"Anything else'],
    ['"required":["type"', '"required":["never","type"'],
    ['"tags":["units"]', '"tags":["never"]'],
  ] as const)
    expect({ from, to, caught: plant(from, to).length > 0 }).toEqual({ from, to, caught: true })
})
