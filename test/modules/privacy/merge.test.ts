import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { grantRole } from '../../../src/modules/access/index.ts'
import { shownParts } from '../../../src/modules/people/audience.ts'
import { addPerson } from '../../../src/modules/people/index.ts'
import { mergePeople } from '../../../src/modules/privacy/commands/merge-people.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { mailsTo } from '../../factories/mails.ts'
import {
  type MadePerson,
  makeAssociation,
  makeEntry,
  makePerson,
  makeUnit,
  password,
} from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let here: string
let elsewhere: string
let staff: MadePerson
let first: MadePerson
let second: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  here = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  elsewhere = await makeAssociation(portal, 'Elsewhere')
  staff = await makePerson(portal, { tenantId: here, roles: ['administrator'] })
})
beforeEach(async () => {
  first = await makePerson(portal, { tenantId: here })
  second = await makePerson(portal, { tenantId: here })
})
afterAll(() => portal.close())

const merge = (keptId: string, mergedId: string, by = staff) =>
  by.client.call<{ personId: string; code?: string }>('POST', '/people/merges', { keptId, mergedId })
const system = () => portal.app.asSystem('test', here)
const rows = <Row>(text: ReturnType<typeof sql>) => portal.app.database.sql<Row>(text)
const join = (unitId: string, { personId }: { personId: string }) =>
  portal.app.runner.call(addMember, { unitId, personId }, system())
const personsOf = (accountId: string) =>
  rows<{ id: string }>(
    sql`SELECT id FROM persons WHERE account_id = ${accountId}::uuid AND deleted_at IS NULL`,
  )

describe('merging', () => {
  test('keeps what the kept entry says, fills what it does not, and brings everything together', async () => {
    await first.client.call('PUT', '/me/about', { title: 'Rigger', skills: ['Knots'] })
    await second.client.call('PUT', '/me/about', {
      title: 'Welder',
      bio: 'Welds.',
      skills: ['Knots', 'Steel'],
    })
    await second.client.call('PUT', '/me/contact', {
      phone: '+1 510 555 0100',
      country: 'US',
      city: 'Oakland',
    })
    await first.client.call('PUT', '/me/languages', { languages: [{ language: 'en', level: 'good' }] })
    await second.client.call('PUT', '/me/languages', {
      languages: [
        { language: 'en', level: 'native' },
        { language: 'uk', level: 'basic' },
      ],
    })
    await second.client.call('POST', '/me/certifications', { name: 'Crane licence' })
    const own = await makeUnit(portal, here)
    const shared = await makeUnit(portal, here)
    await join(own, second)
    await Promise.all([join(shared, first), join(shared, second)])
    await portal.app.runner.call(
      grantRole,
      { personId: second.personId, unitId: own, role: 'manager' },
      system(),
    )

    expect((await merge(first.personId, second.personId)).status).toBe(201)
    const { body } = await staff.client.call('GET', `/people/${first.personId}`)
    expect(body).toMatchObject({
      email: first.email,
      title: 'Rigger',
      bio: 'Welds.',
      skills: ['Knots', 'Steel'],
      phone: '+1 510 555 0100',
      city: 'Oakland',
      languages: [
        { language: 'en', level: 'good' },
        { language: 'uk', level: 'basic' },
      ],
      certifications: [expect.objectContaining({ name: 'Crane licence' })],
    })
    const places = await rows<{ unitId: string; isPrimary: boolean }>(sql`
      SELECT unit_id AS "unitId", is_primary AS "isPrimary" FROM memberships
      WHERE person_id = ${first.personId}::uuid AND ended_at IS NULL`)
    expect(new Set(places.map(({ unitId }) => unitId))).toEqual(new Set([here, own, shared]))
    expect(places).toHaveLength(3)
    expect(places.filter(({ isPrimary }) => isPrimary)).toHaveLength(1)
    const roles = await rows<{ role: string }>(sql`
      SELECT role FROM grants WHERE person_id = ${first.personId}::uuid AND ends_at IS NULL ORDER BY role`)
    expect(roles.map(({ role }) => role)).toEqual(['manager', 'member'])
    for (const table of ['memberships', 'grants', 'certifications', 'spoken_languages'])
      expect({
        table,
        left: (
          await portal.app.database.pool.query(`SELECT 1 FROM ${table} WHERE person_id = $1`, [
            second.personId,
          ])
        ).rowCount,
      }).toEqual({ table, left: 0 })
  })

  test('shows what comes from the other entry to no more people than it was shown to there', async () => {
    const choose = async (who: MadePerson, choices: object) =>
      expect((await who.client.call('PUT', '/me/visibility', choices)).status).toBe(200)
    const everybody = Object.fromEntries(
      [...shownParts.map((part) => `${part}To`), 'shownTo'].map((name) => [name, 'public']),
    )
    await choose(first, { ...everybody, placePrecision: 'exact' })
    await first.client.call('PUT', '/me/about', { title: 'Rigger', skills: ['Knots'] })
    await first.client.call('PUT', '/me/contact', { country: 'US', phone: '+1 510 555 0101' })
    await choose(second, {
      ...everybody,
      shownTo: 'members',
      aboutTo: 'staff',
      languagesTo: 'unit',
      certificationsTo: 'nobody',
      placePrecision: 'region',
    })
    await second.client.call('PUT', '/me/about', { bio: 'Welds.', skills: ['Steel'] })
    await second.client.call('PUT', '/me/contact', { position: '50.447, 30.522', phone: '+1 510 555 0102' })
    await second.client.call('PUT', '/me/languages', { languages: [{ language: 'uk', level: 'basic' }] })
    await second.client.call('POST', '/me/certifications', { name: 'Crane licence' })
    expect((await merge(first.personId, second.personId)).status).toBe(201)
    expect((await first.client.call('GET', '/me/profile')).body).toMatchObject({
      bio: 'Welds.',
      shownTo: 'public',
      aboutTo: 'staff',
      skillsTo: 'members',
      languagesTo: 'unit',
      certificationsTo: 'nobody',
      placeTo: 'members',
      placePrecision: 'region',
      // Of these nothing comes.
      emailTo: 'public',
      phoneTo: 'public',
    })
  })

  test('lets the merged entry lead to the kept one, also where that one is merged again', async () => {
    const third = await makePerson(portal, { tenantId: here })
    await merge(first.personId, second.personId)
    await merge(third.personId, first.personId)
    for (const old of [first, second]) {
      const { body } = await staff.client.call<{ personId: string }>('GET', `/people/${old.personId}`)
      expect(body.personId).toBe(third.personId)
    }
  })

  test('gives the account to an entry that had none', async () => {
    const { personId } = await portal.app.runner.call(
      addPerson,
      { accountId: null, givenName: 'Imported', locale: 'en', timeZone: 'UTC' },
      system(),
    )
    expect((await merge(personId, first.personId)).status).toBe(201)
    expect(await personsOf(first.accountId)).toEqual([{ id: personId }])
    const { body } = await first.client.call<{ personId: string }>('GET', '/me/profile')
    expect(body.personId).toBe(personId)
  })

  test('ends an account that leads to nobody any more, and leaves one that is somebody elsewhere', async () => {
    await merge(first.personId, second.personId)
    expect((await second.client.call('GET', '/me/profile')).status).toBe(401)
    const other = await makePerson(portal, { tenantId: here })
    await portal.app.runner.call(
      addPerson,
      { accountId: other.accountId, givenName: 'There', locale: 'en', timeZone: 'UTC' },
      portal.app.asSystem('test', elsewhere),
    )
    await merge(first.personId, other.personId)
    expect((await other.client.call('GET', '/me/profile')).status).toBe(403)
    expect(await personsOf(other.accountId)).toHaveLength(1)
  })

  test('is on record for both entries', async () => {
    await merge(first.personId, second.personId)
    const [entry] = await rows<{ changes: object; severity: string }>(sql`
      SELECT changes, severity FROM audit_entries WHERE operation = 'privacy.mergePeople' AND outcome = 'done' ORDER BY id DESC LIMIT 1`)
    expect(entry?.severity).toBe('critical')
    expect(JSON.stringify(entry?.changes)).toContain(second.personId)
    expect(JSON.stringify(entry?.changes)).toContain(first.personId)
  })
})

describe('is refused', () => {
  test('of one entry with itself', async () => {
    const { status, body } = await merge(first.personId, first.personId)
    expect([status, body.code]).toEqual([409, 'privacy.sameEntry'])
  })

  test('where administrators would merge themselves away', async () => {
    const { status, body } = await merge(first.personId, staff.personId)
    expect([status, body.code]).toEqual([409, 'privacy.notYourself'])
  })

  test('with an entry that was merged before, or of another association', async () => {
    await merge(first.personId, second.personId)
    expect((await merge(first.personId, second.personId)).status).toBe(404)
    const stranger = await makePerson(portal, { tenantId: elsewhere })
    expect((await merge(first.personId, stranger.personId)).status).toBe(404)
  })

  test('to those who may not', async () => {
    const fellow = await makePerson(portal, { tenantId: here })
    expect((await merge(first.personId, second.personId, fellow)).status).toBe(404)
    expect((await fellow.client.get(`/people/${first.personId}/merge`)).status).toBe(403)
  })
})

describe('races', () => {
  test('of two merges that cross leave one entry', async () => {
    const replies = await Promise.all([
      merge(first.personId, second.personId),
      merge(second.personId, first.personId),
    ])
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 404])
    const left = await rows<{ id: string; merged: string | null }>(sql`
      SELECT id, merged_into_id AS merged FROM persons
      WHERE id IN (${first.personId}::uuid, ${second.personId}::uuid) ORDER BY deleted_at NULLS FIRST`)
    expect(left[1]?.merged).toBe(left[0]?.id)
  })

  test('of merges in a ring leave everybody leading to somebody who is there', async () => {
    const third = await makePerson(portal, { tenantId: here })
    const ring = [first, second, third]
    await Promise.all(
      ring.map((each, index) => merge(each.personId, (ring[(index + 1) % 3] as MadePerson).personId)),
    )
    const lost = await rows(sql`
      SELECT 1 FROM persons p WHERE p.id = ANY(${ring.map(({ personId }) => personId)}::uuid[]) AND p.merged_into_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM persons k WHERE k.id = p.merged_into_id AND k.deleted_at IS NULL)`)
    expect(lost).toEqual([])
  })

  test('with a sign-in leave no session that leads to nobody', async () => {
    const signIn = () => portal.visitor().call('POST', '/sign-in', { address: second.email, password })
    const [merged, ...signedIn] = await Promise.all([
      merge(first.personId, second.personId),
      signIn(),
      signIn(),
    ])
    expect(merged.status).toBe(201)
    for (const { status } of signedIn) expect([200, 422]).toContain(status)
    expect(await rows(sql`SELECT 1 FROM sessions WHERE account_id = ${second.accountId}::uuid`)).toEqual([])
    expect((await first.client.call('GET', '/me/profile')).status).toBe(200)
  })

  test('with a role that is given meanwhile lose no role', async () => {
    const unitId = await makeUnit(portal, here)
    const [merged, granted] = await Promise.all([
      merge(first.personId, second.personId),
      portal.app.runner
        .call(grantRole, { personId: second.personId, unitId, role: 'manager' }, system())
        .catch(() => null),
    ])
    expect(merged.status).toBe(201)
    const [held] = await rows<{ personId: string }>(sql`
      SELECT person_id AS "personId" FROM grants WHERE unit_id = ${unitId}::uuid AND ends_at IS NULL`)
    // Given before, it moved; after, there was nobody left to give it to.
    expect(held?.personId).toBe(granted ? first.personId : undefined)
  })
})

describe('fields.comparePeople', () => {
  test('the pages find the other entry, say what will happen, and merge', async () => {
    const path = `/people/${first.personId}/merge`
    const search = await staff.client.get(path)
    expect(search.text).toContain(`href="${path}/${second.personId}"`)
    const byAddress = await staff.client.get(`${path}?search=${encodeURIComponent(second.email)}`)
    expect(byAddress.text).toContain(`href="${path}/${second.personId}"`)
    expect((await staff.client.get(`${path}?search=zzzzz`)).text).toContain('No other entry found')

    const preview = await staff.client.get(`/people/${first.personId}/merge/${second.personId}`)
    const words = portal.app.words.in('en')
    expect(preview.text).toContain(words('privacy.merge.losesAccount'))
    expect(preview.text).toContain(words('units.memberships'))
    expect(preview.text).toContain(second.email)
    const { body } = await staff.client.call<{ items: unknown[] }>(
      'GET',
      `/people/${first.personId}/duplicates`,
    )
    expect(body.items.length).toBeGreaterThan(0)
    const numbers = await staff.client.call(
      'GET',
      `/people/merges/preview?keptId=${first.personId}&mergedId=${second.personId}`,
    )
    expect(numbers.body).toMatchObject({
      losesAccount: true,
      kept: { standing: 'active', units: expect.arrayContaining([expect.any(String)]), fields: [] },
    })
    expect(preview.text).toContain('Phone to sign in with')

    const done = await staff.client.form(`${path}/${second.personId}`, { keptId: second.personId })
    expect([done.status, done.headers.get('location')]).toEqual([303, `/people/${second.personId}`])
    expect((await staff.client.form(`${path}/${second.personId}`, { keptId: second.personId })).status).toBe(
      404,
    )
  })
})

describe('entries that may be one person', () => {
  const add = async (told: object) =>
    (
      await portal.app.runner.call(
        addPerson,
        { accountId: null, locale: 'en', timeZone: 'UTC', ...told },
        system(),
      )
    ).personId
  const foundFor = async (personId: string) => {
    const { body } = await staff.client.call<{ items: Array<{ personId: string }> }>(
      'GET',
      `/people/${personId}/duplicates`,
    )
    return body.items.map((entry) => entry.personId)
  }

  test('are found by the words of a name in any order, case, accents and script', async () => {
    const one = await add({ givenName: 'Renée', familyName: 'Dubois-Müller', nativeName: 'Рене Дюбуа' })
    const turned = await add({ givenName: 'MULLER', familyName: 'Dubois Renee' })
    const other = await add({ givenName: 'Дюбуа', familyName: 'Рене' })
    const another = await add({ givenName: 'Renée', familyName: 'Dubois' })
    expect((await foundFor(one)).sort()).toEqual([turned, other].sort())
    expect(await foundFor(another)).toEqual([])
  })

  test('are found by a phone, however it is written, and by an address, told or of an account', async () => {
    const one = await add({ givenName: 'A', phone: '+380 (67) 555-12-34', email: 'Same@Example.org' })
    const phone = await add({ givenName: 'B', phone: '067 555 12 34' })
    const address = await add({ givenName: 'C', email: 'same@example.org' })
    const { personId, email } = await makePerson(portal, { tenantId: here })
    const told = await add({ givenName: 'D', email: email.toUpperCase() })
    expect((await foundFor(one)).sort()).toEqual([phone, address].sort())
    expect(await foundFor(told)).toEqual([personId])
    expect(await foundFor(personId)).toContain(told)
  })

  test('are nobody of another association', async () => {
    const one = await add({ givenName: 'Unrepeated', familyName: 'Elsewhere' })
    await portal.app.runner.call(
      addPerson,
      { accountId: null, givenName: 'Unrepeated', familyName: 'Elsewhere', locale: 'en', timeZone: 'UTC' },
      portal.app.asSystem('test', elsewhere),
    )
    expect(await foundFor(one)).toEqual([])
  })
})

describe('what a merge hands over', () => {
  /** Somebody who may merge, see people and nothing else. */
  async function merger(): Promise<MadePerson> {
    const made = await staff.client.call<{ id: string }>('POST', '/roles', {
      unitId: here,
      name: { en: 'Keeps the entries' },
      permissions: ['privacy.merge', 'people.read', 'members.read'],
    })
    expect(made.status).toBe(201)
    const person = await makePerson(portal, { tenantId: here })
    const { status } = await staff.client.call('POST', '/grants', {
      personId: person.personId,
      unitId: here,
      role: made.body.id,
    })
    expect(status).toBe(201)
    return person
  }

  test('privacy.moreRights: nobody comes by rights that they do not hold, for themselves or for others', async () => {
    const clerk = await merger()
    const boss = await makePerson(portal, { tenantId: here, roles: ['administrator'] })
    for (const [keptId, mergedId] of [
      [clerk.personId, boss.personId],
      [boss.personId, first.personId],
      [first.personId, boss.personId],
    ] as const) {
      const { status, body } = await merge(keptId, mergedId, clerk)
      expect([status, body.code]).toEqual([403, 'privacy.moreRights'])
    }
    expect((await boss.client.call('GET', '/grants')).status).toBe(200)
    expect((await merge(first.personId, second.personId, clerk)).status).toBe(201)
    // What was merged by somebody who may more is undone by somebody who may more.
    const other = await makePerson(portal, { tenantId: here })
    const { body } = await staff.client.call<{ mergeId: string }>('POST', '/people/merges', {
      keptId: boss.personId,
      mergedId: other.personId,
    })
    const undone = await clerk.client.call<{ code: string }>('POST', `/merges/${body.mergeId}/undo`)
    expect([undone.status, undone.body.code]).toEqual([403, 'privacy.moreRights'])
  })

  test('asks for the strongest factor, and takes no token', async () => {
    const { accountId } = staff
    await rows(sql`UPDATE sessions SET proven_until = NULL WHERE account_id = ${accountId}::uuid`)
    const { status, body } = await merge(first.personId, second.personId)
    expect([status, body.code]).toEqual([403, 'request.stepUpNeeded'])
    await rows(sql`UPDATE sessions SET proven_until = expires_at WHERE account_id = ${accountId}::uuid`)
    expect((await merge(first.personId, second.personId)).status).toBe(201)
  })

  test('access.lastAdministrator: the only one who runs an association is not merged into somebody who cannot', async () => {
    const alone = await makeAssociation(portal, 'Run by one')
    const only = await makePerson(portal, { tenantId: alone, roles: ['administrator'] })
    const entry = await makeEntry(portal, alone, alone)
    const mergeInto = (keptId: string) =>
      portal.app.runner.call(
        mergePeople,
        { keptId, mergedId: only.personId },
        portal.app.asSystem('test', alone),
      )
    const resigned = await makePerson(portal, { tenantId: alone })
    await rows(sql`
      INSERT INTO standings (id, tenant_id, person_id, standing, starts_at, decided_at)
      VALUES (gen_random_uuid(), ${alone}::uuid, ${resigned.personId}::uuid, 'resigned', '2020-01-01', '2020-01-01')`)
    await expect(mergeInto(resigned.personId)).rejects.toMatchObject({ code: 'access.lastAdministrator' })
    // An entry that nobody signs in as takes over the account, so somebody still runs it.
    expect((await mergeInto(entry)).personId).toBe(entry)
  })
})

describe('privacy.readMergeLetter', () => {
  test('whose account ends by a merge is told how to get in now, and once it is undone that they are back', async () => {
    const { body } = await staff.client.call<{ mergeId: string }>('POST', '/people/merges', {
      keptId: first.personId,
      mergedId: second.personId,
    })
    await portal.runJobs()
    const told = (await mailsTo(portal, second.email)).at(-1)
    expect(told?.text).toContain('were made one')
    expect(told?.text).toContain(`${first.email.slice(0, 1)}…@${first.email.split('@')[1]}`)
    expect(told?.text).not.toContain(first.email)
    expect((await staff.client.call('POST', `/merges/${body.mergeId}/undo`, {})).status).toBe(200)
    await portal.runJobs()
    expect((await mailsTo(portal, second.email)).at(-1)?.text).toContain('are apart again')
  })
})

test('where the two stand differently, whoever compares reads what is left; who waits gives way to who was decided about', async () => {
  const stand = (personId: string, standing: string) =>
    portal.app.database.sql(sql`
      INSERT INTO standings (id, tenant_id, person_id, standing, starts_at, decided_at)
      VALUES (gen_random_uuid(), ${here}::uuid, ${personId}::uuid, ${standing}, ${portal.clock.now()}, ${portal.clock.now()})`)
  const compare = async (keptId: string, mergedId: string) =>
    (
      await staff.client.call<{ warnings: string[] }>(
        'GET',
        `/people/merges/preview?keptId=${keptId}&mergedId=${mergedId}`,
      )
    ).body.warnings
  expect(await compare(first.personId, second.personId)).toEqual([])
  await stand(second.personId, 'pending')
  expect(await compare(first.personId, second.personId)).toEqual([
    expect.stringContaining('What is left is a member.'),
  ])
  expect(await compare(second.personId, first.personId)).toEqual([
    expect.stringContaining('What is left is a member.'),
  ])
  portal.clock.advance({ minutes: 1 })
  const thirdId = await makeEntry(portal, here, here)
  await stand(thirdId, 'expelled')
  expect(await compare(thirdId, first.personId)).toEqual([
    expect.stringContaining('What is left is expelled.'),
  ])
  expect((await merge(first.personId, second.personId)).status).toBe(201)
  expect((await first.client.call<{ standing: string }>('GET', '/me/standing')).body.standing).toBe('active')
})
