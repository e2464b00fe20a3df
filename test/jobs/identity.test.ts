import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sendPasswordReset } from '../../jobs/identity/send-password-reset.ts'
import { sendVerification } from '../../jobs/identity/send-verification.ts'
import { sql } from '../../src/platform/db/sql.ts'
import type { AnyJob } from '../../src/platform/declare/job.ts'
import { handleOnce } from '../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../src/platform/jobs/job-writer.ts'
import type { MailerFor } from '../../src/platform/mail/mailer.ts'
import { mailsTo, tokenIn } from '../factories/mails.ts'
import { makeAssociation, makePerson, password } from '../factories/people.ts'
import { until } from '../factories/waiting.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let tenantId: string

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
})
beforeEach(() => portal.clock.advance({ minutes: 61 }))
afterAll(() => portal.close())

async function queued(job: AnyJob): Promise<JobData> {
  const [found] = await portal.app.boss.fetch<JobData>(job.name)
  if (!found) throw new Error(`Nothing waits for ${job.name}`)
  await portal.app.boss.complete(job.name, found.id)
  return found.data
}

function handle(job: AnyJob, data: JobData): Promise<void> {
  return handleOnce(portal.app, job, data, new AbortController().signal)
}

describe('the mail that confirms an address', () => {
  test('is kept once when it is handled twice, and its link works', async () => {
    const email = 'newcomer@example.org'
    const body = { givenName: 'A', familyName: 'B', email, password }
    await portal.visitor().call('POST', '/sign-up', body)
    const data = await queued(sendVerification)
    await handle(sendVerification, data)
    await handle(sendVerification, data)
    const mails = await mailsTo(portal, email)
    expect(mails).toHaveLength(1)
    const reply = await portal
      .visitor()
      .call('POST', '/sign-up/confirm', { token: tokenIn(mails[0], '/confirm') })
    expect(reply.status).toBe(200)
  })
})

test('the mail that sets a new password has a link that works, whichever of two workers sent it last', async () => {
  const { email } = await makePerson(portal, { tenantId })
  await portal.visitor().call('POST', '/password-resets', { email })
  const data = await queued(sendPasswordReset)
  const { app } = portal
  const otherIsDone = Promise.withResolvers<void>()
  const late: MailerFor = (key, host) => ({
    async send(letter) {
      await otherIsDone.promise
      await app.mailerFor(key, host).send(letter)
    },
  })
  const parts = app
  const { signal } = new AbortController()
  const first = handleOnce({ ...parts, mailerFor: late }, sendPasswordReset, data, signal)
  // The first has its link as soon as the row has it, and goes on to send.
  await until('the first has its link', async () => (await linksMade()) > 0)
  await handleOnce(parts, sendPasswordReset, data, signal)
  otherIsDone.resolve()
  await first
  const token = tokenIn((await mailsTo(portal, email))[0], '/new-password')
  const reply = await portal.visitor().call('POST', '/password-resets/use', { token, password })
  expect(reply.status).toBe(200)

  async function linksMade(): Promise<number> {
    const rows = await app.database.sql(
      sql`SELECT 1 FROM password_resets WHERE email = ${email}::citext AND token_hash IS NOT NULL`,
    )
    return rows.length
  }
})

test('the mail that sets a new password is kept once when two workers handle it at once', async () => {
  const { email } = await makePerson(portal, { tenantId })
  await portal.visitor().call('POST', '/password-resets', { email })
  const data = await queued(sendPasswordReset)
  await Promise.all([handle(sendPasswordReset, data), handle(sendPasswordReset, data)])
  expect(await mailsTo(portal, email)).toHaveLength(1)
})
