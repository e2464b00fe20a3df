import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { remindOfExpiringPapers } from '../../../jobs/companies/remind-of-expiring-papers.ts'
import { mayActFor } from '../../../src/modules/companies/index.ts'
import { purges } from '../../../src/modules/companies/slots/purges.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import { scheduledData } from '../../../src/platform/jobs/worker.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  companyId: string
  agencyId: string
  paperId: string
  code?: string
  issues?: Array<{ pointer: string; code: string }>
  items: Array<{ id: string; isConfirmed: boolean }>
}

interface Company {
  legalName: string
  isVerified: boolean
  status: string
  version: number
  code?: string
  more: {
    taxNumber: string | null
    papers: Array<{ id: string; isExpired: boolean; amount: number | null }>
    agencies: Array<{ id: string; person: { id: string } | null; address: string | null }>
  } | null
  askedFor: string[]
  powers: string[]
}

let portal: Portal
let tenantId: string
let elsewhereId: string
let administrator: MadePerson
let owner: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here')
  // Before anybody asks: the only association there is would be that of everybody for a moment longer.
  elsewhereId = await makeAssociation(portal)
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  owner = await makeMember()
})
afterAll(() => portal.close())

const makeMember = () => makePerson(portal, { tenantId })

const details = (more: object = {}) => ({ legalName: `Works ${randomUUID()}`, country: 'UA', ...more })

async function register(more: object = {}, by = owner): Promise<string> {
  const { status, body } = await by.client.call<Reply>('POST', '/companies', details(more))
  expect([status, body.code]).toEqual([201, undefined])
  return body.companyId
}

const read = async ({ client }: MadePerson, id: string) =>
  (await client.call<Company>('GET', `/companies/${id}`)).body

const ask = (id: string, { email }: MadePerson, powers: string[], by = owner) =>
  by.client.call<Reply>('POST', `/companies/${id}/agencies`, { address: email.toUpperCase(), powers })

const agree = ({ client }: MadePerson, id: string) =>
  client.call<Reply>('POST', `/companies/${id}/agencies/mine`)

const endAgency = ({ client }: MadePerson, id: string, agencyId: string) =>
  client.call<Reply>('DELETE', `/companies/${id}/agencies/${agencyId}`)

const may = (person: MadePerson, id: string, power: 'represent' | 'apply' | 'manage' | 'view') =>
  mayActFor(
    portal.app.database.sql,
    tenantId,
    { kind: 'company', id, actingPersonId: person.personId },
    power,
  )

describe('a company', () => {
  test('is of a country that there is, was founded already, and tells money that people pay with', async () => {
    type Refused = { status: number; issues: Array<{ pointer: string; code: string }> }
    const later = portal.clock.now().getUTCFullYear() + 1
    const told = async (method: 'POST' | 'PUT', path: string, body: object) => {
      const reply = await owner.client.call<Refused>(method, path, body)
      return [reply.status, ...(reply.body.issues ?? []).map(({ pointer, code }) => [pointer, code])]
    }
    expect(await told('POST', '/companies', details({ country: 'ZZ' }))).toEqual([
      422,
      ['/country', 'notOffered'],
    ])
    const future = [422, ['/foundedIn', 'companies.error.foundedLater']]
    expect(await told('POST', '/companies', { ...details(), foundedIn: later })).toEqual(future)
    const id = await register({ country: 'ua' })
    expect(await read(owner, id)).toMatchObject({ country: 'UA' })
    expect(await told('PUT', `/companies/${id}`, { ...details(), foundedIn: later })).toEqual(future)
    const paper = { kind: 'bond', title: 'Bond', amount: 1 }
    expect(await told('POST', `/companies/${id}/papers`, { ...paper, currency: 'XXQ' })).toEqual([
      422,
      ['/currency', 'notOffered'],
    ])
  })

  test('is registered by who manages it then, changed, and its tax number kept sealed', async () => {
    const id = await register({ taxNumber: '3216549870', registrationNumber: '12-34', foundedIn: 1998 })
    expect(await read(owner, id)).toMatchObject({
      foundedIn: 1998,
      isVerified: false,
      powers: ['manage'],
      more: { taxNumber: '3216549870' },
    })
    const { rows } = await portal.app.database.pool.query<{ sealed: Buffer }>(
      'SELECT sealed_tax_number AS sealed FROM companies WHERE id = $1',
      [id],
    )
    expect(rows[0]?.sealed.toString('latin1')).not.toContain('3216549870')
    const change = { ...details({ legalName: 'New name' }), registrationNumber: '12-34' }
    expect((await owner.client.call('PUT', `/companies/${id}`, change)).status).toBe(200)
    expect(await read(owner, id)).toMatchObject({
      legalName: 'New name',
      foundedIn: null,
      version: 2,
      more: { taxNumber: '3216549870' },
    })
    // The audit says that the number was given and changed, and never which it is.
    for (const taxNumber of ['3216549870', '77'])
      await owner.client.call('PUT', `/companies/${id}`, { ...change, taxNumber })
    const { rows: told } = await portal.app.database.pool.query<{
      operation: string
      change: { hidden?: string[] }
    }>(`SELECT operation, changes->0 AS change FROM audit_entries WHERE changes->0->>'id' = $1 ORDER BY id`, [
      id,
    ])
    expect(told.map(({ operation, change: { hidden = [] } }) => [operation, ...hidden])).toEqual([
      ['companies.registerCompany', 'taxNumber'],
      ['companies.changeCompany'],
      ['companies.changeCompany'],
      ['companies.changeCompany', 'taxNumber'],
    ])
    expect(JSON.stringify(told)).not.toContain('3216549870')
  })

  test('companies.registrationTaken: it is entered once, however its number is written', async () => {
    const number = randomUUID().slice(0, 8)
    await register({ registrationNumber: `${number.slice(0, 4)} ${number.slice(4)}` })
    const twice = details({ registrationNumber: number.toUpperCase() })
    const replies = await Promise.all(
      [twice, twice].map((body) => administrator.client.call<Reply>('POST', '/companies', body)),
    )
    expect(replies.map(({ body }) => body.code)).toEqual(Array(2).fill('companies.registrationTaken'))
    await register({ registrationNumber: number, country: 'PL' })
  })

  test('is seen by others only where it wants to be, and then without numbers and papers', async () => {
    const [hidden, open] = [await register(), await register({ shownTo: 'members', taxNumber: '1' })]
    const other = await makeMember()
    expect((await read(other, hidden)).code).toBe('request.notFound')
    expect((await read(other, open)).more).toBeNull()
    const foreign = await makePerson(portal, { tenantId: elsewhereId })
    expect((await read(foreign, open)).code).toBe('request.notFound')
    const put = await other.client.call<Reply>('PUT', `/companies/${open}`, details())
    expect([put.status, put.body.code]).toEqual([403, 'companies.notPowered'])
  })

  test('companies.tooManyCompanies: more than anybody acts for are refused', async () => {
    const busy = await makeMember()
    const id = await register({}, busy)
    await portal.app.database.pool.query(
      `WITH made AS (INSERT INTO companies (id, tenant_id, legal_name, country, created_at, updated_at)
         SELECT gen_random_uuid(), $1, 'C', 'UA', now(), now() FROM generate_series(1, 19) RETURNING id)
       INSERT INTO agencies (id, tenant_id, company_id, person_id, powers, asked_at)
       SELECT gen_random_uuid(), $1, id, $2, '{view}', now() FROM made`,
      [tenantId, busy.personId],
    )
    expect((await busy.client.call<Reply>('POST', '/companies', details())).body.code).toBe(
      'companies.tooManyCompanies',
    )
    expect((await read(busy, id)).powers).toEqual(['manage'])
  })
})

describe('papers of a company', () => {
  const add = (id: string, more: object) =>
    owner.client.call<Reply>('POST', `/companies/${id}/papers`, {
      kind: 'insurance',
      title: 'Liability',
      ...more,
    })

  test('stand with amount, basis and end, tell what expired, and are removed', async () => {
    const id = await register()
    const money = { amount: 200_000_000, currency: 'usd', basis: 'aggregate' }
    const first = await add(id, { ...money, issuedOn: '2019-01-01', expiresOn: '2020-01-01' })
    await add(id, {
      kind: 'licence',
      title: 'Class B',
      number: '77',
      jurisdiction: 'CA',
      expiresOn: '2090-01-01',
    })
    const { more } = await read(owner, id)
    expect(more?.papers.map(({ isExpired, amount }) => [isExpired, amount])).toEqual([
      [true, 200_000_000],
      [false, null],
    ])
    const remove = () => owner.client.call('DELETE', `/companies/${id}/papers/${first.body.paperId}`)
    expect((await remove()).status).toBe(200)
    expect((await remove()).status).toBe(404)
    const wrong = await add(id, { amount: 5, issuedOn: '2020-02-01', expiresOn: '2020-01-01' })
    expect(wrong.body.issues?.map(({ pointer }) => pointer).sort()).toEqual(['/currency', '/expiresOn'])
  })

  test('companies.tooManyPapers', async () => {
    const id = await register()
    await portal.app.database.pool.query(
      `INSERT INTO company_papers (id, tenant_id, company_id, kind, title, created_at)
       SELECT gen_random_uuid(), $1, $2, 'licence', 'L', now() FROM generate_series(1, 100)`,
      [tenantId, id],
    )
    expect((await add(id, {})).body.code).toBe('companies.tooManyPapers')
  })
})

describe('acting for a company', () => {
  test('begins once whoever was asked agrees, with these powers and no others, and ends at once', async () => {
    const id = await register()
    const clerk = await makeMember()
    const { status, body } = await ask(id, clerk, ['apply'])
    expect(status).toBe(201)
    expect(await may(clerk, id, 'apply')).toBe(false)
    expect(await read(clerk, id)).toMatchObject({ askedFor: ['apply'], more: null })
    expect((await agree(clerk, id)).status).toBe(200)
    expect((await agree(clerk, id)).body.code).toBe('companies.nobodyAsked')
    expect([await may(clerk, id, 'apply'), await may(clerk, id, 'view')]).toEqual([true, true])
    expect([await may(clerk, id, 'represent'), await may(clerk, id, 'manage')]).toEqual([false, false])
    expect((await read(clerk, id)).more?.taxNumber).toBeNull()
    expect((await ask(id, await makeMember(), ['view'], clerk)).body.code).toBe('companies.notPowered')
    expect((await ask(id, clerk, ['view'])).body.code).toBe('companies.alreadyActs')
    expect((await endAgency(owner, id, body.agencyId)).status).toBe(200)
    expect(await may(clerk, id, 'apply')).toBe(false)
    const unknown = await owner.client.call<Reply>('POST', `/companies/${id}/agencies`, {
      address: 'nobody@example.org',
      powers: ['view'],
    })
    expect(unknown.status).toBe(201)
  })

  test('companies.tooManyAsked: twenty who have not answered are as many as are asked, though more ask at once', async () => {
    const id = await register()
    const askNth = (place: number) =>
      owner.client.call<Reply>('POST', `/companies/${id}/agencies`, {
        address: `asked-${place}@example.org`,
        powers: ['view'],
      })
    const replies = await Promise.all(Array.from({ length: 22 }, (_none, place) => askNth(place)))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(20)
    const refused = replies.filter(({ status }) => status !== 201)
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      Array(2).fill([409, 'companies.tooManyAsked']),
    )
    // One that is taken back makes room for another.
    const one = replies.find(({ status }) => status === 201)?.body.agencyId ?? ''
    expect((await endAgency(owner, id, one)).status).toBe(200)
    expect((await askNth(30)).status).toBe(201)
  })

  test('whoever asks learns nothing of an address until somebody has answered; who does not is asked no more', async () => {
    const id = await register()
    const clerk = await makeMember()
    const asked = async (address: string) => {
      const body = { address, powers: ['view'] }
      const first = await owner.client.call<Reply>('POST', `/companies/${id}/agencies`, body)
      const again = await owner.client.call<Reply>('POST', `/companies/${id}/agencies`, body)
      const shown = (await read(owner, id)).more?.agencies.find(({ id: one }) => one === first.body.agencyId)
      return [
        first.status,
        Object.keys(first.body),
        again.body.code,
        shown?.person,
        shown?.address === address,
      ]
    }
    const known = await asked(clerk.email)
    expect(known).toEqual([201, ['companyId', 'agencyId'], 'companies.alreadyActs', null, true])
    expect(await asked('unheard.of@example.org')).toEqual(known)
    await agree(clerk, id)
    const people = async () =>
      (await read(owner, id)).more?.agencies.map(({ person, address }) => person?.id ?? address)
    expect(await people()).toEqual([owner.personId, clerk.personId, 'unheard.of@example.org'])
    const [purge] = purges
    const { sql: run } = portal.app.database
    const later = new Date(portal.clock.now().getTime() + 31 * 86_400_000)
    expect(await purge?.batch({ sql: run, now: later } as never)).toBeGreaterThan(0)
    expect(await people()).toEqual([owner.personId, clerk.personId])
  })

  test('companies.lastManager: of two who leave at once one stays', async () => {
    const id = await register()
    const second = await makeMember()
    const { agencyId } = (await ask(id, second, ['manage'])).body
    const own = (await read(owner, id)).more?.agencies.find(({ person }) => person?.id === owner.personId)
    const leave = () => endAgency(owner, id, own?.id as string)
    // Who was asked and has not agreed manages nothing.
    expect((await leave()).body.code).toBe('companies.lastManager')
    await agree(second, id)
    const replies = await Promise.all([leave(), endAgency(second, id, agencyId)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('staff', () => {
  test('verify a company until its name changes, suspend it with a reason, and reinstate it', async () => {
    const id = await register()
    const decide = (act: string, body: object = {}) =>
      administrator.client.call<Reply>('POST', `/companies/${id}/${act}`, body)
    expect((await owner.client.call('POST', `/companies/${id}/verification`)).status).toBe(403)
    expect((await decide('verification')).status).toBe(200)
    expect((await read(owner, id)).isVerified).toBe(true)
    await owner.client.call('PUT', `/companies/${id}`, details())
    expect((await read(owner, id)).isVerified).toBe(false)
    expect((await decide('suspension', { reason: 'Papers are false' })).status).toBe(200)
    expect(await may(owner, id, 'manage')).toBe(false)
    expect((await ask(id, await makeMember(), ['view'])).body.code).toBe('companies.suspendedCompany')
    expect((await owner.client.get(`/companies/${id}`)).text).toContain('Papers are false')
    expect((await decide('reinstatement')).status).toBe(200)
    expect(await may(owner, id, 'manage')).toBe(true)
    const { rows } = await portal.app.database.pool.query<{ before: object }>(
      `SELECT changes->0->'before' AS before FROM audit_entries
       WHERE operation = 'companies.reinstateCompany' AND changes->0->>'id' = $1`,
      [id],
    )
    expect(rows).toEqual([{ before: { status: 'suspended', suspendedReason: 'Papers are false' } }])
  })

  test('list companies, narrow them and take them away as a file', async () => {
    const legalName = `Listed ${randomUUID()}`
    const id = await register({ legalName })
    const search = `search=${encodeURIComponent(legalName)}`
    const found = await administrator.client.call<Reply>('GET', `/companies?${search}&isVerified=false`)
    expect(found.body.items.map((each) => each.id)).toEqual([id])
    expect((await administrator.client.download(`/companies.csv?${search}`)).text).toContain(legalName)
    expect((await administrator.client.get('/companies')).text).toContain('Companies')
    expect((await owner.client.call('GET', '/companies')).status).toBe(403)
  })
})

test('of two entries that are one person the powers come together', async () => {
  const id = await register()
  const [kept, spare] = [await makeMember(), await makeMember()]
  for (const [person, powers] of [
    [kept, ['view']],
    [spare, ['apply']],
  ] as const) {
    await ask(id, person, [...powers])
    await agree(person, id)
  }
  const other = await register()
  await ask(other, spare, ['represent'])
  await agree(spare, other)
  const merged = await administrator.client.call('POST', '/people/merges', {
    keptId: kept.personId,
    mergedId: spare.personId,
  })
  expect(merged.status).toBe(201)
  expect([await may(kept, id, 'apply'), await may(kept, other, 'represent')]).toEqual([true, true])
  expect([await may(spare, id, 'apply'), await may(spare, other, 'represent')]).toEqual([false, false])
})

test('on the pages a company is registered, changed, shown, and people are asked and agree', async () => {
  const legalName = `Paged ${randomUUID()}`
  const form = { legalName, country: 'ua', shownTo: 'staff', foundedIn: '', taxNumber: '' }
  expect((await owner.client.get('/my-companies/new')).text).toContain('Register a company')
  const made = await owner.client.form('/my-companies/new', form)
  expect(made.status).toBe(303)
  const id = (made.headers.get('location') ?? '').split('/').at(-1) as string
  expect((await owner.client.get('/my-companies')).text).toContain(legalName)
  expect((await owner.client.get(`/companies/${id}/edit`)).text).toContain(legalName)
  const changed = await owner.client.form(`/companies/${id}/edit`, { ...form, city: 'Lviv', _version: '1' })
  expect(changed.status).toBe(303)
  expect((await owner.client.get(`/companies/${id}/papers/new`)).text).toContain('Add a paper')
  const paper = { kind: 'bond', title: 'Bid bond', amount: '50 000,50', currency: 'UAH', basis: 'single' }
  expect((await owner.client.form(`/companies/${id}/papers/new`, paper)).status).toBe(303)
  expect((await owner.client.get(`/companies/${id}`)).text).toContain('Bid bond')
  const [added] = (await read(owner, id)).more?.papers ?? []
  expect(added?.amount).toBe(5_000_050)
  const paperId = added?.id
  expect((await owner.client.form(`/companies/${id}/papers/${paperId}/remove`, {})).status).toBe(303)
  const clerk = await makeMember()
  const asked = await owner.client.form(`/companies/${id}`, { address: clerk.email, powers: 'apply' })
  expect(asked.status).toBe(303)
  const mine = await clerk.client.call<Reply>('GET', '/me/companies')
  expect(mine.body.items).toMatchObject([{ id, isConfirmed: false }])
  expect((await clerk.client.get(`/companies/${id}`)).text).toContain('Agree')
  expect((await clerk.client.form(`/companies/${id}/agree`, {})).status).toBe(303)
  const agencyId = (await read(owner, id)).more?.agencies.find(
    ({ person }) => person?.id === clerk.personId,
  )?.id
  expect((await owner.client.form(`/companies/${id}/agencies/${agencyId}/end`, {})).status).toBe(303)
  const { client } = administrator
  expect((await client.form(`/companies/${id}/verify`, {})).status).toBe(303)
  expect((await client.form(`/companies/${id}/suspend`, { reason: 'Because' })).status).toBe(303)
  expect((await client.form(`/companies/${id}/reinstate`, {})).status).toBe(303)
  expect(await read(owner, id)).toMatchObject({ isVerified: true, status: 'active' })
})

describe('companies.readPaperLetter', () => {
  test('those who manage a company are told once of a paper that expires within a month', async () => {
    const boss = await makeMember()
    const id = await register({ legalName: 'Expiring Works' }, boss)
    const inDays = (days: number) =>
      new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
    for (const [title, days] of [
      ['Soon', 20],
      ['Later', 60],
      ['Gone', -5],
    ] as const)
      await boss.client.call('POST', `/companies/${id}/papers`, {
        kind: 'licence',
        title,
        expiresOn: inDays(days),
      })
    const { app } = portal
    const remind = () =>
      handleOnce(
        app,
        remindOfExpiringPapers,
        scheduledData(app, remindOfExpiringPapers, randomUUID()),
        new AbortController().signal,
      )
    await Promise.all([remind(), remind()])
    await portal.runJobs()
    const mails = await mailsTo(portal, boss.email)
    expect(mails.map(({ subject }) => subject)).toEqual(['Expiring Works: Soon expires'])
    // In the name of the association, as any other mail about it.
    expect(mails[0]?.text).toContain(' at Here')
  })
})
