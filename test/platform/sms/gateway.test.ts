import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { gatewayTransport } from '../../../src/platform/sms/gateway.ts'
import { SmsDelayed, SmsRefused } from '../../../src/platform/sms/transport.ts'

interface Received {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

let server: Server
let origin: string
let received: Received[]
/** What the gateway answers; null: nothing at all. */
let status: number | null
let location: string | undefined

beforeEach(async () => {
  received = []
  status = 202
  location = undefined
  server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body,
      })
      if (status === null) return
      response.writeHead(status, location ? { Location: location } : {}).end('{"status":"whatever"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const sms = {
  to: '+380501234567',
  text: 'Код: "123456"\nдля {to} & {id}',
  messageId: '0123456789abcdef',
}

function transport(options: Partial<Parameters<typeof gatewayTransport>[0]> = {}) {
  return gatewayTransport({
    url: `${origin}/messages?account=7`,
    authorization: 'Bearer {token}',
    token: 'a token',
    from: 'Guildhall',
    body: '{"from":"{from}","to":"{to}","text":"{text}","id":"{id}"}',
    ...options,
  })
}

test('a message is posted as JSON, with token and a key against sending it twice', async () => {
  await transport().send(sms)
  expect(received).toHaveLength(1)
  const [{ method, url, headers, body }] = received as [Received]
  expect([method, url]).toEqual(['POST', '/messages?account=7'])
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    authorization: 'Bearer a token',
    'idempotency-key': sms.messageId,
  })
  expect(JSON.parse(body)).toEqual({
    from: 'Guildhall',
    to: sms.to,
    text: sms.text,
    id: sms.messageId,
  })
})

test('a gateway that wants a form and a scheme of its own gets them', async () => {
  await transport({
    body: 'To={to}&From={from}&Body={text}',
    authorization: 'Basic {token}',
    token: 'eDp5',
  }).send(sms)
  const [{ headers, body }] = received as [Received]
  expect(headers).toMatchObject({
    'content-type': 'application/x-www-form-urlencoded',
    authorization: 'Basic eDp5',
  })
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    To: sms.to,
    From: 'Guildhall',
    Body: sms.text,
  })
})

describe('a gateway that answers', () => {
  test.each([400, 410, 413, 422])('%d refuses the message for good', async (answer) => {
    status = answer
    await expect(transport().send(sms)).rejects.toThrow(SmsRefused)
  })

  test.each([401, 402, 403, 404, 408, 409, 429, 500, 502, 503])('%d only delays it', async (answer) => {
    status = answer
    await expect(transport().send(sms)).rejects.toThrow(SmsDelayed)
  })

  test('with another place is not followed there', async () => {
    status = 307
    location = `${origin}/elsewhere`
    await expect(transport().send(sms)).rejects.toThrow(SmsDelayed)
    expect(received.map(({ url }) => url)).toEqual(['/messages?account=7'])
  })

  test('with silence is given up on', async () => {
    status = null
    await expect(transport({ timeoutMilliseconds: 50 }).send(sms)).rejects.toThrow(SmsDelayed)
  })
})

test('a gateway that is away only delays the message, and what is logged holds no secret', async () => {
  await new Promise((resolve) => server.close(resolve))
  const failure = (await transport()
    .send(sms)
    .catch((error: unknown) => error)) as Error
  expect(failure).toBeInstanceOf(SmsDelayed)
  expect(`${failure.stack} ${failure.cause}`).not.toMatch(/a token|380501234567|account=7/)
})
