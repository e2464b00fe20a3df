import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  countLeftCompanies,
  mayActFor,
  noteLeftCompanies,
  readShownCompany,
} from '../../../src/modules/companies/index.ts'
import { eraseClosing } from '../../../src/modules/privacy/index.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { png } from '../../permissions/world.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  companyId: string
  agencyId: string
  paperId: string
  workId: string
  fileId: string
  code?: string
  issues?: Array<{ pointer: string; code: string }>
  items: Array<{ id: string; title?: string }>
}

interface Work {
  id: string
  title: string
  amount: number | null
  files: Array<{ id: string; href: string }>
  version: number
  code?: string
  abilities?: { change: boolean }
}

interface Company {
  skills: string[]
  position: { latitude: number; longitude: number } | null
  serviceRadius: number | null
  units: Array<{ id: string; name: string }>
  works: Work[]
  askedFor: string[]
  code?: string
  abilities: { ask: boolean }
  more: { isLookedAfter: boolean; papers: Array<{ id: string; scan: string | null }> } | null
}

let portal: Portal
let tenantId: string
let administrator: MadePerson
let owner: MadePerson
let member: MadePerson
let stranger: MadePerson

beforeAll(async () => {
  portal = await openPortal({ config: { STEP_UP_SECONDS: 86_400_000 } })
  tenantId = await makeAssociation(portal, 'Here')
  const elsewhere = await makeAssociation(portal)
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  owner = await makePerson(portal, { tenantId })
  member = await makePerson(portal, { tenantId })
  stranger = await makePerson(portal, { tenantId: elsewhere })
})
afterAll(() => portal.close())

async function register(more: object = {}, by = owner): Promise<string> {
  const body = { legalName: `Works ${randomUUID()}`, country: 'UA', shownTo: 'members', ...more }
  return (await by.client.call<Reply>('POST', '/companies', body)).body.companyId
}

const read = async ({ client }: MadePerson, id: string) =>
  (await client.call<Company>('GET', `/companies/${id}`)).body

const say = (id: string, body: object, by = owner) =>
  by.client.call<Reply>('PUT', `/companies/${id}/service`, body)

const addWork = (id: string, more: object = {}, by = owner) =>
  by.client.call<Reply>('POST', `/companies/${id}/works`, { title: 'Roof', ...more })

/** As the portal’s own JSON client sends no files. */
async function upload(method: 'PUT' | 'POST', path: string, by = owner, bytes = png) {
  const cookie = [...by.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const reply = await fetch(`${portal.url}/api/v1${path}`, {
    method,
    body: Buffer.from(bytes),
    headers: { 'Content-Type': 'image/png', Cookie: cookie },
  })
  return { status: reply.status, body: (await reply.json()) as Reply }
}

async function open(link: string, who: MadePerson | null): Promise<number> {
  const cookie = [...(who?.client.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  return (await fetch(portal.url + link, { headers: { Cookie: cookie } })).status
}

/** As if the days in which they can come back were over. */
async function erase({ client, accountId }: MadePerson): Promise<void> {
  await client.call('POST', '/me/closing', { confirmed: true })
  const { rows } = await portal.app.database.pool.query<{ id: string }>(
    `UPDATE closings SET due_at = now() - interval '1 hour' WHERE account_id = $1 RETURNING id`,
    [accountId],
  )
  await portal.app.runner.call(eraseClosing, { closingId: rows[0]?.id ?? '' }, portal.app.asSystem('test'))
}

describe('what a company does and where', () => {
  test('is told by who manages it, and to others as exactly as it lets them know', async () => {
    const id = await register()
    const unitId = await makeUnit(portal, tenantId)
    const body = {
      skills: ['Welding', 'Piling', 'Welding'],
      position: '50.4501, 30.5234',
      serviceRadius: 80,
      unitIds: [unitId],
    }
    expect((await say(id, body)).status).toBe(200)
    const seen = await read(owner, id)
    expect(seen).toMatchObject({ skills: ['Welding', 'Piling'], serviceRadius: 80, units: [{ id: unitId }] })
    expect(seen.position).toEqual({ latitude: 50.4501, longitude: 30.5234 })
    expect((await read(member, id)).position).toEqual({ latitude: 50.5, longitude: 30.5 })
    expect((await say(id, body, member)).body.code).toBe('companies.notPowered')
    const wrong = await say(id, { serviceRadius: 5, unitIds: [] })
    expect(wrong.body.issues).toMatchObject([
      { pointer: '/position', code: 'companies.error.radiusOfNothing' },
    ])
    const elsewhere = await makeUnit(portal, await makeAssociation(portal))
    const foreign = await say(id, { unitIds: [elsewhere] })
    expect([foreign.status, foreign.body.issues?.[0]?.pointer]).toEqual([422, '/unitIds'])
    expect((await read(owner, id)).serviceRadius).toBe(80)
  })

  test('follows a unit into another, and ends where it closes', async () => {
    const id = await register()
    const [from, into, closing] = await Promise.all([1, 2, 3].map(() => makeUnit(portal, tenantId)))
    await say(id, { unitIds: [from, into, closing] })
    await administrator.client.call('POST', `/units/${closing}/close`)
    const preview = await administrator.client.call<object>('GET', `/units/${from}/merge?intoId=${into}`)
    expect(JSON.stringify(preview.body)).toContain('companies.workplaces')
    expect((await administrator.client.call('POST', `/units/${from}/merge`, { intoId: into })).status).toBe(
      200,
    )
    expect((await read(owner, id)).units.map((unit) => unit.id)).toEqual([into])
  })
})

describe('past work', () => {
  test('of a company is seen by whom it shows it to, and changed and removed by who manages it', async () => {
    const id = await register()
    const { body } = await addWork(id, {
      client: 'School 3',
      startedOn: '2020-01-01',
      endedOn: '2021-01-01',
      amount: 125_000,
      currency: 'uah',
      role: 'Contractor',
      link: 'https://example.org/roof',
      shownTo: 'members',
    })
    const hidden = (await addWork(id, { title: 'Bunker' })).body.workId
    expect((await read(owner, id)).works.map(({ title }) => title).sort()).toEqual(['Bunker', 'Roof'])
    const [work] = (await read(member, id)).works
    expect((await read(member, id)).works).toHaveLength(1)
    expect(work).toMatchObject({ title: 'Roof', amount: 125_000, currency: 'UAH', client: 'School 3' })
    const as = async ({ client }: MadePerson, workId: string) =>
      (await client.call<Work>('GET', `/works/${workId}`)).body
    expect((await as(member, body.workId)).abilities).toEqual({ change: false })
    expect((await as(member, hidden)).code).toBe('request.notFound')
    expect((await as(stranger, body.workId)).code).toBe('request.notFound')
    const change = ({ client }: MadePerson) =>
      client.call<Reply>('PUT', `/works/${body.workId}`, { title: 'Roof and gutter' })
    expect((await change(member)).body.code).toBe('companies.notPowered')
    expect((await change(owner)).status).toBe(200)
    expect(await as(owner, body.workId)).toMatchObject({ title: 'Roof and gutter', amount: null, version: 2 })
    expect((await owner.client.call('DELETE', `/works/${body.workId}`)).status).toBe(200)
    expect((await as(owner, body.workId)).code).toBe('request.notFound')
  })

  test('all that is wrong with it is said at once', async () => {
    const wrong = await addWork(await register(), {
      title: '',
      amount: 5,
      startedOn: '2021-01-01',
      link: 'javascript:alert(1)',
    })
    expect([wrong.status, wrong.body.issues?.map(({ pointer }) => pointer).sort()]).toEqual([
      422,
      ['/currency', '/link', '/title'],
    ])
    const unordered = await addWork(await register(), { startedOn: '2021-01-01', endedOn: '2020-01-01' })
    expect(unordered.body.issues).toMatchObject([{ pointer: '/endedOn', code: 'companies.error.endsBefore' }])
  })

  test('has files, which open for whom it is shown to, and go with it', async () => {
    const id = await register()
    const { workId } = (await addWork(id, { shownTo: 'members' })).body
    const [first, second] = await Promise.all([1, 2].map(() => upload('POST', `/works/${workId}/files`)))
    expect([first?.status, second?.status]).toEqual([201, 201])
    expect((await upload('POST', `/works/${workId}/files`, member)).body.code).toBe('companies.notPowered')
    const [seen] = (await read(member, id)).works
    const link = seen?.files[0]?.href ?? ''
    expect([await open(link, member), await open(link, null)]).toEqual([200, 404])
    await owner.client.call('PUT', `/works/${workId}`, { title: 'Roof', shownTo: 'public' })
    const open2 = (await read(member, id)).works[0]?.files[0]?.href ?? ''
    expect(await open(open2, null)).toBe(200)
    const remove = () => owner.client.call<Reply>('DELETE', `/works/${workId}/files/${first?.body.fileId}`)
    expect([(await remove()).status, (await remove()).status]).toEqual([200, 404])
    await owner.client.call('DELETE', `/works/${workId}`)
    const { rows } = await portal.app.database.pool.query(
      `SELECT FROM stored_files WHERE purpose = 'companies.workFile' AND id = $1`,
      [second?.body.fileId],
    )
    expect(rows).toEqual([])
  })

  test('companies.tooManyFiles: of two that are added at once to the last place one is', async () => {
    const { workId } = (await addWork(await register())).body
    await portal.app.database.pool.query(
      `WITH made AS (INSERT INTO stored_files (id, tenant_id, purpose, media_type, size, sha256, created_at)
         SELECT gen_random_uuid(), $1, 'companies.workFile', 'image/webp', 1, sha256(g::text::bytea), now() FROM generate_series(1, 9) g
         RETURNING id)
       INSERT INTO past_work_files SELECT $1, $2, id, now() FROM made`,
      [tenantId, workId],
    )
    const both = await Promise.all([1, 2].map(() => upload('POST', `/works/${workId}/files`)))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(both.map(({ body }) => body.code)).toContain('companies.tooManyFiles')
  })

  test('companies.tooManyWorks: of two that are added at once to the last place one is', async () => {
    const busy = await makePerson(portal, { tenantId })
    await portal.app.database.pool.query(
      `INSERT INTO past_works (id, tenant_id, person_id, title, created_at, updated_at)
       SELECT gen_random_uuid(), $1, $2, 'W', now(), now() FROM generate_series(1, 99)`,
      [tenantId, busy.personId],
    )
    const both = await Promise.all(
      [1, 2].map(() => busy.client.call<Reply>('POST', '/me/works', { title: 'Last' })),
    )
    expect(both.map(({ body }) => body.code).sort()).toEqual(['companies.tooManyWorks', undefined])
  })

  test('of one’s own stands on the profile, and is nobody else’s to read or change', async () => {
    const made = await member.client.form('/profile/works', {
      title: 'Own bridge',
      amount: '1 000,50',
      currency: 'UAH',
      shownTo: 'members',
    })
    const address = made.headers.get('location') ?? ''
    expect((await member.client.get('/profile/works')).text).toContain('Own bridge')
    expect((await member.client.get(address)).text).toContain('value="1000.50"')
    expect((await owner.client.get(address)).status).toBe(404)
    const change = { title: 'Own pier', amount: '7', currency: 'UAH', shownTo: 'staff', _version: '1' }
    expect((await member.client.form(address, change)).status).toBe(303)
    const mine = await member.client.call<Reply>('GET', '/me/works')
    expect(mine.body.items.map(({ title }) => title)).toContain('Own pier')
    expect((await member.client.form(`${address}/remove`, {})).headers.get('location')).toBe('/profile/works')
  })
})

describe('companies.setPaperScan', () => {
  test('is seen by the people of the company and by staff who verify, and goes with the paper', async () => {
    const id = await register({ papersTo: 'members' })
    const paper = { kind: 'licence', title: 'Class B' }
    const { paperId } = (await owner.client.call<Reply>('POST', `/companies/${id}/papers`, paper)).body
    const path = `/companies/${id}/papers/${paperId}/scan`
    expect((await upload('PUT', path, member)).body.code).toBe('companies.notPowered')
    expect((await upload('PUT', path)).status).toBe(200)
    const scanFor = async (who: MadePerson) => (await read(who, id)).more?.papers[0]?.scan ?? null
    const link = (await scanFor(owner)) ?? ''
    expect([await open(link, owner), await open(link, member)]).toEqual([200, 404])
    expect(await open((await scanFor(administrator)) ?? '', administrator)).toBe(200)
    expect((await read(member, id)).more).toBeNull()
    const { text } = await owner.client.get(`/companies/${id}/papers/${paperId}`)
    expect(text).toContain('View scan')
    const replaced = await upload('PUT', path)
    expect(replaced.status).toBe(200)
    expect((await owner.client.call('DELETE', `/companies/${id}/papers/${paperId}/scan`)).status).toBe(200)
    expect(await scanFor(owner)).toBeNull()
    await upload('PUT', path)
    await owner.client.call('DELETE', `/companies/${id}/papers/${paperId}`)
    const { rows } = await portal.app.database.pool.query(
      `SELECT FROM stored_files WHERE purpose = 'companies.scan'`,
    )
    expect(rows).toEqual([])
  })
})

describe('companies.readAgencyLetter', () => {
  test('gets a mail, reads who asks, and agrees or declines', async () => {
    const clerk = await makePerson(portal, { tenantId })
    const id = await register({ legalName: 'Asking Works' })
    const ask = () =>
      owner.client.call<Reply>('POST', `/companies/${id}/agencies`, {
        address: clerk.email,
        powers: ['apply'],
      })
    await ask()
    await portal.runJobs()
    const [mail] = await mailsTo(portal, clerk.email)
    expect(mail?.subject).toContain('Asking Works')
    expect(mail?.text).toContain('Sign and apply')
    expect((await clerk.client.get(`/companies/${id}`)).text).toContain('Decline')
    expect((await clerk.client.form(`/companies/${id}/decline`, {})).status).toBe(303)
    expect((await read(clerk, id)).askedFor).toEqual([])
    const again = await clerk.client.call<Reply>('POST', `/companies/${id}/agencies/mine/refusal`)
    expect(again.body.code).toBe('companies.nobodyAsked')
    // Asked again, they may think otherwise; and whoever was asked no more meanwhile gets no mail.
    const { agencyId } = (await ask()).body
    await owner.client.call('DELETE', `/companies/${id}/agencies/${agencyId}`)
    await portal.runJobs()
    expect(await mailsTo(portal, clerk.email)).toHaveLength(1)
  })
})

describe('companies.readLeftLetter', () => {
  const unattended = async () =>
    (
      await administrator.client.call<Reply>('GET', '/companies?isLookedAfter=false&limit=100')
    ).body.items.map(({ id }) => id)

  test('comes of an erasure, which goes through; staff are told and find somebody else', async () => {
    const leaving = await makePerson(portal, { tenantId })
    const id = await register({ legalName: 'Orphaned Works' }, leaving)
    expect(await unattended()).not.toContain(id)
    await erase(leaving)
    expect(await unattended()).toContain(id)
    await portal.runJobs()
    const mails = (await mailsTo(portal, administrator.email)).filter(({ subject }) =>
      subject.includes('Orphaned Works'),
    )
    expect(mails).toHaveLength(1)
    expect((await administrator.client.get(`/companies/${id}`)).text).toContain('Ask a member to manage it')
    const ask = (powers: string[], by = administrator) =>
      by.client.call<Reply>('POST', `/companies/${id}/agencies`, { address: member.email, powers })
    expect((await ask(['view'])).body.issues).toMatchObject([{ pointer: '/powers' }])
    expect((await ask(['manage'])).status).toBe(201)
    expect((await member.client.call('POST', `/companies/${id}/agencies/mine`)).status).toBe(200)
    expect(await unattended()).not.toContain(id)
    // Who else acts for it now is theirs to say.
    expect((await read(administrator, id)).abilities.ask).toBe(false)
    const late = await administrator.client.call<Reply>('POST', `/companies/${id}/agencies`, {
      address: owner.email,
      powers: ['manage'],
    })
    expect(late.body.code).toBe('companies.notPowered')
  })

  test('comes of a membership that rests, once, and not where another one manages it too', async () => {
    const resting = await makePerson(portal, { tenantId })
    const alone = await register({ legalName: 'Resting Works' }, resting)
    const shared = await register({ legalName: 'Shared Works' }, resting)
    await resting.client.call('POST', `/companies/${shared}/agencies`, {
      address: owner.email,
      powers: ['manage'],
    })
    await owner.client.call('POST', `/companies/${shared}/agencies/mine`)
    const decided = await administrator.client.call('POST', `/people/${resting.personId}/standing`, {
      to: 'suspended',
      reason: 'Fees',
    })
    expect(decided.status).toBe(200)
    expect(await unattended()).toEqual(expect.arrayContaining([alone]))
    expect(await unattended()).not.toContain(shared)
    await portal.runJobs()
    const subjects = (await mailsTo(portal, administrator.email)).map(({ subject }) => subject)
    expect(subjects.filter((each) => each.includes('Resting Works'))).toHaveLength(1)
    expect(subjects.filter((each) => each.includes('Shared Works'))).toHaveLength(0)
    const { personId } = member
    const none = await portal.app.runner.call(
      noteLeftCompanies,
      { personId },
      portal.app.asSystem('test', tenantId),
    )
    expect(none).toEqual({ left: 0 })
    // The job asks before it notes anything: of whom no company is left the audit says nothing.
    const system = portal.app.asSystem('test', tenantId)
    expect(await portal.app.runner.ask(countLeftCompanies, { personId }, system)).toEqual({ left: 0 })
  })

  test('does not come of a merge: whom the manager turned out to be manages it', async () => {
    const [kept, spare] = await Promise.all([1, 2].map(() => makePerson(portal, { tenantId })))
    const id = await register({}, spare)
    await administrator.client.call('POST', '/people/merges', {
      keptId: kept?.personId,
      mergedId: spare?.personId,
    })
    expect(await unattended()).not.toContain(id)
    const party = { kind: 'company' as const, id, actingPersonId: kept?.personId ?? '' }
    expect(await mayActFor(portal.app.database.sql, tenantId, party, 'manage')).toBe(true)
  })
})

describe('the view contractors', () => {
  test('answers for a person and a company the same questions, in one statement for many projects', async () => {
    const person = await makePerson(portal, { tenantId })
    await person.client.call('PUT', '/me/about', { worksSince: 2012, skills: ['Wélding', 'Painting'] })
    await person.client.call('PUT', '/me/contact', { position: '50, 30' })
    const papers = [
      { kind: 'licence', name: 'C-10', expiresOn: '2030-06-30' },
      { kind: 'insurance', name: 'Liability', amount: 500_000, currency: 'UAH', expiresOn: '2030-12-31' },
    ]
    for (const paper of papers) await person.client.call('POST', '/me/certifications', paper)
    await person.client.call('POST', '/me/works', { title: 'Bridge' })
    const companyId = await register({ foundedIn: 1998 })
    await say(companyId, { skills: ['welding'], position: '50.1, 30', serviceRadius: 50 })
    for (const { name: title, ...paper } of papers)
      await owner.client.call('POST', `/companies/${companyId}/papers`, { ...paper, title })
    await addWork(companyId)
    await addWork(companyId)

    // Two projects, as a room of a higher tier would keep them.
    const ranked = await portal.app.database.pool.query<Record<string, unknown>>(
      `WITH wanted (project, skills, licence, cover, currency, until, latitude, longitude) AS (VALUES
         ('short', ARRAY['welding', 'painting'], 'c-10', 400000, 'UAH', DATE '2030-06-30', 50.0, 30.0),
         ('long', ARRAY['welding'], 'c-10', 600000, 'UAH', DATE '2030-07-01', 50.0, 30.0))
       SELECT w.project, c.kind,
         cardinality(ARRAY(SELECT unnest(w.skills) INTERSECT SELECT unnest(c.skill_keys))) AS skills,
         EXISTS (SELECT FROM contractor_papers p WHERE p.tenant_id = c.tenant_id AND p.kind = c.kind AND p.contractor_id = c.contractor_id
           AND p.paper_kind = 'licence' AND p.title_key = w.licence AND coalesce(p.expires_on >= w.until, true)) AS licensed,
         EXISTS (SELECT FROM contractor_papers p WHERE p.tenant_id = c.tenant_id AND p.kind = c.kind AND p.contractor_id = c.contractor_id
           AND p.paper_kind = 'insurance' AND p.currency = w.currency AND p.amount >= w.cover
           AND coalesce(p.expires_on >= w.until, true)) AS insured,
         extract(year FROM w.until)::int - c.works_since AS years, c.past_works AS works, c.is_active AS active,
         round((abs(c.latitude - w.latitude) * 111)::numeric)::int AS kilometres
       FROM contractors c CROSS JOIN wanted w WHERE c.tenant_id = $1 AND c.contractor_id = ANY($2)
       ORDER BY w.project DESC, c.kind DESC`,
      [tenantId, [person.personId, companyId]],
    )
    const common = { active: true }
    expect(ranked.rows).toEqual([
      {
        ...common,
        project: 'short',
        kind: 'person',
        skills: 2,
        licensed: true,
        insured: true,
        years: 18,
        works: 1,
        kilometres: 0,
      },
      {
        ...common,
        project: 'short',
        kind: 'company',
        skills: 1,
        licensed: true,
        insured: true,
        years: 32,
        works: 2,
        kilometres: 11,
      },
      {
        ...common,
        project: 'long',
        kind: 'person',
        skills: 1,
        licensed: false,
        insured: false,
        years: 18,
        works: 1,
        kilometres: 0,
      },
      {
        ...common,
        project: 'long',
        kind: 'company',
        skills: 1,
        licensed: false,
        insured: false,
        years: 32,
        works: 2,
        kilometres: 11,
      },
    ])
  })

  test('a party is a person who acts for themselves, or a company by who may', async () => {
    const companyId = await register()
    const may = (party: Parameters<typeof mayActFor>[2]) =>
      mayActFor(portal.app.database.sql, tenantId, party, 'apply')
    const { personId } = owner
    expect(await may({ kind: 'person', id: personId, actingPersonId: personId })).toBe(true)
    expect(await may({ kind: 'person', id: member.personId, actingPersonId: personId })).toBe(false)
    expect(await may({ kind: 'company', id: companyId, actingPersonId: personId })).toBe(true)
    expect(await may({ kind: 'company', id: companyId, actingPersonId: member.personId })).toBe(false)
  })
})

describe('companies in the directory', () => {
  interface Entries {
    items: Array<{ companyId: string; kilometres: number | null; certifications: string[] }>
    nextCursor: string | null
    code?: string
    issues?: Array<{ pointer: string }>
  }
  const find = async (query: string, who: MadePerson = member) =>
    (await who.client.call<Entries>('GET', `/directory/companies?${query}`)).body
  const idsOf = async (query: string, who?: MadePerson) =>
    (await find(query, who)).items.map(({ companyId }) => companyId)

  test('are found by name, unit, skill, paper that counts and distance, as far as they show it', async () => {
    const region = await makeUnit(portal, tenantId)
    const chapter = await makeUnit(portal, tenantId, region)
    const near = await register({ legalName: 'Zephyr Roofing', tradeName: 'Éclair', papersTo: 'members' })
    const far = await register({ legalName: 'Zephyr Quays', papersTo: 'staff' })
    const hidden = await register({ legalName: 'Zephyr Hidden', shownTo: 'staff' })
    await say(near, { skills: ['Slating'], position: '10.04, 10', unitIds: [region] })
    await say(far, { skills: ['Slating', 'Piling'], position: '10.5, 10' })
    for (const id of [near, far])
      for (const [title, expiresOn] of [
        ['Roofer A', '2099-01-01'],
        ['Roofer B', '2001-01-01'],
      ])
        await owner.client.call('POST', `/companies/${id}/papers`, { kind: 'licence', title, expiresOn })
    expect(await idsOf('search=zeph')).toEqual([far, near])
    expect(await idsOf('search=eclair')).toEqual([near])
    expect(await idsOf('search=zephyr', owner)).not.toContain(hidden)
    expect(await idsOf(`search=zephyr&unitId=${chapter}`)).toEqual([near])
    expect(await idsOf('search=zephyr&skill=slating&skill=piling')).toEqual([far])
    // What it does not show does not find it, and what has expired does not either.
    expect(await idsOf('search=zephyr&certification=roofer%20a')).toEqual([near])
    expect(await idsOf('search=zephyr&certification=roofer%20b')).toEqual([])
    const around = await find('search=zephyr&near=10,10&radius=100&sort=distance')
    // Measured to the place as exactly as it is told: 10.04 is told as 10.0.
    expect(around.items.map(({ companyId, kilometres }) => [companyId, kilometres])).toEqual([
      [near, 0],
      [far, 55.6],
    ])
    expect(around.items.map(({ certifications }) => certifications)).toEqual([['Roofer A'], []])
    expect(await idsOf('search=zephyr&near=10,10&radius=20')).toEqual([near])
    for (const query of [
      'search=zephyr&limit=1',
      'search=zephyr&near=10,10&radius=100&sort=distance&limit=1',
    ]) {
      const first = await find(query)
      const rest = await find(`${query}&cursor=${first.nextCursor}`)
      expect([first, rest].flatMap(({ items }) => items.map(({ companyId }) => companyId)).sort()).toEqual(
        [far, near].sort(),
      )
    }
    expect((await find('cursor=wrong')).issues).toMatchObject([{ pointer: '/cursor' }])
    expect((await find('near=nowhere')).issues).toMatchObject([{ pointer: '/near' }])
    expect(await idsOf('search=zephyr', stranger)).toEqual([])
    const page = await member.client.get('/directory/companies?search=zephyr&around=nowhere&sort=distance')
    expect(page.text).toContain('Éclair')
  })

  test('each says on a page of its own what it shows to whoever asks', async () => {
    const id = await register({
      legalName: 'Shown Works',
      shownTo: 'public',
      papersTo: 'members',
      contactTo: 'public',
      email: 'a@example.org',
    })
    const hidden = await register({ shownTo: 'staff' })
    await owner.client.call('POST', `/companies/${id}/papers`, { kind: 'licence', title: 'B', number: 'N-1' })
    await addWork(id, { title: 'Open work', shownTo: 'public' })
    await addWork(id, { title: 'Work for members', shownTo: 'members' })
    await say(id, { position: '50.4501, 30.5234' })
    type Shown = { works: Array<{ title: string }>; papers: object[]; email: string; code?: string }
    const entry = async (companyId: string, who = member) =>
      (await who.client.call<Shown>('GET', `/directory/companies/${companyId}`)).body
    const seen = await entry(id)
    expect(seen).toMatchObject({ email: 'a@example.org', position: { latitude: 50.5, longitude: 30.5 } })
    expect(seen.papers).toMatchObject([{ title: 'B' }])
    expect(JSON.stringify(seen)).not.toContain('N-1')
    expect(seen.works.map(({ title }) => title).sort()).toEqual(['Open work', 'Work for members'])
    // Those who manage it see there what others see.
    expect((await entry(hidden, owner)).code).toBe('request.notFound')
    expect((await entry(id, stranger)).code).toBe('request.notFound')
    const visitor = {
      ...portal.app.asSystem('test', tenantId),
      actor: { kind: 'visitor' as const, tenantId },
    }
    const shown = await portal.app.runner.ask(readShownCompany, { companyId: id }, visitor)
    expect(shown).toMatchObject({ papers: [], works: [{ title: 'Open work' }] })
    const { text } = await member.client.get(`/directory/companies/${id}`)
    expect(text).toContain('Work for members')
    await administrator.client.call('POST', `/companies/${id}/suspension`, { reason: 'Because' })
    expect((await entry(id)).code).toBe('request.notFound')
  })
})

test('on the pages what a company does is saved, work and papers take files, and these are removed again', async () => {
  const id = await register()
  const { workId } = (await addWork(id)).body
  const paper = { kind: 'bond', title: 'Bid bond' }
  const { paperId } = (await owner.client.call<Reply>('POST', `/companies/${id}/papers`, paper)).body
  const saved = await owner.client.form(`/companies/${id}/service`, { skills: 'Welding', _version: '1' })
  expect(saved.status).toBe(303)
  expect((await owner.client.get(`/companies/${id}/service`)).text).toContain('Welding')
  expect((await owner.client.get(`/companies/${id}/works/new`)).text).toContain('What it was worth')
  const cookie = [...owner.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const sent = (): RequestInit => {
    const body = new FormData()
    body.set('file', new Blob([Buffer.from(png)], { type: 'image/png' }), 'picture.png')
    return { body, redirect: 'manual', headers: { Cookie: cookie, Origin: portal.url } }
  }
  const replies = [
    await fetch(`${portal.url}/works/${workId}/files`, { ...sent(), method: 'POST' }),
    await fetch(`${portal.url}/companies/${id}/papers/${paperId}/scan`, { ...sent(), method: 'POST' }),
  ]
  expect(replies.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
    [303, `/works/${workId}`],
    [303, `/companies/${id}/papers/${paperId}`],
  ])
  const [work] = (await read(owner, id)).works
  const [file] = work?.files ?? []
  expect((await owner.client.get(`/works/${workId}`)).text).toContain('picture')
  expect((await owner.client.form(`/works/${workId}/files/${file?.id}/remove`, {})).status).toBe(303)
  expect((await owner.client.form(`/companies/${id}/papers/${paperId}/scan/remove`, {})).status).toBe(303)
  expect((await read(owner, id)).more?.papers[0]?.scan).toBeNull()
  expect((await owner.client.form(`/works/${workId}/remove`, {})).status).toBe(303)
  expect((await read(owner, id)).works).toEqual([])
})
