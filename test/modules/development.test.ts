import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from '../../src/platform/db/sql.ts'
import { makeAssociation, makePerson } from '../factories/people.ts'
import { rawRequest } from '../factories/requests.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let mailId: string

beforeAll(async () => {
  portal = await openPortal()
  const { client, email } = await makePerson(portal, { tenantId: await makeAssociation(portal) })
  await client.call('POST', '/password-resets', { address: email })
  await portal.runJobs()
  const [mail] = await portal.app.database.sql<{ id: string }>(sql`SELECT id FROM kept_mails LIMIT 1`)
  mailId = mail?.id as string
})
afterAll(() => portal.close())

test('development.mailHtml: a kept mail is shown as it looks, in a frame that runs and loads nothing', async () => {
  const page = await portal.visitor().get(`/dev/mail/${mailId}`)
  expect(page.text).toContain(`<iframe class="mail-frame" sandbox src="/dev/mail/${mailId}/html"`)
  expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'")
  const mail = await portal.visitor().get(`/dev/mail/${mailId}/html`)
  expect([mail.status, mail.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const policy = mail.headers.get('content-security-policy')
  expect(policy).toMatch(
    /^sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'$/,
  )
  expect(mail.text).toMatch(/^<!doctype html>/i)
})

test('pages that show no mails may show no frames but those of players', async () => {
  const closed = await openPortal({ config: { demo: false }, databaseUrl: portal.databaseUrl })
  const page = await closed.visitor().get('/sign-in')
  const frames = /frame-src ([^;]*)/.exec(page.headers.get('content-security-policy') ?? '')?.[1]
  expect(frames).toBe('https://www.youtube-nocookie.com https://player.vimeo.com')
  expect((await closed.visitor().get(`/dev/mail/${mailId}/html`)).status).toBe(404)
  await closed.close()
})

test('the description of the API comes compressed, and not at all where it is known', async () => {
  const path = '/api/openapi.json'
  const plain = await rawRequest(portal, path, { headers: { 'Accept-Encoding': 'identity' } })
  expect(JSON.parse(plain.text).openapi).toBe('3.1.0')
  for (const [encoding, unpack] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const packed = await rawRequest(portal, path, { headers: { 'Accept-Encoding': encoding } })
    expect(packed.headers['content-encoding']).toBe(encoding)
    expect(packed.body.length).toBeLessThan(plain.body.length / 4)
    expect(unpack(packed.body).toString()).toBe(plain.text)
  }
  const again = await rawRequest(portal, path, { headers: { 'If-None-Match': plain.headers.etag as string } })
  expect([again.status, again.body.length]).toEqual([304, 0])
})
