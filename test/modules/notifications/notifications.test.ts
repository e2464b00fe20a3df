import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listRecipients, writeToken } from '../../../src/modules/notifications/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { mailsTo, smsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  topics: Array<{
    name: string
    security: boolean
    channels: Array<{ channel: string; wanted: boolean }>
  }>
  issues?: Array<{ pointer: string; code: string }>
}

const topic = 'units.unitCreated'

let portal: Portal
let tenantId: string
let manager: MadePerson

beforeAll(async () => {
  portal = await openPortal({ config: { BASE_URL: 'http://portal.example.org' } })
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 11 })
  tenantId = await makeAssociation(portal, 'The Association')
  manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
})
afterAll(() => portal.close())

const read = async (person = manager) =>
  (await person.client.call<Answer>('GET', '/me/notification-preferences')).body
const put = (choices: object[], person = manager) =>
  person.client.call<Answer>('PUT', '/me/notification-preferences', { choices })
const wantedOf = ({ topics }: Answer, name = topic) =>
  Object.fromEntries(
    topics.find((each) => each.name === name)?.channels.map(({ channel, wanted }) => [channel, wanted]) ?? [],
  )
const kept = () =>
  portal.app.database.sql(
    sql`SELECT topic, channel, wanted FROM notification_choices WHERE person_id = ${manager.personId}::uuid`,
  )
async function hearOf(name: string) {
  await makeUnit(portal, tenantId, tenantId, name)
  await portal.runJobs()
  return (await mailsTo(portal, manager.email)).find(({ text }) => text.includes(name))
}
const tokenFor = (at = portal.clock.now(), about = topic) =>
  writeToken(
    portal.app.services,
    { tenantId, personId: manager.personId, topic: about, channel: 'email' },
    at,
  )
async function pathIn(name: string): Promise<string> {
  const path = (await hearOf(name))?.text.match(/http:\/\/portal\.example\.org(\/unsubscribe\/\S+)/)?.[1]
  if (!path) throw new Error('There is no link to unsubscribe in the mail.')
  return path
}

describe('what one is written to about', () => {
  test('is what topics do by themselves, until somebody says otherwise', async () => {
    expect(wantedOf(await read())).toEqual({ email: true, sms: false })
    const { status, body } = await put([{ topic, channel: 'email', wanted: false }])
    expect([status, wantedOf(body)]).toEqual([200, { email: false, sms: false }])
    expect(wantedOf(await read())).toEqual({ email: false, sms: false })
  })

  test('is kept only where it differs, and what is not listed stays', async () => {
    await put([{ topic, channel: 'email', wanted: false }])
    await put([{ topic, channel: 'sms', wanted: true }])
    expect(wantedOf(await read())).toEqual({ email: false, sms: true })
    await put([
      { topic, channel: 'email', wanted: true },
      { topic, channel: 'sms', wanted: false },
    ])
    expect(await kept()).toEqual([])
  })

  test('offers a topic to those only whom it concerns', async () => {
    const member = await makePerson(portal, { tenantId })
    const names = (await read(member)).topics.map(({ name }) => name)
    expect(names).toContain('identity.security')
    expect(names).not.toContain(topic)
    const { status, body } = await put([{ topic, channel: 'email', wanted: false }], member)
    expect([status, body.issues?.map(({ pointer }) => pointer)]).toEqual([422, ['/choices/0/topic']])
  })

  test('security cannot be turned off, and all that is wrong is said at once', async () => {
    const { status, body } = await put([
      { topic: 'identity.security', channel: 'email', wanted: false },
      { topic: 'nobody.knows', channel: 'email', wanted: true },
    ])
    expect(status).toBe(422)
    expect(body.issues?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/choices/0/wanted', 'notifications.error.alwaysOn'],
      ['/choices/1/topic', 'notifications.error.unknownTopic'],
    ])
  })

  test('is a page whose switches are saved by a form', async () => {
    const page = await manager.client.get('/profile/notifications')
    expect(page.text).toContain('Always on')
    expect(page.text).toContain('whoever got into your account')
    const fields = (channel: string, index: number) => ({
      [`choices.${index}.topic`]: topic,
      [`choices.${index}.channel`]: channel,
    })
    // A switch that is off sends nothing.
    const saved = await manager.client.form('/profile/notifications', {
      ...fields('email', 0),
      ...fields('sms', 1),
      'choices.1.wanted': 'true',
    })
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/profile/notifications'])
    expect(wantedOf(await read())).toEqual({ email: false, sms: true })
  })
})

describe('a letter', () => {
  test('says why it came, and leads to all choices and to its end', async () => {
    const mail = await hearOf('Harbour Chapter')
    expect(mail?.text).toContain('You get this mail because')
    expect(mail?.text).toContain('http://portal.example.org/profile/notifications')
    expect(mail?.text).toMatch(/http:\/\/portal\.example\.org\/unsubscribe\/[\w-]+\.[\w-]{43}/)
    expect(mail?.html).toContain('/unsubscribe/')
  })

  test('that was turned off is not sent, and is sent again once it is turned on', async () => {
    await put([{ topic, channel: 'email', wanted: false }])
    expect(await hearOf('Unheard Of')).toBeUndefined()
    await put([{ topic, channel: 'email', wanted: true }])
    expect(await hearOf('Heard Of')).toBeDefined()
  })

  test('goes to a phone where somebody asked for that', async () => {
    const phone = '+380441234567'
    await portal.app.database.sql(
      sql`UPDATE accounts SET phone = ${phone} WHERE id = ${manager.accountId}::uuid`,
    )
    await hearOf('Only By Mail')
    expect(await smsTo(portal, phone)).toEqual([])
    await put([{ topic, channel: 'sms', wanted: true }])
    await hearOf('By Both')
    expect(await smsTo(portal, phone)).toEqual([expect.stringContaining('By Both')])
  })

  test('notifications.listRecipients: a job does not ask about security, nor about what no room declares', async () => {
    for (const name of ['identity.security', 'nobody.knows'])
      await expect(
        portal.app.runner.ask(
          listRecipients,
          { topic: name, personIds: [manager.personId] },
          portal.app.asSystem('test', tenantId),
        ),
      ).rejects.toThrow(name)
  })
})

describe('the link of a letter', () => {
  test('is visited without ending anything, and ends it when its button is pressed, signed out', async () => {
    const path = await pathIn('Visited')
    const visitor = portal.visitor()
    const page = await visitor.get(path)
    expect([page.status, page.text.includes('Unsubscribe')]).toEqual([200, true])
    expect(wantedOf(await read())).toMatchObject({ email: true })
    const pressed = await visitor.form(path, {})
    expect([pressed.status, pressed.text.includes('You are unsubscribed')]).toEqual([200, true])
    expect(wantedOf(await read())).toMatchObject({ email: false })
    expect(await hearOf('After The End')).toBeUndefined()
  })

  test.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=end'])(
    'is pressed by a mail program (RFC 8058) as %s, and once more does no harm',
    async (type) => {
      const path = await pathIn('Pressed')
      const body = type.startsWith('multipart')
        ? '--end\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--end--\r\n'
        : 'List-Unsubscribe=One-Click'
      for (let time = 0; time < 2; time += 1) {
        const { status } = await portal.visitor().send('POST', path, body, { 'Content-Type': type })
        expect(status).toBe(200)
      }
      expect(wantedOf(await read())).toMatchObject({ email: false })
    },
  )

  test('notifications.linkInvalid: a forged one, one of a topic of security and one of somebody gone end nothing', async () => {
    const [content = '', signature = ''] = tokenFor().split('.')
    const other = Buffer.from(content, 'base64url').toString().replace('email', 'sms')
    const forged = [
      `${content}.${'A'.repeat(43)}`,
      `${Buffer.from(other).toString('base64url')}.${signature}`,
      'nonsense',
    ]
    for (const token of forged) {
      expect((await portal.visitor().get(`/unsubscribe/${token}`)).status).toBe(404)
      const pressed = await portal.visitor().form(`/unsubscribe/${token}`, {})
      expect([pressed.status, pressed.text.includes('not one of ours')]).toEqual([404, true])
    }
    const security = tokenFor(portal.clock.now(), 'identity.security')
    expect((await portal.visitor().form(`/unsubscribe/${security}`, {})).status).toBe(404)
    await portal.app.database.sql(
      sql`UPDATE persons SET deleted_at = ${portal.clock.now()} WHERE id = ${manager.personId}::uuid`,
    )
    expect((await portal.visitor().form(`/unsubscribe/${tokenFor()}`, {})).status).toBe(404)
    expect(await kept()).toEqual([])
  })

  test('notifications.linkExpired: after half a year it ends nothing', async () => {
    const old = tokenFor(new Date(portal.clock.now().getTime() - 181 * 86_400_000))
    expect((await portal.visitor().get(`/unsubscribe/${old}`)).status).toBe(409)
    const pressed = await portal.visitor().form(`/unsubscribe/${old}`, {})
    expect([pressed.status, pressed.text.includes('too old')]).toEqual([409, true])
    expect(await kept()).toEqual([])
  })
})
