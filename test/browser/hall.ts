import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import type { Page, Request } from 'playwright-core'
import { recordReferral } from '../../src/modules/referrals/index.ts'
import { modules } from '../../src/modules.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { page as declarePage } from '../../src/platform/declare/page.ts'
import { defineError } from '../../src/platform/errors.ts'
import { makeApplication } from '../factories/applications.ts'
import { makeCourse } from '../factories/courses.ts'
import { type MadeInvitation, makeInvitation } from '../factories/invitations.ts'
import { makeImport, makeImported } from '../factories/members.ts'
import { type MadePerson, makeAssociation, makeEntry, makePerson, makeUnit } from '../factories/people.ts'
import { makePlatformAdministrator } from '../factories/platform.ts'
import { type MadeProject, makeProject } from '../factories/projects.ts'
import { type MadeTask, makeTask } from '../factories/tasks.ts'
import { launchBrowser, type PageOptions, type TestBrowser } from '../support/browser.ts'
import { openPortal, type Portal, testConfig } from '../support/portal.ts'

export type Role = 'member' | 'manager' | 'administrator' | 'outsider' | 'operator' | 'leaver'

/** A portal with two associations at hosts of their own, the people and units of the first, and a browser for it. */
export interface Hall {
  portal: Portal
  /** Where the first association is. */
  url: string
  /** Where an association is that is to be closed: the leaver's, who is its administrator. */
  closingUrl: string
  closingId: string
  /** Where no association is, so that people choose. */
  anyUrl: string
  tenantId: string
  people: Record<Role, MadePerson>
  /** A field that the association has declared. */
  fieldId: string
  /** A role that staff made at the region, and the manager's grant of it. */
  roleId: string
  grantId: string
  /** A position that the manager holds in the chapter, and the term. */
  positionId: string
  termId: string
  /** A bank of questions of the chapter, and a question of several options in it. */
  bankId: string
  bankQuestionId: string
  /** A company that the member manages. */
  companyId: string
  /** One that is open, and a draft; and what they are sorted by. */
  projects: Record<'open' | 'draft' | 'sealed', MadeProject>
  /** What the member writes for the open one, and has handed in for another. */
  applications: Record<'written' | 'submitted', string>
  watchId: string
  /** One that is published, and one that is being written, by the administrator. */
  courses: Record<'published' | 'written', Awaited<ReturnType<typeof makeCourse>> & { lessonKey: string }>
  /** A project in review, what came in for it, and what its reviewer, the manager, makes of that. */
  weighed: Record<'projectId' | 'applicationId' | 'sheetId', string>
  /** A paper that the open one asks for. */
  demandId: string
  /** An outside source of projects. */
  sourceId: string
  /** A question of the member that waits for an answer. */
  questionId: string
  categoryId: string
  /** A paper and past work of that company. */
  paperId: string
  workId: string
  /** A kind of units that is not that of the root. */
  kindId: string
  /** People come into `asking` by request only. */
  units: Record<'region' | 'chapter' | 'group' | 'closed' | 'asking', string>
  /** The manager asks to belong to `asking`, and nobody has answered. */
  joinRequestId: string
  /** Of the manager, one in each state. */
  tasks: Record<MadeTask['state'], string>
  /** A grade of members. */
  memberClassId: string
  /** Somebody is asked into the region by the manager. */
  invitation: MadeInvitation
  /** Somebody of the region whom nobody signs in as. */
  entryId: string
  /** An import, of which one would be taken back and one stay. */
  importId: string
  mergeId: string
  /** An association that the outsider asks for, and nobody has answered. */
  foundingId: string
  newPage(options?: Partial<PageOptions> & { as?: Role | MadePerson | null }): Promise<Page>
  /** What browsers complained of since the last call: scripts that failed, rules of the CSP that were broken. */
  takeFaults(): string[]
  close(): Promise<void>
}

/** One for all tests of a file: to start a browser takes longer than most of them do. */
export let hall: Hall

export function shareHall(): void {
  beforeAll(async () => {
    hall = await openHall()
  }, 60_000)
  afterAll(() => hall?.close())
  afterEach(() => expect(hall.takeFaults()).toEqual([]))
}

/** Pages that fail on purpose: what people see then must be as good as the rest. */
const failing = declarePage({
  name: 'test.failing',
  path: '/failing/:status',
  permission: 'anyone',
  async show({ params }) {
    const status = Number(params.status)
    throw status === 500 ? new Error('on purpose') : defineError('request.fault', status)()
  },
})

async function openHall(): Promise<Hall> {
  const [portal, browser] = await Promise.all([
    openPortal({
      modules: [...modules(testConfig()), { name: 'test', operations: [], pages: [failing] }],
      config: { PSEUDO_LOCALE: true, FOUNDING: 'approved' },
    }),
    launchBrowser(),
  ])
  try {
    return await furnish(portal, browser)
  } catch (error) {
    await Promise.all([browser.close(), portal.close()])
    throw error
  }
}

async function furnish(portal: Portal, browser: TestBrowser): Promise<Hall> {
  const port = new URL(portal.url).port
  const url = `http://north.localhost:${port}`
  const tenantId = await makeAssociation(portal, 'Northern Builders', ['north.localhost'])
  const elsewhere = await makeAssociation(portal, 'Southern Builders', ['south.localhost'])
  const closing = await makeAssociation(portal, 'Western Builders', ['west.localhost'])
  const region = await makeUnit(portal, tenantId, tenantId, 'Northern Region')
  const chapter = await makeUnit(portal, tenantId, region, 'Bay Chapter')
  const group = await makeUnit(portal, tenantId, chapter, longName)
  const closed = await makeUnit(portal, tenantId, region, 'Old Quarry')
  let asking = ''
  for (let index = 1; index <= 22; index += 1)
    asking = await makeUnit(portal, tenantId, tenantId, `Crew ${String(index).padStart(2, '0')}`)
  const people = {
    member: await makePerson(portal, { tenantId, email: 'member@example.org' }),
    manager: await makePerson(portal, {
      tenantId,
      email: 'manager@example.org',
      at: [{ unitId: region, role: 'manager' }],
    }),
    administrator: await makePerson(portal, {
      tenantId,
      email: 'administrator@example.org',
      roles: ['member', 'administrator'],
    }),
    outsider: await makePerson(portal, { tenantId: elsewhere, email: 'outsider@example.org' }),
    leaver: await makePerson(portal, {
      tenantId: closing,
      email: 'leaver@example.org',
      roles: ['member', 'administrator'],
    }),
    // Runs the installation, and is nobody of the association.
    operator: await makePlatformAdministrator(portal, elsewhere),
  }
  const shut = await people.administrator.client.call('POST', `/units/${closed}/close`)
  if (shut.status >= 300) throw new Error(`Closing a unit answered ${shut.status}: ${shut.text}`)

  people.leaver.client.setCookie('association', closing)
  const left = await people.leaver.client.call('POST', '/tenancy/closing', { name: 'Western Builders' })
  if (left.status !== 202) throw new Error(`Closing an association answered ${left.status}: ${left.text}`)
  const byRequest = await people.administrator.client.call(
    'PATCH',
    `/units/${asking}`,
    { joining: 'request' },
    { 'if-match': '"1"' },
  )
  if (byRequest.status !== 200)
    throw new Error(`Changing a unit answered ${byRequest.status}: ${byRequest.text}`)
  const asked = await people.manager.client.call<{ requestId: string }>(
    'POST',
    `/units/${asking}/join-requests`,
    { message: 'I moved to the harbour in spring, and would like to help with the sheds there.' },
  )
  if (asked.status !== 201) throw new Error(`Asking to join answered ${asked.status}: ${asked.text}`)

  const bringing = await people.administrator.client.call<{ code: string }>('POST', '/me/referral-code')
  for (const { personId } of [people.manager, people.member])
    await portal.app.runner.call(
      recordReferral,
      { personId, code: bringing.body.code, askedAt: portal.clock.now() },
      portal.app.asSystem('test', tenantId),
    )

  const task = (state: MadeTask['state']) =>
    makeTask(portal, { tenantId, startedBy: people.manager.personId, state, done: 120, total: 400 })
  const tasks = {
    queued: await makeTask(portal, { tenantId, startedBy: people.manager.personId, state: 'queued' }),
    running: await task('running'),
    done: await task('done'),
    failed: await task('failed'),
    cancelled: await task('cancelled'),
  }
  const field = await people.administrator.client.call<{ id: string }>('POST', '/fields', {
    key: 'shirt',
    type: 'choice',
    label: { en: 'Shirt size' },
    help: { en: 'For the summer camp' },
    options: [
      { value: 's', label: { en: 'Small' } },
      { value: 'l', label: { en: 'Large' } },
    ],
    seenBy: 'person',
    editedBy: 'person',
  })
  if (field.status !== 201) throw new Error(`Declaring a field answered ${field.status}: ${field.text}`)
  const required = await people.administrator.client.call('POST', '/fields', {
    key: 'helmet',
    type: 'number',
    label: { en: 'Helmet size' },
    isRequired: true,
    seenBy: 'person',
    editedBy: 'person',
  })
  if (required.status !== 201)
    throw new Error(`Declaring a field answered ${required.status}: ${required.text}`)

  // Somebody whom others find in the directory.
  for (const [path, body] of [
    ['/me/about', { title: 'Master welder', bio: 'Ask me about pipes.', skills: ['Welding', 'Rigging'] }],
    ['/me/contact', { phone: '+380 44 123 45 67', city: 'Kyiv', country: 'UA', position: '50.447, 30.522' }],
    ['/me/visibility', { shownTo: 'public', emailTo: 'members', phoneTo: 'members', placeTo: 'members' }],
  ] as const) {
    const told = await people.administrator.client.call('PUT', path, body)
    if (told.status !== 200) throw new Error(`${path} answered ${told.status}: ${told.text}`)
  }

  const grade = await people.administrator.client.call<{ id: string }>('POST', '/member-classes', {
    facet: 'grade',
    key: 'full',
    label: { en: 'Full member' },
    days: 90,
    verified: ['document'],
  })
  if (grade.status !== 201) throw new Error(`Declaring a grade answered ${grade.status}: ${grade.text}`)

  const kinds = await people.administrator.client.call<{ items: Array<{ id: string; key: string }> }>(
    'GET',
    '/unit-kinds',
  )
  const chapterKind = kinds.body.items.find(({ key }) => key === 'chapter')

  const role = await people.administrator.client.call<{ id: string }>('POST', '/roles', {
    unitId: region,
    name: { en: 'Treasurer' },
    description: { en: 'Keeps the books of the region' },
    permissions: ['units.manage', 'members.read'],
  })
  if (role.status !== 201) throw new Error(`Making a role answered ${role.status}: ${role.text}`)
  const granted = await people.administrator.client.call<{ id: string }>('POST', '/grants', {
    personId: people.manager.personId,
    unitId: region,
    role: role.body.id,
    reason: 'Elected in spring',
  })
  if (granted.status !== 201) throw new Error(`Giving a role answered ${granted.status}: ${granted.text}`)

  const position = await people.administrator.client.call<{ id: string }>('POST', '/positions', {
    name: { en: 'Secretary' },
    description: { en: 'Keeps the minutes' },
    way: 'elected',
    seats: 2,
    termMonths: 24,
    role: 'manager',
  })
  if (position.status !== 201)
    throw new Error(`Declaring a position answered ${position.status}: ${position.text}`)
  const term = await people.administrator.client.call<{ termId: string }>('POST', `/units/${chapter}/terms`, {
    positionId: position.body.id,
    personId: people.manager.personId,
    reason: 'Elected at the yearly meeting',
  })
  if (term.status !== 201) throw new Error(`An appointment answered ${term.status}: ${term.text}`)

  const bank = await people.administrator.client.call<{ bankId: string }>('POST', '/question-banks', {
    unitId: chapter,
    name: 'Safety at the quay',
    description: 'For the yearly instruction.',
  })
  if (bank.status !== 201) throw new Error(`Making a bank answered ${bank.status}: ${bank.text}`)
  const bankQuestion = await people.administrator.client.call<{ questionId: string }>(
    'POST',
    `/question-banks/${bank.body.bankId}/questions`,
    {
      content: {
        kind: 'multiple',
        text: 'Which of these do you wear at the **quay**?',
        options: [
          { text: 'A helmet', isRight: true },
          { text: 'A life jacket', isRight: true },
          { text: 'A tie' },
        ],
      },
      tags: ['safety'],
    },
  )
  if (bankQuestion.status !== 201)
    throw new Error(`Writing a question answered ${bankQuestion.status}: ${bankQuestion.text}`)

  const company = await people.member.client.call<{ companyId: string }>('POST', '/companies', {
    legalName: 'Harbour Works Ltd',
    country: 'UA',
    registrationNumber: '12345678',
    foundedIn: 1998,
    about: 'Quays and slipways',
    shownTo: 'public',
    papersTo: 'members',
  })
  if (company.status !== 201)
    throw new Error(`Registering a company answered ${company.status}: ${company.text}`)
  const paper = await people.member.client.call<{ paperId: string }>(
    'POST',
    `/companies/${company.body.companyId}/papers`,
    {
      kind: 'insurance',
      title: 'General liability',
      issuer: 'Northern Mutual',
      number: 'GL-77',
      amount: 200_000_000,
      currency: 'USD',
      basis: 'aggregate',
      expiresOn: '2020-01-01',
    },
  )
  if (paper.status !== 201) throw new Error(`Adding a paper answered ${paper.status}: ${paper.text}`)
  const category = await people.administrator.client.call<{ categoryId: string }>(
    'POST',
    '/project-categories',
    {
      name: { en: 'Harbours' },
    },
  )
  if (category.status !== 201)
    throw new Error(`Naming a category answered ${category.status}: ${category.text}`)
  const { categoryId } = category.body
  const demands = [
    { kind: 'licence', title: 'Class A', jurisdiction: 'Ukraine', isGate: true },
    { kind: 'bond', title: 'Bid bond', amount: 5_000_000, isGate: false },
  ]
  const open = await makeProject(
    people.administrator,
    {
      unitId: region,
      categoryId,
      summary: 'Piles and planks for two hundred metres of quay.',
      description:
        '# What there is to do\n\nDrive **new piles**, then lay planks.\n\n- two hundred metres\n- by winter',
      organisation: 'Harbour Board',
      currency: 'USD',
      budgetFrom: 90_000_000,
      budgetUntil: 120_000_000,
      city: 'Odesa',
      country: 'UA',
      startsOn: '2999-03-01',
      endsOn: '2999-09-30',
      requirements: ['Work at night'],
      skills: ['Piling', 'Carpentry'],
      experienceYears: 5,
      contactName: 'Iryna Bondar',
      extendWithinDays: 5,
      extendByDays: 7,
    },
    {
      demands,
      rubric: [
        { name: 'Price', weight: 3, mostPoints: 10 },
        {
          name: 'Team',
          weight: 1,
          mostPoints: 5,
          guidance: 'Many points for who has built a quay before.',
        },
      ],
      review: { hidden: ['names', 'references'], approvalAbove: 100_000_000 },
    },
  )
  const amended = await people.administrator.client.call('POST', `/projects/${open.projectId}/addenda`, {
    skills: ['Piling', 'Carpentry', 'Diving'],
    budgetUntil: 130_000_000,
    addendum: { text: 'Some piles stand **under water**.', isMaterial: true },
  })
  if (amended.status !== 201) throw new Error(`An addendum answered ${amended.status}: ${amended.text}`)
  const questioned = await people.member.client.call<{ questionId: string }>(
    'POST',
    `/projects/${open.projectId}/questions`,
    { text: 'Is there a crane on the quay?' },
  )
  const waiting = await people.member.client.call<{ questionId: string }>(
    'POST',
    `/projects/${open.projectId}/questions`,
    { text: 'Who supplies the piles?' },
  )
  const answered = await people.administrator.client.call(
    'POST',
    `/projects/${open.projectId}/questions/${questioned.body.questionId}/answer`,
    { answer: 'Yes, one of twenty tonnes.' },
  )
  if (answered.status !== 200) throw new Error(`An answer answered ${answered.status}: ${answered.text}`)
  const source = await people.administrator.client.call<{ sourceId: string }>('POST', '/project-sources', {
    unitId: region,
    name: 'Caltrans',
    kind: 'csv',
    address: 'https://example.org/advertised.csv',
    columns: { externalId: 'Contract Number', title: 'Description' },
    publishes: true,
  })
  if (source.status !== 201) throw new Error(`A source answered ${source.status}: ${source.text}`)
  const shown = await people.administrator.client.call<{ demands: Array<{ id: string }> }>(
    'GET',
    `/projects/${open.projectId}`,
  )
  const demandId = shown.body.demands[0]?.id ?? ''
  const written = await makeApplication(people.member, open.projectId, {}, { isSubmitted: false })
  const sealed = await makeProject(
    people.administrator,
    { unitId: region, title: 'Build the lock' },
    { isPublished: false },
  )
  const sealing = await people.administrator.client.call('PUT', `/projects/${sealed.projectId}/sealing`, {
    threshold: 2,
    witnesses: [people.member.email, people.manager.email],
  })
  if (sealing.status !== 200) throw new Error(`Sealing answered ${sealing.status}: ${sealing.text}`)
  const dredged = await makeProject(people.administrator, {
    unitId: tenantId,
    title: 'Dredge the bay',
    visibility: 'members',
    currency: 'USD',
  })
  const submitted = await makeApplication(people.member, dredged.projectId)
  const saved = await people.member.client.call<{ id: string }>('POST', '/me/project-watches', {
    name: 'Quays nearby',
    query: 'search=quay',
    rhythm: 'daily',
  })
  await people.member.client.call('PUT', `/projects/${dredged.projectId}/bookmark`)
  const reviewed = `/projects/${open.projectId}`
  const appointed = await people.administrator.client.call('POST', `${reviewed}/reviewers`, {
    personId: people.member.personId,
  })
  if (appointed.status >= 300) throw new Error(`Appointing answered ${appointed.status}: ${appointed.text}`)
  const pier = await makeProject(
    people.administrator,
    { unitId: region, title: 'Mend the pier', visibility: 'members', currency: 'USD' },
    { rubric: [{ name: 'Price', weight: 3 }, { name: 'Team' }] },
  )
  const weighed = await makeApplication(people.member, pier.projectId)
  for (const [method, path, body] of [
    ['POST', 'reviewers', { personId: people.manager.personId }],
    ['POST', 'closing', { reason: 'Enough have applied' }],
    ['POST', 'review', {}],
    ['POST', 'assignments/even', { each: 1 }],
  ] as const) {
    const said = await people.administrator.client.call(method, `/projects/${pier.projectId}/${path}`, body)
    if (said.status >= 300) throw new Error(`${path} answered ${said.status}: ${said.text}`)
  }
  const queue = await people.manager.client.call<{ items: Array<{ sheetId: string }> }>(
    'GET',
    '/me/review-sheets',
  )
  const unready = await makeProject(
    people.administrator,
    { unitId: region, title: 'Paint the lighthouse', description: null },
    { isPublished: false },
  )
  const service = await people.member.client.call('PUT', `/companies/${company.body.companyId}/service`, {
    skills: ['Concrete', 'Piling'],
    position: '50.45, 30.52',
    serviceRadius: 120,
    unitIds: [region],
  })
  if (service.status !== 200)
    throw new Error(`Saying what a company does answered ${service.status}: ${service.text}`)
  const work = await people.member.client.call<{ workId: string }>(
    'POST',
    `/companies/${company.body.companyId}/works`,
    {
      title: 'Quay wall of the river port',
      client: 'River port',
      place: 'Kaniv',
      startedOn: '2018-04-01',
      endedOn: '2019-11-30',
      amount: 125_000_000,
      currency: 'UAH',
      role: 'General contractor',
      description: 'Sheet piles over 300 metres, and the road behind them.',
      shownTo: 'public',
    },
  )
  if (work.status !== 201) throw new Error(`Adding past work answered ${work.status}: ${work.text}`)
  const invitation = await makeInvitation(portal, {
    tenantId,
    unitId: region,
    invitedBy: people.manager.personId,
    givenName: 'Olena',
    address: 'olena@example.org',
  })

  const entry = await makeEntry(portal, tenantId, region)
  const founding = await people.outsider.client.call<{ foundingId: string }>('POST', '/foundings', {
    name: 'Eastern Builders',
    slug: 'eastern',
    locale: 'en',
    timeZone: 'Europe/Kyiv',
    unitKind: 'Chapter',
    familyName: 'Bondar',
    purpose: 'To build east of the river',
  })
  if (founding.status !== 201)
    throw new Error(`A wish to found answered ${founding.status}: ${founding.text}`)

  const importId = await makeImport(portal, { tenantId, unitId: region })
  await makeImported(portal, { tenantId, importId, unitId: region, row: 2, givenName: 'Brought' })
  const changed = await makeImported(portal, {
    tenantId,
    importId,
    unitId: region,
    row: 3,
    givenName: 'Altered',
  })
  await portal.app.database.sql(sql`UPDATE persons SET bio = 'Of another hand' WHERE id = ${changed}::uuid`)

  const [kept, away] = [await makeEntry(portal, tenantId, region), await makeEntry(portal, tenantId, region)]
  const merge = await people.administrator.client.call<{ mergeId: string }>('POST', '/people/merges', {
    keptId: kept,
    mergedId: away,
  })
  if (merge.status !== 201) throw new Error(`A merge answered ${merge.status}: ${merge.text}`)

  const faults: string[] = []
  return {
    portal,
    invitation,
    foundingId: founding.body.foundingId,
    entryId: entry,
    mergeId: merge.body.mergeId,
    importId,
    fieldId: field.body.id,
    roleId: role.body.id,
    grantId: granted.body.id,
    positionId: position.body.id,
    termId: term.body.termId,
    bankId: bank.body.bankId,
    bankQuestionId: bankQuestion.body.questionId,
    companyId: company.body.companyId,
    projects: { open, draft: unready, sealed },
    weighed: {
      projectId: pier.projectId,
      applicationId: weighed.applicationId,
      sheetId: queue.body.items[0]?.sheetId ?? '',
    },
    applications: { written: written.applicationId, submitted: submitted.applicationId },
    watchId: saved.body.id,
    courses: await makeCourses(people.administrator, {
      unitId: tenantId,
      author: people.member,
      learner: people.member,
    }),
    demandId,
    sourceId: source.body.sourceId,
    questionId: waiting.body.questionId,
    categoryId,
    paperId: paper.body.paperId,
    workId: work.body.workId,
    kindId: chapterKind?.id ?? '',
    url,
    closingUrl: `http://west.localhost:${port}`,
    closingId: closing,
    anyUrl: portal.url,
    tenantId,
    people,
    units: { region, chapter, group, closed, asking },
    joinRequestId: asked.body.requestId,
    tasks,
    memberClassId: grade.body.id,
    async newPage({ as = null, ...options } = {}) {
      const page = await browser.newPage({ baseURL: url, ...options })
      watch(page, faults)
      if (as) {
        const at = as === 'leaver' ? `http://west.localhost:${port}` : url
        const person = typeof as === 'string' ? people[as] : as
        await page.context().addCookies([{ name: 'session', value: sessionOf(person), url: at }])
      }
      return page
    },
    takeFaults: () => faults.splice(0),
    async close() {
      await browser.close()
      await portal.close()
    },
  }
}

const longName = 'Gesellschaft für Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten'

function sessionOf({ client }: MadePerson): string {
  const session = client.cookies.get('session')
  if (!session) throw new Error('Nobody is signed in.')
  return session
}

function watch(page: Page, faults: string[]): void {
  const note = (what: string) => faults.push(`${new URL(page.url()).pathname}: ${what}`)
  page.on('pageerror', (error) => note(error.message))
  page.on('requestfailed', (request) => {
    if (!wasLeft(request)) note(`${request.url()} ${request.failure()?.errorText}`)
  })
  page.on('console', (message) => {
    // A page that answers 404 or 422 on purpose is told of as well, as if it were a missing picture.
    const isThePage = /^Failed to load resource/.test(message.text()) && message.location().url === page.url()
    // A mail is shown in a frame that runs nothing, not even what a test would have every page run.
    const isKeptOut = /^Blocked script execution in '[^']*\/dev\/mail\/[^']*\/html'/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !isThePage && !isKeptOut) note(message.text())
  })
}

/** Whoever goes on before everything has arrived breaks off what is under way. */
function wasLeft(request: Request): boolean {
  return request.failure()?.errorText === 'net::ERR_ABORTED'
}

/** Presses the one button that sends the form of the page, and waits for what comes of it. */
export async function send(page: Page, button: string): Promise<void> {
  await Promise.all([
    page.waitForEvent('framenavigated'),
    page.locator('main').getByRole('button', { name: button, exact: true }).click(),
  ])
  await page.waitForLoadState()
}

async function makeCourses(
  writer: MadePerson,
  { unitId, author, learner }: { unitId: string; author: MadePerson; learner: MadePerson },
): Promise<Hall['courses']> {
  const withKey = async (made: Awaited<ReturnType<typeof makeCourse>>) => {
    const { body } = await writer.client.call<{ outline: Array<{ lessons: Array<{ key: string }> }> }>(
      'GET',
      `/courses/${made.courseId}`,
    )
    return { ...made, lessonKey: body.outline[0]?.lessons[0]?.key ?? '' }
  }
  const objectives = ['Wear a harness rightly']
  const published = await makeCourse(writer, { unitId, objectives, tags: ['Heights'] })
  const written = await makeCourse(writer, { unitId, title: 'Rigging' }, { isPublished: false })
  const draft = `/courses/${written.courseId}/draft`
  for (const said of [
    { kind: 'video', title: 'Knots', url: 'https://vimeo.com/76979871', transcript: 'Round and through.' },
    { kind: 'live', title: 'On the pier', startsAt: '2998-05-01T09:00', venue: 'Pier 7', minutes: 90 },
    { kind: 'link', title: 'The norm' },
  ])
    await writer.client.call('POST', `${draft}/modules/${written.moduleId}/lessons`, said)
  await writer.client.call('POST', `${draft}/modules`, { title: 'More' })
  await writer.client.call('PUT', `/courses/${written.courseId}/authors/${author.personId}`, {})
  await learner.client.call('POST', `/courses/${published.courseId}/enrolment`)
  return { published: await withKey(published), written: await withKey(written) }
}
