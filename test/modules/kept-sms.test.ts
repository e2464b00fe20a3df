import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTexterFor } from '../../src/platform/sms/texter.ts'
import { SmsRefused, silentSmsTransport } from '../../src/platform/sms/transport.ts'
import { smsTo } from '../factories/mails.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const message = { locale: 'uk', message: 'identity.signOut.done', values: {} }

test('a message that is tried again is kept once, in the language of who gets it, and can be read', async () => {
  const to = '+15105550101'
  for (const key of ['one', 'one', 'two']) await portal.app.texterFor(key).send({ ...message, to })
  const words = portal.app.words.in('uk')('identity.signOut.done')
  expect(await smsTo(portal, to)).toEqual([words, words])
  const page = await portal.visitor().get('/dev/sms')
  expect(page.status).toBe(200)
  expect(page.text).toContain(to)
  expect(page.text).toContain(words)
  // Every page says where both are read.
  const { text } = await portal.visitor().get<string>('/sign-in')
  for (const place of ['/dev/mail', '/dev/sms']) expect(text).toContain(`href="${place}"`)
})

test('nothing is sent while messages are switched off, and nothing waits for the switch', async () => {
  const off = createTexterFor(silentSmsTransport, portal.app.words)
  await expect(off('one').send({ ...message, to: '+15105550102' })).rejects.toThrow(SmsRefused)
})

test('the pages of kept messages, development.listKeptSms included, exist in demo mode only', async () => {
  const real = await openPortal({ databaseUrl: portal.databaseUrl, config: { demo: false } })
  try {
    expect((await real.visitor().get('/dev/sms', { Accept: 'text/html' })).status).toBe(404)
  } finally {
    await real.close()
  }
})
