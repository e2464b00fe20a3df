import { lookup, resolve4 } from 'node:dns/promises'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'

test('a test reaches this machine', async () => {
  const server = http.createServer((_request, response) => response.end('here'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const reply = await fetch(`http://localhost:${port}/`)
  expect(await reply.text()).toBe('here')
  server.close()
})

test('a test reaches no other machine', async () => {
  const closed = 'The network is closed in tests'
  await expect(fetch('https://example.com')).rejects.toMatchObject({ cause: { code: 'NETWORK_CLOSED' } })
  expect(() => http.get('http://example.com')).toThrow(closed)
  expect(() => net.connect(25, '192.0.2.1')).toThrow(closed)
  expect(() => net.connect({ port: 25, host: '2001:db8::1' })).toThrow(closed)
  expect(() => lookup('example.com')).toThrow(closed)
  expect(() => resolve4('example.com')).toThrow(closed)
})
