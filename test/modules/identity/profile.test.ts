import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Profile } from '../../../src/modules/identity/contract.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Answer = Profile & { code?: string; issues?: Array<{ pointer: string }> }

let portal: Portal
let person: MadePerson

const complete = {
  givenName: 'Oksana',
  familyName: 'Lys',
  title: 'Treasurer',
  phone: '+380 44 123 4567',
  bio: 'Counts things.',
  locale: 'uk',
  timeZone: 'Europe/Kyiv',
}

beforeAll(async () => {
  portal = await openPortal()
  person = await makePerson(portal, { tenantId: await makeAssociation(portal) })
})
afterAll(() => portal.close())

function change(body: object, headers: Record<string, string> = {}) {
  return person.client.call<Answer>('PUT', '/me/profile', body, headers)
}
async function version(): Promise<number> {
  return (await person.client.call<Answer>('GET', '/me/profile')).body.version
}

describe('changing a profile', () => {
  test('keeps what was given, and is read again', async () => {
    const { status, body } = await change(complete)
    expect([status, body]).toEqual([200, expect.objectContaining(complete)])
    expect((await person.client.call('GET', '/me/profile')).body).toEqual(body)
  })

  test('empties what was left empty', async () => {
    await change(complete)
    const { body } = await change({ ...complete, title: '', phone: ' ', bio: null })
    expect([body.title, body.phone, body.bio]).toEqual([null, null, null])
  })

  test('counts for the pages within a second', async () => {
    for (const locale of ['uk', 'en']) {
      await change({ ...complete, locale })
      const shown = async () => (await person.client.get('/profile')).text.includes(`<html lang="${locale}"`)
      await until(`the page speaks ${locale}`, shown, 1_000)
    }
  })

  test('of a version that has moved on is refused and changes nothing', async () => {
    const seen = await version()
    await change({ ...complete, givenName: 'First' }, { 'If-Match': `"${seen}"` })
    const { status, body } = await change({ ...complete, givenName: 'Second' }, { 'If-Match': `"${seen}"` })
    expect([status, body.code]).toEqual([412, 'request.stale'])
    expect((await person.client.call<Answer>('GET', '/me/profile')).body.givenName).toBe('First')
  })

  test('by a form of a version that has moved on keeps what was typed and says why', async () => {
    await change({ ...complete, locale: 'en' })
    const english = async () => (await person.client.get('/profile')).text.includes('<html lang="en"')
    await until('the page speaks English', english, 1_000)
    const stale = String((await version()) - 1)
    const reply = await person.client.form('/profile', {
      ...complete,
      bio: 'Typed at length.',
      _version: stale,
    })
    expect(reply.status).toBe(412)
    expect(reply.text).toContain('Typed at length.')
    expect(reply.text).toContain(portal.app.words.in('en')('request.error.stale'))
  })

  test('tells all that is wrong at once', async () => {
    const { status, body } = await change({
      ...complete,
      givenName: '',
      phone: 'call me',
      locale: 'xx',
      timeZone: 'Mars/Olympus',
    })
    expect(status).toBe(422)
    expect(body.issues?.map(({ pointer }) => pointer).sort()).toEqual([
      '/givenName',
      '/locale',
      '/phone',
      '/timeZone',
    ])
  })

  test('with what no text can hold is refused', async () => {
    const { status } = await change({ ...complete, bio: 'a\u0000b' })
    expect([400, 422]).toContain(status)
  })

  test('leaves no personal value in the audit', async () => {
    await change({ ...complete, bio: 'A secret of mine' })
    const rows = await portal.app.database.sql<{ changes: object }>(sql`
      SELECT changes FROM audit_entries WHERE operation = 'identity.updateMyProfile' ORDER BY id DESC LIMIT 1`)
    expect(JSON.stringify(rows)).toContain('bio')
    expect(JSON.stringify(rows)).not.toContain('secret')
  })
})

test('a profile is for who is signed in', async () => {
  expect((await portal.visitor().call('GET', '/me/profile')).status).toBe(401)
  expect((await portal.visitor().call('PUT', '/me/profile', complete)).status).toBe(401)
})
