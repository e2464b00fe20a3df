import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { outsideFetch } from '../../../src/platform/outside/outside-fetch.ts'
import { isPublicAddress } from '../../../src/platform/outside/public-address.ts'

let server: Server
let port: number
let asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`)
      if (request.url === '/away') return response.writeHead(302, { Location: '/inside' }).end()
      if (request.url === '/long') return response.end('x'.repeat(1_100_000))
      if (request.url === '/never') return
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"a":"ї"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const open = outsideFetch({ publicOnly: false, exceptHosts: [] })
const guarded = outsideFetch({ publicOnly: true, exceptHosts: [] })
const trusting = outsideFetch({ publicOnly: true, exceptHosts: ['localhost'] })
const plain = { method: 'GET', headers: {} }

describe('asking a place that somebody else chose', () => {
  test('sends what it is given and answers with what came', async () => {
    const answer = await open(`http://127.0.0.1:${port}/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ code: 'a b' }),
    })
    expect([answer.status, await answer.json()]).toEqual([200, { a: 'ї' }])
    expect(asked.at(-1)).toBe('POST /token code=a+b')
  })

  test('does not go where an address or a name leads that is not public', async () => {
    asked = []
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '2130706433',
      '0x7f.1',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
    ])
      await expect(guarded(`http://${host}:${port}/`, plain)).rejects.toThrow('has no public address')
    expect(asked).toEqual([])
  })

  test('goes to a host that the operator named, whatever its address', async () => {
    expect((await trusting(`http://localhost:${port}/`, plain)).status).toBe(200)
  })

  test('follows no redirect, reads no endless answer, and waits as long as it is told', async () => {
    asked = []
    expect((await open(`http://127.0.0.1:${port}/away`, plain)).status).toBe(302)
    expect(asked).toEqual(['GET /away '])
    await expect(open(`http://127.0.0.1:${port}/long`, plain)).rejects.toThrow('longer than')
    const signal = AbortSignal.timeout(50)
    await expect(open(`http://127.0.0.1:${port}/never`, { ...plain, signal })).rejects.toThrow()
  })
})

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.0.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['fe80::1', false],
  ['fc00::1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['ff02::1', false],
  ['localhost', false],
])('whether %s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected)
})
