import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { extractText, getDocumentProxy } from 'unpdf'
import { z } from 'zod'
import { addMember } from '../../src/modules/units/index.ts'
import { modules } from '../../src/modules.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { room } from '../../src/platform/declare/room.ts'
import { makeApplication, setDeadline, written } from '../factories/applications.ts'
import { mailsTo } from '../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../factories/people.ts'
import { makePlatformAdministrator } from '../factories/platform.ts'
import { makeProject } from '../factories/projects.ts'
import type { Client, Reply } from '../support/client.ts'
import { openPortal, type Portal, testConfig } from '../support/portal.ts'
import { unzip } from '../support/unzip.ts'

/**
 * Words that stand nowhere else say where something secret has come to. Each project is in another state, and everybody
 * reads everything that can be read: what is of others must not be among it.
 */
const words = {
  /** Of a bid: what is offered, by whom with whom, at what price, and what is said about it afterwards. */
  bid: /zqbid\w+|7123456[78]|71,234,56[78]|712,345\.6[78]/i,
  /** Of one for a project that still takes bids: it is the applicant's alone. */
  early: /zqearly\w*|91234567|912,345\.67/i,
  /** Of a bid that nobody has opened yet. */
  sealed: /zqseal\w*|81234567|812,345\.67/i,
  applicant: /zqowner/i,
  reviewer: /zqreviewer/i,
  /** Of those who decide. */
  staff: /zqstaff/i,
  witness: /zqwitness/i,
  /** What reviewers make of it, and why it was decided so. */
  mark: /zqmark\w*|85\.57|"total":8557/i,
  /** Of a project for those who are invited. */
  call: /zqcall\w*|Quay reviewing/i,
  /** Of the other one who applies. */
  rival: /zqrival\w*/i,
} as const
type Secret = keyof typeof words

const all = Object.keys(words) as Secret[]
const but = (...seen: Secret[]) => all.filter((each) => !seen.includes(each))

/** Names are no secret in rooms that are about people: who sees whom there is theirs to say. */
const aboutPeople =
  /^(people|fields|members|membership|directory|units|positions|referrals|invitations)\.|^search \/(members|directory)/
const names: readonly Secret[] = ['applicant', 'reviewer', 'staff', 'witness', 'rival']

/** What must not come to whom. */
const hiddenFrom = {
  visitor: all,
  'applicant of others': but('rival', 'call'),
  applicant: ['reviewer', 'staff', 'witness', 'mark', 'rival'],
  'manager of another unit': all,
  'administrator of another association': all,
  // Who belongs to an association, they read as its administrators do.
  'administrator of the portal who looks in': ['bid', 'early', 'sealed', 'mark'],
  // The name of who decides is no secret among staff.
  'manager who stands apart': ['bid', 'early', 'sealed', 'mark', 'rival', 'applicant'],
  'blind reviewer': ['early', 'sealed', 'applicant', 'reviewer', 'staff', 'witness', 'mark'],
  'member who is a witness': but('witness', 'staff'),
  manager: ['early', 'sealed'],
} as const satisfies Record<string, readonly Secret[]>
type Reader = keyof typeof hiddenFrom

const planted = room({ name: 'planted', models: [], permissions: {} })
const plantedBids = planted.query({
  name: 'planted.listBids',
  summary: 'Read the bids of everybody',
  permission: 'signed-in',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(z.string()) }),
  http: { method: 'get', path: '/planted-bids' },
  async run({ db, log }) {
    const rows = await db.sql<{ document: string }>(sql`SELECT document FROM bids WHERE document IS NOT NULL`)
    const items = rows.map(({ document }) => document)
    log.info({ items }, 'planted')
    return { items }
  },
})

const lines: string[] = []
let folder: string
let portal: Portal
/** All but one of two who apply for the same: what holds of one holds of the other. */
let readers: Record<Exclude<Reader, 'applicant'>, Client>
let people: Record<'owner' | 'rival' | 'reviewer' | 'blind' | 'staff', MadePerson>
let known: Record<string, string[]>
let asked = 0
const faults: string[] = []
/** What those whom it is for came upon: what nobody sees proves nothing. */
const seen = new Set<Secret>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-bids-'))
  portal = await openPortal({
    config: { DATA_DIR: folder },
    logLevel: 'debug',
    logTo: new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    }),
    modules: [...modules(testConfig()), { name: 'planted', operations: [plantedBids], permissions: {} }],
  })
  await furnish()
  for (const [reader, client] of Object.entries(readers)) await walk(reader as Reader, client)
  for (const applicationId of known.applicationId ?? []) {
    const { text } = await people.owner.client.call('GET', `/applications/${applicationId}`)
    judge('applicant', `applications.readApplication of ${applicationId}`, text)
  }
}, 240_000)
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

async function send<Body = Record<string, string>>(
  { client }: { client: Client },
  method: string,
  path: string,
  body: object = {},
): Promise<Body> {
  const reply = await client.call<Body>(method, path, method === 'GET' ? undefined : body)
  if (reply.status >= 300) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`)
  return reply.body
}

async function furnish(): Promise<void> {
  const tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  const elsewhere = await makeAssociation(portal, 'Elsewhere')
  const unitId = await makeUnit(portal, tenantId, tenantId, 'Bay')
  const sibling = await makeUnit(portal, tenantId, tenantId, 'Hill')
  const person = async (familyName: string, at?: string) => {
    const made = await makePerson(portal, {
      tenantId,
      familyName,
      at: at ? [{ unitId: at, role: 'manager' }] : [],
    })
    const system = portal.app.asSystem('test', tenantId)
    await portal.app.runner.call(addMember, { unitId, personId: made.personId }, system)
    return made
  }
  const owner = await person('Zqowner')
  const rival = await person('Zqrival')
  const reviewer = await person('Zqreviewer')
  const blind = await person('Reader')
  const staff = await person('Zqstaff', unitId)
  const second = await person('Second', unitId)
  const apart = await person('Apart', unitId)
  const witnesses = [await person('Zqwitness'), await person('Zqwitnessing')]
  people = { owner, rival, reviewer, blind, staff }
  const foreign = await makePerson(portal, { tenantId: elsewhere, roles: ['member', 'administrator'] })
  foreign.client.setCookie('association', elsewhere)

  const [early, hidden, late] = [
    ['Zqearly', 91_234_567],
    ['Zqseal', 81_234_567],
    ['Zqbid', 71_234_567],
  ] as const
  const bidOf = (state: string, word: string, price: number) => ({
    ...written({ currency: 'USD' }),
    proposal: `${word}proposal ${state}`,
    experience: `${word}experience`,
    timeline: `${word}timeline`,
    items: [{ title: `${word}line`, quantity: 1, unit: 'm', price }],
    team: [{ name: `${word === 'Zqrival' ? word : 'Zqowner'}team`, role: 'Diver' }],
    references: [
      {
        name: `${word === 'Zqrival' ? word : 'Zqowner'}reference`,
        email: `${word}mail@example.org`.toLowerCase(),
      },
    ],
  })
  const apply = async (by: MadePerson, projectId: string, said: object, word: string) => {
    const { applicationId } = await makeApplication(by, projectId, said, { isSubmitted: false })
    const form = new FormData()
    const bytes = `%PDF-1.4\n% ${word}contents\n%%EOF\n`
    form.set('file', new Blob([bytes], { type: 'application/pdf' }), `${word}file.pdf`)
    const file = await fetch(`${portal.url}/my-applications/${applicationId}/files`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { Cookie: `session=${by.client.cookies.get('session')}`, Origin: portal.url },
    })
    if (file.status !== 303) throw new Error(`A file answered ${file.status}: ${await file.text()}`)
    await send(by, 'POST', `/applications/${applicationId}/submission`)
    return applicationId
  }
  const projectIds: string[] = []
  const slugs: string[] = []
  const applicationIds: string[] = []
  for (const state of ['open', 'sealed', 'closed', 'reviewing', 'awarded'] as const) {
    const isSealed = state === 'sealed'
    const project = await makeProject(
      staff,
      {
        unitId,
        title: `Quay ${state}`,
        currency: 'USD',
        ...(state === 'reviewing' && {
          visibility: 'invited',
          description: 'Zqcallwork',
          organisation: 'Zqcallboard',
        }),
      },
      { isPublished: false },
    )
    const { projectId } = project
    const at = `/projects/${projectId}`
    if (isSealed) {
      await send(staff, 'PUT', `${at}/sealing`, {
        threshold: 2,
        witnesses: witnesses.map(({ email }) => email),
      })
      for (const witness of witnesses)
        await send(witness, 'POST', `${at}/sealing/acceptance`, { passphrase: 'four quiet words here' })
    }
    if (state === 'reviewing')
      await send(staff, 'POST', `${at}/invitations`, { personIds: [owner.personId, rival.personId] })
    await send(staff, 'PUT', `${at}/rubric`, { criteria: [{ name: 'Price', mostPoints: 97 }] })
    await send(staff, 'PUT', `${at}/review`, {
      hidden: ['names', 'team', 'references', 'portfolio', 'attachments', 'papers', 'match'],
      appealDays: 30,
    })
    await send(staff, 'POST', `${at}/publication`)
    for (const { personId } of [reviewer, blind]) await send(staff, 'POST', `${at}/reviewers`, { personId })
    await send(apart, 'POST', `${at}/conflicts`, { reason: 'A neighbour' })
    const [word, price] = { open: early, sealed: hidden }[state as string] ?? late
    const mine = await apply(owner, projectId, bidOf(state, word, price), word)
    const theirs = await apply(rival, projectId, bidOf(state, 'Zqrival', 5_000_000), 'Zqrival')
    projectIds.push(projectId)
    slugs.push(project.slug)
    applicationIds.push(mine, theirs)
    if (state === 'open' || isSealed) continue
    if (state === 'closed') {
      await setDeadline(portal, projectId, portal.clock.now())
      continue
    }
    await send(staff, 'POST', `${at}/closing`, { reason: 'Enough' })
    await send(staff, 'POST', `${at}/review`)
    await send(staff, 'POST', `${at}/assignments/even`, { each: 2 })
    const { items } = await send<{ items: Array<{ sheetId: string }> }>(
      reviewer,
      'GET',
      `/me/review-sheets?projectId=${projectId}`,
    )
    for (const { sheetId } of items) {
      const sheet = await send<{ criteria: Array<{ id: string }> }>(
        reviewer,
        'GET',
        `/review-sheets/${sheetId}`,
      )
      await send(reviewer, 'PUT', `/review-sheets/${sheetId}`, {
        marks: sheet.criteria.map(({ id }) => ({ criterionId: id, points: 83, note: 'Zqmarknote' })),
        note: 'Zqmarkwhole',
        handIn: true,
      })
    }
    await send(staff, 'POST', `/weighed-applications/${mine}/questions`, { body: 'Zqbidquestion' })
    await send(owner, 'POST', `/applications/${mine}/answers`, { body: 'Zqbidanswer' })
    if (state === 'reviewing') continue
    for (const [applicationId, outcome, feedback] of [
      [theirs, 'awarded', 'Zqrivalfeedback'],
      [mine, 'declined', 'Zqbidfeedback'],
    ] as const)
      await send(staff, 'POST', `${at}/decisions`, {
        applicationIds: [applicationId],
        outcome,
        reason: 'Zqmarkreason',
        feedback,
      })
    const { appealId } = await send(owner, 'POST', `/applications/${mine}/appeals`, { body: 'Zqbidappeal' })
    await send(second, 'POST', `/appeals/${appealId}/hearing`, { answer: 'Zqbidheard', isUpheld: false })
  }
  for (const by of [owner, rival]) await send(by, 'POST', '/me/data')
  await portal.runJobs()

  const { pool } = portal.app.database
  const idsIn = async (table: string) =>
    (await pool.query<{ id: string }>(`SELECT id FROM ${table}`)).rows.map(({ id }) => id)
  known = {
    projectId: projectIds,
    slug: slugs,
    // All of one, and one of the other.
    applicationId: [...applicationIds.filter((_id, index) => index % 2 === 0), ...applicationIds.slice(-1)],
    fileId: await idsIn('stored_files'),
    sheetId: await idsIn('review_sheets'),
    decisionId: await idsIn('review_decisions'),
    appealId: await idsIn('appeals'),
    taskId: await idsIn('tasks'),
    personId: [reviewer.personId],
    unitId: [unitId],
  }
  const operator = await makePlatformAdministrator(portal, elsewhere)
  await send(operator, 'POST', `/platform/tenants/${tenantId}/visits`, { reason: 'To help', minutes: 60 })
  readers = {
    visitor: portal.visitor(),
    'applicant of others': rival.client,
    'manager of another unit': (
      await makePerson(portal, { tenantId, at: [{ unitId: sibling, role: 'manager' }] })
    ).client,
    'administrator of another association': foreign.client,
    'administrator of the portal who looks in': operator.client,
    'manager who stands apart': apart.client,
    'blind reviewer': blind.client,
    'member who is a witness': witnesses[0]?.client as Client,
    manager: staff.client,
  }
}

const ownRooms = /^(projects|matching|applications|reviews|sources|watches|planted)\./

/** Every place that can be read, with everything that its address can name. */
function addresses(): Array<{ name: string; path: string }> {
  const found: Array<{ name: string; path: string }> = []
  const add = (name: string, path: string) => {
    let filled = [path]
    for (const [, part = ''] of path.matchAll(/:(\w+)/g)) {
      // What other rooms keep has no place here; what these rooms come to keep is asked for by an id of nothing, at least.
      const values = known[part] ?? (ownRooms.test(name) ? [randomUUID()] : [])
      filled = filled.flatMap((each) => values.map((value) => each.replace(`:${part}`, value)))
    }
    found.push(...filled.map((each) => ({ name, path: each })))
  }
  for (const { name: module, operations, endpoints = [], pages = [] } of portal.app.registry.modules) {
    // Whoever develops reads all mail; there is none of it where an installation runs.
    if (module === 'development') continue
    for (const { name, http } of operations)
      if (http?.method === 'get' && !http.surface) add(name, `/api/v1${http.path}`)
    for (const { name, method, path, inPortal } of endpoints)
      if (method === 'get') add(name, `${inPortal ? '' : '/api/v1'}${path}`)
    for (const { name, path, show } of pages) if (show) add(name, path)
  }
  // What is looked for must not be told by what is found either.
  for (const word of ['zqbid', 'zqowne', 'zqreviewe'])
    for (const path of ['/search', '/projects', '/projects.atom', '/applications', '/members', '/directory'])
      found.push({ name: `search ${path}`, path: `${path}?search=${word}&q=${word}` })
  for (const projectId of known.projectId ?? [])
    found.push({
      name: 'reviews.listMySheets',
      path: `/api/v1/me/review-sheets?all=true&projectId=${projectId}`,
    })
  return found
}

async function walk(reader: Reader, client: Client): Promise<void> {
  const waiting = addresses()
  const opened = new Set<string>()
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const reply = await follow(client, next.path, opened)
        asked += 1
        judge(reader, `${next.name} at ${next.path}`, `${reply.headers.get('location')} ${reply.text}`)
        if (reply.status >= 500) faults.push(`${reader}: ${next.name} at ${next.path}: ${reply.status}`)
      }
    }),
  )
}

/** What a reply leads to, and each file that it links to, is read as well. */
async function follow(client: Client, path: string, opened: Set<string>): Promise<Reply<string>> {
  const reply = await client.get<string>(path, {
    Accept: path.startsWith('/api/') ? 'application/json' : 'text/html',
  })
  for (const [, fileId = ''] of `${reply.headers.get('location')} ${reply.text}`.matchAll(
    /files\/([-\w]+)\?/g,
  )) {
    if (opened.has(fileId)) continue
    opened.add(fileId)
    const link = `${reply.headers.get('location')} ${reply.text}`.match(
      new RegExp(`/[\\w/]*files/${fileId}\\?[^"'\\s<]*`),
    )
    const file = await client.get<string>(link?.[0].replaceAll('&amp;', '&') ?? '')
    reply.text += file.text
  }
  return reply
}

/** Staff find people of their unit by name, and see whom the unit has invited: that is no part of the review. */
const isOfStaff = (reader: Reader, where: string) =>
  reader === 'manager who stands apart' &&
  /^(search \/search|projects\.(invitationsPage|listInvitations)) /.test(where)

function judge(reader: Reader, where: string, text: string): void {
  for (const secret of all) {
    const [found] = text.match(words[secret]) ?? []
    if (!found) continue
    if (reader === 'manager' || reader === 'applicant') seen.add(secret)
    if (names.includes(secret) && (aboutPeople.test(where) || isOfStaff(reader, where))) continue
    if ((hiddenFrom[reader] as readonly Secret[]).includes(secret))
      faults.push(`${reader}: ${found} of ${secret} in ${where}`)
  }
}

const isPlanted = (fault: string) => fault.includes('planted')

test('nobody reads on any page, in any reply, feed, list or search what is not for them', () => {
  expect(faults.filter((fault) => !isPlanted(fault))).toEqual([])
})

test('it was looked everywhere, and what is hidden is there to be found', () => {
  expect(asked).toBeGreaterThan(2_000)
  expect(all.filter((secret) => !seen.has(secret))).toEqual(['sealed'])
})

/** What somebody is given as a file, as far as it can be read: a table, an archive with tables and papers in it, a document. */
async function openedBy(client: Client, path: string): Promise<string | null> {
  const file = await fetch(`${portal.url}${path}`, {
    headers: { Cookie: `session=${client.cookies.get('session')}` },
  })
  if (file.status !== 200) return null
  const bytes = Buffer.from(await file.arrayBuffer())
  const kind = bytes.subarray(0, 4).toString('latin1')
  if (kind === 'PK\u0003\u0004') return [...(await unzip(bytes))].flat().join(' ')
  if (kind !== '%PDF') return bytes.toString()
  return (await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })).text
}

test('applications taken along as a file, and records of decisions, go to whom they are for and hold no more', async () => {
  const started: Array<{ reader: Reader; client: Client; path: string }> = []
  const everybody = Object.entries(readers) as Array<[Reader, Client]>
  for (const [reader, client] of everybody)
    for (const projectId of known.projectId ?? [])
      for (const [what, body] of [
        ['applications/export', { form: 'csv' }],
        ['applications/export', { form: 'zip' }],
        ['decision-records', {}],
      ] as const) {
        const path = `/projects/${projectId}/${what}`
        const { status, text, body: said } = await client.call<{ taskId: string }>('POST', path, body)
        judge(reader, `what is answered to POST ${path}`, text)
        if (status === 202 && what !== 'decision-records')
          started.push({ reader, client, path: `/api/v1/tasks/${said.taskId}/result` })
      }
  // Two forms of each that takes no more applications; of those that do, nobody has a file.
  expect(started.map(({ reader }) => reader)).toEqual(Array.from({ length: 6 }, () => 'manager'))
  await portal.runJobs()
  const texts: string[] = []
  for (const { reader, client, path } of started) {
    const text = await openedBy(client, path)
    texts.push(text ?? '')
    judge(reader, `the export at ${path}`, text ?? '')
    // Whose address is known is no more open to others.
    for (const [other, stranger] of everybody)
      if (other !== reader) expect([other, await openedBy(stranger, path)]).toEqual([other, null])
  }
  expect(texts.filter((text) => words.bid.test(text)).length).toBeGreaterThan(2)
  const recorded: Reader[] = []
  for (const [reader, client] of everybody)
    for (const projectId of known.projectId ?? []) {
      const path = `/projects/${projectId}/decision-records`
      const { text, body } = await client.call<{ items?: Array<{ href: string }> }>('GET', path)
      judge(reader, path, text)
      for (const { href } of body.items ?? []) {
        recorded.push(reader)
        const record = await openedBy(client, href)
        expect(record).toMatch(words.rival)
        judge(reader, `the record at ${path}`, record ?? '')
        for (const [other, stranger] of everybody)
          if (other !== reader) expect([other, await openedBy(stranger, href)]).toEqual([other, null])
      }
    }
  expect(recorded).toEqual(['manager'])
  expect(faults.filter((fault) => !isPlanted(fault))).toEqual([])
})

test('a planted query that shows the bids of all is caught', () => {
  expect(faults.filter(isPlanted)).toContain(
    'member who is a witness: Zqbidproposal of bid in planted.listBids at /api/v1/planted-bids',
  )
})

test('no letter, log line, job or file of one’s own data holds what is of others', async () => {
  const told: string[] = []
  for (const [reader, { email }] of [
    ['applicant', people.owner],
    ['applicant of others', people.rival],
    ['blind reviewer', people.blind],
  ] as const) {
    const mails = await mailsTo(portal, email)
    expect(mails.length).toBeGreaterThan(0)
    for (const { subject, text, html } of mails)
      judge(reader, `the mail ${subject}`, `${subject} ${text} ${html}`)
  }
  for (const [reader, { client }] of [
    ['applicant', people.owner],
    ['applicant of others', people.rival],
  ] as const) {
    const { items } = (
      await client.call<{ items: Array<{ id: string; hasResult: boolean }> }>('GET', '/tasks')
    ).body
    expect(items).toHaveLength(1)
    const file = await fetch(`${portal.url}/api/v1/tasks/${items[0]?.id}/result`, {
      headers: { Cookie: `session=${client.cookies.get('session')}` },
    })
    for (const [name, bytes] of await unzip(Buffer.from(await file.arrayBuffer())))
      judge(reader, `the file ${name} of their data`, bytes.toString())
  }
  const { rows } = await portal.app.database.pool.query<{ data: string }>(
    `SELECT name || data::text AS data FROM pgboss.job`,
  )
  const anything = new RegExp(all.map((secret) => words[secret].source).join('|'), 'i')
  told.push(...rows.map(({ data }) => data).filter((data) => anything.test(data)))
  const [planted, others] = [
    lines.filter((line) => line.includes('"planted"')),
    lines.filter((line) => !line.includes('"planted"')),
  ]
  expect(planted.some((line) => anything.test(line))).toBe(true)
  told.push(...others.filter((line) => anything.test(line)))
  expect(told).toEqual([])
  expect(faults.filter((fault) => !isPlanted(fault))).toEqual([])
})
