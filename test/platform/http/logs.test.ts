import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { jobs } from '../../../jobs/index.ts'
import { type App, createApp } from '../../../src/app.ts'
import { createAccount } from '../../../src/modules/identity/index.ts'
import { foundAssociation } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { createLog } from '../../../src/platform/log.ts'
import { until } from '../../factories/waiting.ts'
import { Client } from '../../support/client.ts'
import { cloneDatabase } from '../../support/databases.ts'
import { testConfig } from '../../support/portal.ts'
import { listenSmtp, type SmtpListener } from '../../support/smtp-listener.ts'

/** The whole portal at its most talkative, with its worker, and every line that it logs. */
let app: App
let url: string
let smtp: SmtpListener
let tenantId: string
const lines: string[] = []

const recognisable = {
  givenName: 'Zebedee',
  familyName: 'Quuxington',
  email: 'zebedee.quuxington@example.org',
  password: 'tangerine lighthouse quartet',
}

beforeAll(async () => {
  smtp = await listenSmtp()
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const { url: databaseUrl } = await cloneDatabase('logs')
  app = await createApp({
    config: { ...testConfig(), ROLE: 'all', SMTP_URL: smtp.url },
    databaseUrl,
    jobs,
    log: createLog('debug', destination),
  })
  const server = await app.listen(0, '127.0.0.1')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  tenantId = (
    await app.runner.call(foundAssociation, { name: 'Association', hosts: [] }, app.asSystem('test'))
  ).id
  await app.startWorker()
})
afterAll(async () => {
  await app.close(0)
  await smtp.close()
})

function expectNothingPersonal(more: string[] = []) {
  const text = lines.join('')
  expect(text.length).toBeGreaterThan(100)
  for (const value of [...Object.values(recognisable), ...more]) {
    expect(text.toLowerCase()).not.toContain(value.toLowerCase())
    expect(text).not.toContain(encodeURIComponent(value))
  }
}

describe('the log at its most talkative holds nothing personal', () => {
  test('of someone who joins, confirms, signs in and asks for a password, nor any token', async () => {
    const client = new Client(url)
    const { email, password, givenName, familyName } = recognisable
    await client.call('POST', '/sign-up', { givenName, familyName, address: email })
    await client.form('/sign-up', { givenName, familyName: '', address: email })
    await until('the mail has come', async () => smtp.mails.length > 0, 10_000)
    // A mail is quoted-printable: long lines are cut with "=".
    const token = /\/confirm\/([\w-]{43})/.exec(smtp.mails.join('').replaceAll('=\n', ''))?.[1] as string
    await client.get(`/confirm/${token}`)
    expect((await client.call('POST', '/sign-up/confirm', { token, password })).status).toBe(200)
    await client.call('POST', '/sign-in', { address: email, password: 'tangerine' })
    expect((await client.call('POST', '/sign-in', { address: email, password })).status).toBe(200)
    const session = client.cookies.get('session') as string
    await client.get(`/units?search=${recognisable.familyName}`)
    await client.call('GET', `/units?search=${encodeURIComponent(recognisable.email)}`)
    await client.call('POST', '/password-resets', { address: email })
    await client.get(`/${encodeURIComponent(recognisable.email)}`)
    await until('the mail has come', async () => smtp.mails.length > 1, 10_000)
    expectNothingPersonal([token, session])
  })

  test('of someone whose address the mail server refuses', async () => {
    smtp.replies.set('RCPT TO', `550 5.1.1 <${recognisable.email}>: no such user here`)
    lines.length = 0
    await new Client(url).call('POST', '/password-resets', { address: recognisable.email })
    await until('the refusal is logged', async () => lines.join('').includes('was refused for good'), 10_000)
    smtp.replies.clear()
    expectNothingPersonal()
  })

  test('of someone whose row the database refuses', async () => {
    lines.length = 0
    const person = { ...recognisable, tenantId: randomUUID() }
    const caller = app.asSystem('test', tenantId)
    const failure = await app.runner.call(createAccount, person, caller).catch((error: unknown) => error)
    app.log.error({ err: failure }, 'as a request would log it')
    const fault = await app.database
      .sql(
        sql`INSERT INTO accounts (id, email, password_changed_at, created_at) VALUES (${randomUUID()}::uuid, ${recognisable.email}, now(), now()), (${randomUUID()}::uuid, ${recognisable.email}, now(), now())`,
      )
      .catch((error: unknown) => error)
    app.log.error({ err: fault }, 'as a request would log it')
    expect(lines.join('')).toContain('accounts_email_key')
    expectNothingPersonal()
  })
})

test('each request is a line with its id, route, status and time', async () => {
  lines.length = 0
  const reply = await new Client(url).get('/api/v1/associations')
  await until('the line is there', async () => lines.length > 0)
  const line = lines
    .map((text) => JSON.parse(text))
    .find(({ route }) => route === 'identity.listAssociations')
  expect(line).toEqual({
    level: 30,
    time: expect.any(String),
    requestId: reply.headers.get('x-request-id'),
    method: 'GET',
    route: 'identity.listAssociations',
    status: 200,
    milliseconds: expect.any(Number),
    msg: 'request',
  })
})
