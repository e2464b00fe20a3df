import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import express, { type NextFunction, type Request, type Response } from 'express'
import { AppError } from '../../../src/platform/errors.ts'
import { toAppError } from '../../../src/platform/http/problem.ts'
import { inTurn, RouteTable } from '../../../src/platform/http/route-table.ts'
import { Client } from '../../support/client.ts'

let server: Server
let client: Client

/** Says which route took it, and with which values. */
const say = (name: string) => (request: Request, response: Response) =>
  void response.json({ name, params: request.params })

beforeAll(async () => {
  const table = new RouteTable()
  table.add('get', '/', say('home'))
  table.add('get', '/units', say('list'))
  table.add('post', '/units', say('create'))
  table.add('get', '/units/:unitId', say('read'))
  table.add('get', '/units/new', say('new'))
  table.add('get', '/units/:unitId/grants/:grantId', say('grant'))
  table.add('get', '/units/new/help', say('help'))
  table.add('get', '/fails/at-once', () => {
    throw new AppError('trial.failed', 409)
  })
  table.add('get', '/fails/later', async () => {
    await Promise.resolve()
    throw new AppError('trial.failed', 409)
  })
  table.add(
    'get',
    '/told',
    inTurn(
      () => {
        throw new AppError('trial.failed', 409)
      },
      say('never'),
      (_error: unknown, _request: Request, response: Response, _next: NextFunction) =>
        void response.json({ name: 'told' }),
    ),
  )
  table.add('get', '/passed-on', (_request: Request, _response: Response, next: NextFunction) => next())
  const app = express()
  app.use(table.handler)
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status, headers } = toAppError(error)
    response.status(status).set(headers).json({ status })
  })
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  client = new Client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

test.each([
  ['/', { name: 'home', params: {} }],
  ['/?a=/b', { name: 'home', params: {} }],
  ['/units?search=x', { name: 'list', params: {} }],
  ['/units/new', { name: 'new', params: {} }],
  ['/units/7', { name: 'read', params: { unitId: '7' } }],
  ['/units/a%20b%2Fc', { name: 'read', params: { unitId: 'a b/c' } }],
  ['/units/7/grants/8', { name: 'grant', params: { unitId: '7', grantId: '8' } }],
  ['/units/new/help', { name: 'help', params: {} }],
  // A fixed part that leads nowhere further is tried as a variable one.
  ['/units/new/grants/8', { name: 'grant', params: { unitId: 'new', grantId: '8' } }],
  ['/units/__proto__', { name: 'read', params: { unitId: '__proto__' } }],
  ['/told', { name: 'told' }],
])('%s leads where it was declared', async (path, answer) => {
  const reply = await client.get(path)
  expect([reply.status, reply.body]).toEqual([200, answer])
})

test.each([
  '/nowhere',
  '/units/',
  '/units/7/',
  '/units//grants/8',
  '/Units',
  '/units/7/grants',
  '/passed-on',
  '//',
])('%s leads nowhere', async (path) => {
  expect((await client.get(path)).status).toBe(404)
})

test.each(['/fails/at-once', '/fails/later'])('%s comes out as the error it threw', async (path) => {
  expect((await client.get(path)).status).toBe(409)
})

test('a part that cannot be decoded is malformed', async () => {
  expect((await client.get('/units/%E0%A4%A')).status).toBe(400)
})

test('another method than those declared is told which there are; HEAD is asked like GET', async () => {
  const reply = await client.send('DELETE', '/units', undefined, {})
  expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, POST'])
  const { port } = server.address() as AddressInfo
  expect((await fetch(`http://127.0.0.1:${port}/units`, { method: 'HEAD' })).status).toBe(200)
})

test('one place takes one declaration', () => {
  const table = new RouteTable()
  table.add('get', '/units/:unitId', say('one'))
  expect(() => table.add('get', '/units/:id', say('other'))).toThrow('is taken')
})
