import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sendChallenge } from '../../jobs/identity/send-challenge.ts'
import type { AnyJob } from '../../src/platform/declare/job.ts'
import { handleOnce } from '../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../src/platform/jobs/job-writer.ts'
import type { MailerFor } from '../../src/platform/mail/mailer.ts'
import { mailsTo, tokenIn } from '../factories/mails.ts'
import { makeAssociation, makePerson, password } from '../factories/people.ts'
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

function handle(job: AnyJob, data: JobData): Promise<unknown> {
  return handleOnce(portal.app, job, data, new AbortController().signal)
}

describe('the mail that confirms an address', () => {
  test('is kept once when it is handled twice, and its link works', async () => {
    const email = 'newcomer@example.org'
    const body = { givenName: 'A', familyName: 'B', address: email }
    await portal.visitor().call('POST', '/sign-up', body)
    const data = await queued(sendChallenge)
    await handle(sendChallenge, data)
    await handle(sendChallenge, data)
    const mails = await mailsTo(portal, email)
    expect(mails).toHaveLength(1)
    const reply = await portal
      .visitor()
      .call('POST', '/sign-up/confirm', { token: tokenIn(mails[0], '/confirm'), password })
    expect(reply.status).toBe(200)
  })
})

test('the mail that sets a new password has a link that works, whichever of two workers sent it last', async () => {
  const { email } = await makePerson(portal, { tenantId })
  await portal.visitor().call('POST', '/password-resets', { address: email })
  const data = await queued(sendChallenge)
  const { app } = portal
  const isSending = Promise.withResolvers<void>()
  const otherIsDone = Promise.withResolvers<void>()
  const late: MailerFor = (key, sender) => ({
    async send(letter) {
      isSending.resolve()
      await otherIsDone.promise
      await app.mailerFor(key, sender).send(letter)
    },
  })
  const parts = app
  const { signal } = new AbortController()
  const first = handleOnce({ ...parts, mailerFor: late }, sendChallenge, data, signal)
  await isSending.promise
  await handleOnce(parts, sendChallenge, data, signal)
  otherIsDone.resolve()
  await first
  const token = tokenIn((await mailsTo(portal, email))[0], '/new-password')
  const reply = await portal.visitor().call('POST', '/password-resets/use', { token, password })
  expect(reply.status).toBe(200)
})

test('the mail that sets a new password is kept once when two workers handle it at once', async () => {
  const { email } = await makePerson(portal, { tenantId })
  await portal.visitor().call('POST', '/password-resets', { address: email })
  const data = await queued(sendChallenge)
  await Promise.all([handle(sendChallenge, data), handle(sendChallenge, data)])
  expect(await mailsTo(portal, email)).toHaveLength(1)
})
