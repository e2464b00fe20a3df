import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createAccount } from '../../../src/modules/identity/index.ts'
import { lockCertification } from '../../../src/modules/people/certification-row.ts'
import { changeMyCertification } from '../../../src/modules/people/commands/change-my-certification.ts'
import { removeMyCertification } from '../../../src/modules/people/commands/remove-my-certification.ts'
import type { Profile } from '../../../src/modules/people/contract.ts'
import { addPerson } from '../../../src/modules/people/index.ts'
import { changeOf } from '../../../src/platform/audit/recorded-change.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { auditEntries } from '../../factories/audit.ts'
import { type MadePerson, makeAssociation, makePerson, password, signedIn } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Answer = Profile & { code?: string; issues?: Array<{ pointer: string; code: string }> }

let portal: Portal
let tenantId: string
let person: MadePerson

const names = { givenName: 'Oksana', familyName: 'Lys', patronymic: 'Ivanivna', nativeName: 'Оксана Лис' }
const contact = {
  phone: '+380 44 123 4567',
  addressLines: 'vul. Sadova 1\nkv. 5',
  city: 'Kyiv',
  region: null,
  postalCode: '01001',
  country: 'UA',
}
const about = {
  title: 'Treasurer',
  bio: 'Counts things.',
  skills: ['Accounting', 'Welding'],
  links: ['https://example.org/oksana'],
}

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
})
beforeEach(async () => {
  person = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const put = (path: string, body: object, headers: Record<string, string> = {}) =>
  person.client.call<Answer>('PUT', path, body, headers)
const read = async () => (await person.client.call<Answer>('GET', '/me/profile')).body
const pointersOf = ({ issues }: Answer) => issues?.map(({ pointer }) => pointer).sort()

describe('a profile', () => {
  test('keeps what each of its parts was given', async () => {
    expect((await put('/me/names', names)).status).toBe(200)
    expect((await put('/me/contact', { ...contact, position: '50.4501, 30.5234' })).status).toBe(200)
    expect((await put('/me/about', about)).status).toBe(200)
    expect((await put('/me/region', { locale: 'uk', timeZone: 'Europe/Kyiv' })).status).toBe(200)
    const languages = [
      { language: 'uk', level: 'native' },
      { language: 'en', level: 'good' },
    ]
    const { body } = await put('/me/languages', { languages })
    expect(body.version).toBe(6)
    expect(await read()).toMatchObject({
      ...names,
      displayName: 'Oksana Lys',
      ...contact,
      position: { latitude: 50.4501, longitude: 30.5234 },
      ...about,
      languages,
      locale: 'uk',
      timeZone: 'Europe/Kyiv',
      email: person.email,
      version: 6,
    })
  })

  test('shows the phone that somebody signs in with, instead of asking for one', async () => {
    const phone = '+15105550173'
    const made = await portal.app.runner.call(
      createAccount,
      { tenantId, phone, password, givenName: 'Ada', familyName: 'Phone', roles: ['member'] },
      portal.app.asSystem('test', tenantId),
    )
    const client = await signedIn(portal, phone)
    const { body } = await client.call<Profile>('GET', '/me/profile')
    expect(body).toMatchObject({ email: null, signInPhone: phone, phone: null })
    const { text } = await client.get('/profile/contact')
    expect(text).toContain('+1 510 555 0173')
    expect(text).toContain('Another phone')
    expect((await client.get('/profile')).text).toContain('+1 510 555 0173')
    const home = (await client.get('/')).text
    expect(home).toContain('Add your title')
    expect(home).not.toContain('phone number')
    // The same number told again is one number, to whoever may see it.
    const told = await client.call('PUT', '/me/contact', { phone: '+1 (510) 555-0173' })
    expect(told.status).toBe(200)
    const page = (await client.get(`/people/${made.personId}`)).text
    expect(page.match(/href="tel:\+15105550173"/g)).toHaveLength(1)
    await client.call('PUT', '/me/contact', { phone: '+47 22 12 34 56' })
    expect((await client.get(`/people/${made.personId}`)).text.match(/href="tel:/g)).toHaveLength(2)
  })

  test('empties what was left empty', async () => {
    await put('/me/contact', { ...contact, position: '1, 2' })
    await put('/me/contact', { phone: ' ', addressLines: '', country: '', position: '' })
    expect(await read()).toMatchObject({
      phone: null,
      addressLines: null,
      city: null,
      country: null,
      position: null,
    })
    await put('/me/about', about)
    await put('/me/about', {})
    expect(await read()).toMatchObject({ title: null, bio: null, skills: [], links: [] })
  })

  test('takes one name where somebody has one, in either place, and none is too few', async () => {
    expect((await put('/me/names', { givenName: 'Suharto' })).status).toBe(200)
    expect(await read()).toMatchObject({ givenName: 'Suharto', familyName: null, displayName: 'Suharto' })
    expect((await put('/me/names', { givenName: '', familyName: 'Ó' })).status).toBe(200)
    expect(await read()).toMatchObject({ givenName: null, displayName: 'Ó' })
    expect((await person.client.get('/')).text).toContain('Welcome, Ó')
    const { status, body } = await put('/me/names', { givenName: ' ', familyName: null, patronymic: 'Only' })
    expect([status, body.issues]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/givenName', code: 'people.error.nameless' })],
    ])
  })

  test('takes no name that carries a link', async () => {
    for (const familyName of ['http://a.example', 'www.a.example', 'a@b.example'])
      expect((await put('/me/names', { givenName: 'A', familyName })).status).toBe(422)
  })

  test('tells all that is wrong at once', async () => {
    expect(
      pointersOf((await put('/me/contact', { phone: 'call me', position: 'here', country: 'XX' })).body),
    ).toEqual(['/country', '/phone', '/position'])
    expect(
      pointersOf(
        (
          await put('/me/about', {
            title: 'x'.repeat(121),
            links: ['javascript:alert(1)', 'https://ok.example'],
          })
        ).body,
      ),
    ).toEqual(['/links/0', '/title'])
    expect(pointersOf((await put('/me/region', { locale: 'xx', timeZone: 'Mars/Olympus' })).body)).toEqual([
      '/locale',
      '/timeZone',
    ])
  })

  test('wants the country of an address, since without it nobody can write there', async () => {
    const { body } = await put('/me/contact', { city: 'Kyiv' })
    expect(body.issues).toEqual([
      expect.objectContaining({ pointer: '/country', code: 'people.error.countryMissing' }),
    ])
  })

  test('with what no text can hold is refused', async () => {
    expect([400, 422]).toContain((await put('/me/about', { bio: 'a\u0000b' })).status)
  })

  test('of a version that has moved on is refused and changes nothing', async () => {
    const { version } = await read()
    await put('/me/names', names, { 'If-Match': `"${version}"` })
    const { status, body } = await put('/me/about', about, { 'If-Match': `"${version}"` })
    expect([status, body.code]).toEqual([412, 'request.stale'])
    expect((await read()).title).toBeNull()
  })

  test('of a version that two know is changed by one of them', async () => {
    const { version } = await read()
    const replies = await Promise.all(
      ['A', 'B'].map((title) => put('/me/about', { title }, { 'If-Match': `"${version}"` })),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  test('leaves no personal value in the audit that could be read without a key', async () => {
    await put('/me/about', { ...about, bio: 'A secret of mine' })
    const rows = await portal.app.database.sql<{ changes: object }>(sql`
      SELECT changes FROM audit_entries WHERE operation = 'people.updateMyAbout' ORDER BY id DESC LIMIT 1`)
    expect(JSON.stringify(rows)).toContain('bio')
    expect(JSON.stringify(rows)).not.toContain('secret')
  })

  test('counts for the pages within a second', async () => {
    for (const locale of ['uk', 'en']) {
      await put('/me/region', { locale, timeZone: 'UTC' })
      const shown = async () => (await person.client.get('/profile')).text.includes(`<html lang="${locale}"`)
      await until(`the page speaks ${locale}`, shown)
    }
  })

  test('may be of somebody without an account, who is somebody all the same', async () => {
    const { runner, asSystem, database } = portal.app
    const { personId } = await runner.call(
      addPerson,
      { accountId: null, familyName: 'Aktan', locale: 'en', timeZone: 'UTC' },
      asSystem('test', tenantId),
    )
    const rows = await database.sql(
      sql`SELECT display_name, account_id FROM people WHERE person_id = ${personId}::uuid`,
    )
    expect(rows).toEqual([{ display_name: 'Aktan', account_id: null }])
  })

  test('belongs to people: a visitor has none', async () => {
    expect((await portal.visitor().call('GET', '/me/profile')).status).toBe(401)
  })
})

describe('on its pages', () => {
  const post = (path: string, fields: Record<string, string>) => person.client.form(path, fields)

  test('each part is a form of its own that leads back to itself', async () => {
    const { client } = person
    const replies = [
      await client.form('/profile', { givenName: 'Oksana', familyName: 'Lys' }),
      await client.form('/profile/contact', { phone: '+380 44 123 4567', country: 'UA', city: 'Kyiv' }),
      await client.form('/profile/about', {
        title: 'Treasurer',
        skills: 'Welding\n\n Sums ',
        links: 'https://a.example',
      }),
      await client.form('/profile/languages', {
        'languages.0.language': 'uk',
        'languages.0.level': 'native',
      }),
      await client.form('/profile/region', { locale: 'en', timeZone: 'Europe/Kyiv' }),
    ]
    expect(replies.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
      [303, '/profile'],
      [303, '/profile/contact'],
      [303, '/profile/about'],
      [303, '/profile/languages'],
      [303, '/profile/region'],
    ])
    expect((await client.get('/profile')).text).toContain('value="Oksana"')
    expect((await client.get('/profile/contact')).text).toContain('value="Kyiv"')
    expect((await client.get('/profile/about')).text).toContain('Welding\nSums')
    expect((await client.get('/profile/languages')).text).toMatch(/value="uk" selected/)
    expect((await client.get('/profile/region')).text).toMatch(/value="Europe\/Ki?y?i?e?v"[^>]* selected/)
    const { skills, links, languages } = await read()
    expect([skills, links, languages]).toEqual([
      ['Welding', 'Sums'],
      ['https://a.example'],
      [{ language: 'uk', level: 'native' }],
    ])
  })

  test('a refused form keeps what was typed and says what is wrong', async () => {
    const words = portal.app.words.in('en')
    const cases: Array<[path: string, fields: Record<string, string>, kept: string, told: string]> = [
      ['/profile', { givenName: '', patronymic: 'Kept so' }, 'value="Kept so"', 'people.error.nameless'],
      ['/profile/contact', { phone: 'call me', city: 'Kept so' }, 'value="Kept so"', 'people.error.phone'],
      [
        '/profile/about',
        { links: 'ftp://a.example', bio: 'Typed at length.' },
        'Typed at length.',
        'people.error.webAddress',
      ],
      [
        '/profile/languages',
        {
          'languages.0.language': 'uk',
          'languages.0.level': 'good',
          'languages.4.language': 'uk',
          'languages.4.level': 'basic',
        },
        'selected',
        'people.error.languageTwice',
      ],
      [
        '/profile/certifications',
        { name: 'Kept so', issuedOn: '2026-02-01', expiresOn: '2026-01-01' },
        'value="Kept so"',
        'people.error.expiresBeforeIssue',
      ],
    ]
    for (const [path, fields, kept, told] of cases) {
      const reply = await post(path, fields)
      expect([path, reply.status]).toEqual([path, 422])
      expect(reply.text).toContain(kept)
      expect(reply.text).toContain(words(told))
    }
  })

  test('a form of a version that has moved on keeps what was typed and says why', async () => {
    await put('/me/about', about)
    const reply = await post('/profile/about', { bio: 'Typed at length.', _version: '1' })
    expect(reply.status).toBe(412)
    expect(reply.text).toContain('Typed at length.')
    const words = portal.app.words.in('en')
    expect(reply.text).toContain(words('request.error.stale'))
    expect(reply.text).toContain(words('request.issue.changedMeanwhile', { now: about.bio }))
  })

  test('what somebody wrote is shown as text', async () => {
    await put('/me/about', { title: '<script>alert(1)</script>', bio: '"><img src=x>' })
    const { text } = await person.client.get('/profile/about')
    expect(text).not.toMatch(/<script>alert|<img src=x>/)
    expect(text).toContain('&lt;script>alert')
  })
})

describe('certifications', () => {
  const add = (body: object) =>
    person.client.call<{ certificationId: string } & Answer>('POST', '/me/certifications', body)
  const day = (days: number) =>
    new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

  test('say how they stand', async () => {
    await add({ name: 'Welder', issuer: 'TÜV', number: 'W-17', issuedOn: '2020-02-29', expiresOn: day(400) })
    await add({ name: 'First aid', expiresOn: day(10) })
    await add({ name: 'Old crane', expiresOn: day(-1) })
    await add({ name: 'Diploma' })
    expect((await read()).certifications.map(({ name, state }) => [name, state])).toEqual([
      ['Old crane', 'expired'],
      ['First aid', 'expiring'],
      ['Welder', 'valid'],
      ['Diploma', 'lasting'],
    ])
    const { text } = await person.client.get('/profile/certifications')
    for (const words of ['Expires soon', 'Expired', 'TÜV · W-17', 'Never']) expect(text).toContain(words)
  })

  test('are changed and removed by their owner, with an eye on the version', async () => {
    const { certificationId } = (await add({ name: 'Welder' })).body
    const path = `/me/certifications/${certificationId}`
    expect((await put(path, { name: 'Welder II' }, { 'If-Match': '"1"' })).body.version).toBe(2)
    expect((await put(path, { name: 'Welder III' }, { 'If-Match': '"1"' })).status).toBe(412)
    expect((await person.client.get(`/profile/certifications/${certificationId}`)).text).toContain(
      'Welder II',
    )
    expect(
      (await person.client.form(`/profile/certifications/${certificationId}`, { name: '' })).status,
    ).toBe(422)
    const removed = await person.client.form(`/profile/certifications/${certificationId}/remove`, {})
    expect([removed.status, (await read()).certifications]).toEqual([303, []])
    expect((await person.client.call('DELETE', path)).status).toBe(404)
  })

  test('stand in the audit under the key of whom they are about, whoever changes them', async () => {
    const { certificationId: id } = (await add({ name: 'Welder' })).body
    const row = await lockCertification(portal.app.database.sql, id, person.personId)
    const { certification = {} } = changeMyCertification.resources
    const change = changeOf(certification, { type: 'certification', id }, row, { name: 'Welder II' })
    expect(change).toMatchObject({ about: person.personId, fields: ['name'] })
    await person.client.call('DELETE', `/me/certifications/${id}`)
    const [removed] = await auditEntries(portal, { operation: removeMyCertification.name })
    expect(removed?.changes[0]).toMatchObject({
      before: { personId: person.personId },
      personal: { key: person.personId },
      values: { before: { name: 'Welder' } },
    })
  })

  test('of somebody else do not exist', async () => {
    const { certificationId } = (await add({ name: 'Welder' })).body
    const other = await makePerson(portal, { tenantId })
    const path = `/me/certifications/${certificationId}`
    expect((await other.client.call('PUT', path, { name: 'Mine' })).status).toBe(404)
    expect((await other.client.call('DELETE', path)).status).toBe(404)
    expect((await other.client.get(`/profile/certifications/${certificationId}`)).status).toBe(404)
  })

  test('want real days', async () => {
    expect(pointersOf((await add({ name: 'A', issuedOn: '2026-02-30', expiresOn: 'soon' })).body)).toEqual([
      '/expiresOn',
      '/issuedOn',
    ])
  })

  test('have an end, also where several are added at once', async () => {
    await portal.app.database.sql(sql`
      INSERT INTO certifications (id, tenant_id, person_id, name, created_at, updated_at)
      SELECT gen_random_uuid(), ${tenantId}::uuid, ${person.personId}::uuid, 'N', now(), now() FROM generate_series(1, 59)`)
    const replies = await Promise.all([add({ name: 'A' }), add({ name: 'B' })])
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(replies.find(({ status }) => status === 409)?.body.code).toBe('people.tooManyCertifications')
  })
})
