import { afterEach, beforeEach, expect, test } from '@jest/globals'
import {
  keptTransport,
  MailDelayed,
  MailRefused,
  type MailTransport,
  needsTls,
  type OutgoingMail,
  smtpTransport,
} from '../../../src/platform/mail/transport.ts'
import { listenSmtp, type SmtpListener } from '../../support/smtp-listener.ts'

const mail: OutgoingMail = {
  to: 'olena@example.org',
  from: 'Guildhall <portal@example.org>',
  subject: 'Новий підрозділ',
  html: '<p>Hello</p>',
  text: 'Hello\n',
  messageId: '<one@example.org>',
}

let listener: SmtpListener
let transport: MailTransport

beforeEach(async () => {
  listener = await listenSmtp()
  transport = smtpTransport({ url: listener.url })
})

afterEach(async () => {
  await transport.close()
  await listener.close()
})

test('delivers both parts under the given Message-ID and marks the mail as automatic', async () => {
  await transport.send(mail)
  expect(listener.mails).toHaveLength(1)
  const [delivered = ''] = listener.mails
  expect(delivered).toContain('Message-ID: <one@example.org>')
  expect(delivered).toContain('To: olena@example.org')
  expect(delivered).toContain('From: Guildhall <portal@example.org>')
  expect(delivered).toContain('Auto-Submitted: auto-generated')
  expect(delivered).toContain('multipart/alternative')
  expect(delivered).toContain('Content-Type: text/plain; charset=utf-8')
  expect(delivered).toContain('Content-Type: text/html; charset=utf-8')
})

test('says where one press ends mail of its kind, and nothing of it in a letter that nobody ends', async () => {
  const unsubscribe = 'https://portal.example.org/unsubscribe/one.two'
  await transport.send({ ...mail, unsubscribe })
  await transport.send(mail)
  const [ended = '', other = ''] = listener.mails
  expect(ended).toContain(`List-Unsubscribe: <${unsubscribe}>`)
  expect(ended).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  expect(other).not.toContain('List-Unsubscribe')
})

const images = [{ contentId: 'logo@example.org', mediaType: 'image/png', bytes: Buffer.from('an image') }]

test('carries what its page shows within, beside it and not as a file to save', async () => {
  await transport.send({ ...mail, html: '<img src="cid:logo@example.org">', images })
  const [delivered = ''] = listener.mails
  expect(delivered).toContain('multipart/related')
  expect(delivered).toContain('Content-ID: <logo@example.org>')
  expect(delivered).toContain('Content-Disposition: inline')
  expect(delivered).toContain(Buffer.from('an image').toString('base64'))
})

test('keeps within the page what it would have carried', async () => {
  const kept: OutgoingMail[] = []
  const keep = keptTransport(async (each) => void kept.push(each))
  await keep.send({ ...mail, html: '<img src="cid:logo@example.org">', images })
  expect(kept[0]?.html).toBe(
    `<img src="data:image/png;base64,${Buffer.from('an image').toString('base64')}">`,
  )
})

test('uses a connection again', async () => {
  for (let count = 0; count < 5; count += 1) await transport.send(mail)
  expect(listener.mails).toHaveLength(5)
  expect(listener.connections).toBe(1)
})

test.each([
  ['the recipient', 'RCPT TO', '550 5.1.1 No such user'],
  ['the content', '.', '554 5.7.1 Refused as spam'],
])('a refusal of %s is final', async (_what, command, reply) => {
  listener.replies.set(command, reply)
  const failure = await transport.send(mail).catch((error) => error)
  expect(failure).toBeInstanceOf(MailRefused)
  expect(failure.message).toBe(reply)
})

test.each([
  ['a greylisted recipient', 'RCPT TO', '450 4.2.0 Try again later'],
  ['a full mailbox server', '.', '452 4.3.1 Out of storage'],
  ['a refused sender, which the operator can mend', 'MAIL FROM', '550 5.7.1 Sender not allowed'],
  ['a server that is shutting down', '', '421 4.3.2 Shutting down'],
])('%s only delays the mail', async (_what, command, reply) => {
  listener.replies.set(command, reply)
  await expect(transport.send(mail)).rejects.toThrow(MailDelayed)
})

test('a server that is away only delays the mail', async () => {
  await listener.close()
  await expect(transport.send(mail)).rejects.toThrow(MailDelayed)
})

test('a server that says nothing is given up on', async () => {
  listener.replies.set('', '220-waiting')
  const impatient = smtpTransport({
    url: listener.url,
    timeouts: { connect: 1_000, greeting: 100, silence: 1_000 },
  })
  await expect(impatient.send(mail)).rejects.toThrow(MailDelayed)
  await impatient.close()
})

test('a mail is not sent in the clear where TLS is required', async () => {
  const careful = smtpTransport({ url: listener.url, requireTls: true })
  await expect(careful.send(mail)).rejects.toThrow(MailDelayed)
  expect(listener.mails).toHaveLength(0)
  expect(listener.lines.some((line) => line.startsWith('MAIL FROM'))).toBe(false)
  await careful.close()
})

test.each([
  ['smtp://127.0.0.1:2525', false],
  ['smtp://localhost', false],
  ['smtp://[::1]:2525', false],
  ['smtp://mail.example.org', true],
  ['smtp://localhost.example.org', true],
  ['smtp://127.0.0.1.example.org', true],
  ['smtp://10.0.0.5', true],
])('TLS for %s: %s', (url, required) => {
  expect(needsTls(url)).toBe(required)
})

test.each([
  'olena@example.org, eve@example.org',
  'olena@example.org\r\nBcc: eve@example.org',
  'Olena <olena@example.org>',
  'olena',
  '',
])('refuses %j as a recipient', async (to) => {
  await expect(transport.send({ ...mail, to })).rejects.toThrow(MailRefused)
  expect(listener.connections).toBe(0)
})

test('a line break in the subject makes no header', async () => {
  await transport.send({ ...mail, subject: 'Hello\r\nBcc: eve@example.org' })
  const [headers = ''] = (listener.mails[0] ?? '').split('\n\n')
  expect(headers).not.toMatch(/^Bcc:/im)
  expect(listener.lines.filter((line) => line.startsWith('RCPT TO'))).toEqual(['RCPT TO:<olena@example.org>'])
})

test('without a server the mail is kept', async () => {
  const kept: OutgoingMail[] = []
  const keeping = keptTransport(async (outgoing) => {
    kept.push(outgoing)
  })
  await keeping.send(mail)
  await keeping.close()
  expect(kept).toEqual([mail])
})
