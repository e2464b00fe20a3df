import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  decideApplication,
  readReceiptLetter,
  shortlistApplication,
} from '../../../src/modules/applications/index.ts'
import { readExportPlan, readExportRows } from '../../../src/modules/tenants/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { endProject, makeApplication, setDeadline, written } from '../../factories/applications.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  applicationId: string
  fileId: string
  version: number
  code?: string
  title?: string
  detail?: string
  issues?: Array<{ pointer: string; code: string }>
}

interface Application {
  status: string
  bids: number
  total: number | null
  draft: {
    contents: { proposal: string; items: unknown[] }
    total: number
    hash: string
    files: Array<{ id: string; name: string; href: string }>
    missing: Array<{ pointer: string; text: string }>
    demands: Array<{ title: string; state: string }>
  } | null
  bid: {
    number: number
    hash: string
    document: { contents: { proposal: string }; total: number; papers: Array<{ title: string }> } | null
    files: Array<{ href: string }>
  } | null
  abilities: Record<string, boolean>
}

let portal: Portal
let tenantId: string
let unitId: string
let staff: MadePerson
let otherStaff: MadePerson
let member: MadePerson
let rival: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId, tenantId, 'Bay')
  const otherUnitId = await makeUnit(portal, tenantId, tenantId, 'Valley')
  staff = await makePerson(portal, { tenantId, roles: [], at: [{ unitId, role: 'manager' }] })
  otherStaff = await makePerson(portal, { tenantId, at: [{ unitId: otherUnitId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
  rival = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const project = async (said: object = {}, more: object = {}) =>
  (await makeProject(staff, { unitId, currency: 'USD', ...said }, more)).projectId

const start = (projectId: string, { client } = member, companyId: string | null = null) =>
  client.call<Reply>('POST', `/projects/${projectId}/applications`, { companyId })
const save = (applicationId: string, said: object, { client } = member) =>
  client.call<Reply>('PUT', `/applications/${applicationId}/draft`, said)
const submit = (applicationId: string, { client } = member) =>
  client.call<Reply>('POST', `/applications/${applicationId}/submission`)
const revise = (applicationId: string) =>
  member.client.call<Reply>('POST', `/applications/${applicationId}/revision`)
const withdraw = (applicationId: string, { client } = member) =>
  client.call<Reply>('POST', `/applications/${applicationId}/withdrawal`)
const read = async (applicationId: string, by = member) =>
  (await by.client.call<Application>('GET', `/applications/${applicationId}`)).body
const coded = ({ status, body }: { status: number; body: Reply }) => [status, body.code]

async function fileOf(applicationId: string): Promise<{ fileId: string }> {
  const [file] = await portal.app.database.sql<{ fileId: string }>(sql`
    SELECT file_id AS "fileId" FROM application_files WHERE application_id = ${applicationId}::uuid AND in_bid`)
  return file ?? { fileId: '' }
}

/** Who has read an application, as the audit tells it. */
const readingsOf = (applicationId: string) =>
  portal.app.database.sql<{ operation: string; personId: string }>(sql`
    SELECT operation, person_id AS "personId" FROM audit_trail WHERE compliance AND outcome = 'done'
      AND (operation LIKE '%.read%' OR operation = 'files.openLinkedFile') AND changes::text LIKE ${`%${applicationId}%`}`)

/** The clock shows that moment. */
const clockAt = (moment: Date) =>
  portal.clock.advance({ seconds: (moment.getTime() - portal.clock.now().getTime()) / 1000 })

async function company(by: MadePerson): Promise<string> {
  const { body } = await by.client.call<{ companyId: string }>('POST', '/companies', {
    legalName: `Works ${randomUUID().slice(0, 8)}`,
    country: 'US',
  })
  return body.companyId
}

describe('what is being written', () => {
  test('is kept with its gaps, says what it lacks, and is the applicant’s alone', async () => {
    const projectId = await project()
    const { applicationId } = (await start(projectId)).body
    // applications.error.noContact: a reference whom nobody can ask is none.
    const said = { proposal: 'We', items: [{ title: 'Piles' }], references: [{ name: 'Mayor' }] }
    expect(coded(await save(applicationId, said))).toEqual([200, undefined])
    const lacking = ['/experience', '/timeline', '/items/0/price', '/references/0/email']
    const { draft, abilities } = await read(applicationId)
    expect(draft?.missing.map(({ pointer }) => pointer)).toEqual(lacking)
    expect(abilities).toMatchObject({ write: true, submit: false })
    for (const other of [rival, staff])
      expect((await other.client.call('GET', `/applications/${applicationId}`)).status).toBe(404)
    const refused = await submit(applicationId)
    expect(refused.body.issues?.map(({ pointer }) => pointer)).toEqual(lacking)
    expect(refused.body.issues?.at(-1)?.code).toBe('applications.error.noContact')
  })

  test('applications.error.otherCurrency: bids come in the currency of the project, where it has one', async () => {
    const { applicationId } = (await start(await project({ currency: 'EUR' }))).body
    await save(applicationId, written({ currency: 'USD' }))
    expect((await submit(applicationId)).body.issues).toMatchObject([
      { pointer: '/currency', code: 'applications.error.otherCurrency' },
    ])
    await save(applicationId, written({ currency: 'EUR' }))
    expect((await submit(applicationId)).status).toBe(200)
  })

  test('its sums are those of its lines, each rounded by itself', async () => {
    const { applicationId } = await makeApplication(member, await project(), {}, { isSubmitted: false })
    // 12.5 of 100.01 and 3 of 500.00.
    expect((await read(applicationId)).draft?.total).toBe(125_013 + 150_000)
  })

  test.each([
    ['/items/0/quantity', { items: [{ title: 'A', quantity: 1e7 }] }, 'tooBig'],
    ['/items/0/quantity', { items: [{ title: 'A', quantity: 1.0005 }] }, 'applications.error.threeDecimals'],
    [
      '/items',
      { currency: 'USD', items: [{ title: 'A', quantity: 1e6, price: 9e12 }] },
      'applications.error.tooMuch',
    ],
    ['/currency', { currency: null, items: [{ title: 'A', price: 1 }] }, 'required'],
    [
      '/portfolio/0/link',
      { portfolio: [{ title: 'A', link: 'javascript:alert(1)' }] },
      'applications.error.link',
    ],
    ['/papers/0', { papers: [randomUUID()] }, 'notOffered'],
    ['/works/0', { works: [randomUUID()] }, 'notOffered'],
  ])('tells what is wrong with %s', async (pointer, more, code) => {
    const { applicationId } = (await start(await project())).body
    const { status, body } = await save(applicationId, written(more))
    expect([status, body.issues?.map((issue) => [issue.pointer, issue.code])]).toEqual([
      422,
      [[pointer, code]],
    ])
  })

  test('applications.error.twice: nothing is chosen twice', async () => {
    const { applicationId } = (await start(await project())).body
    const id = randomUUID()
    const { body } = await save(applicationId, { papers: [id, id] })
    expect(body.issues?.[0]).toMatchObject({ pointer: '/papers', code: 'applications.error.twice' })
  })

  test('is thrown away, and nothing of it stays', async () => {
    const projectId = await project()
    const { applicationId } = await makeApplication(member, projectId, {}, { isSubmitted: false })
    expect((await member.client.call('DELETE', `/applications/${applicationId}/draft`)).status).toBe(200)
    expect((await member.client.call('GET', `/applications/${applicationId}`)).status).toBe(404)
    expect((await start(projectId)).status).toBe(201)
  })

  test('request.stale: two who write at once for one company do not overwrite each other', async () => {
    const { applicationId, version } = await makeApplication(
      member,
      await project(),
      {},
      { isSubmitted: false },
    )
    const headers = { 'if-match': `"${version}"` }
    const put = () => member.client.call('PUT', `/applications/${applicationId}/draft`, written(), headers)
    expect([(await put()).status, (await put()).status]).toEqual([200, 412])
  })

  test('files come with it, and go when they are not needed any more', async () => {
    const { applicationId } = await makeApplication(member, await project(), {}, { isSubmitted: false })
    const pdf = '%PDF-1.4\n%%EOF\n'
    const upload = (bytes: string) =>
      member.client.send('POST', `/api/v1/applications/${applicationId}/files`, bytes, {
        'content-type': 'application/pdf',
      })
    expect((await upload(pdf)).status).toBe(201)
    expect((await upload('MZ')).status).toBe(422)
    const [file] = (await read(applicationId)).draft?.files ?? []
    expect((await member.client.get(file?.href ?? '')).status).toBe(200)
    expect(
      (await member.client.call('DELETE', `/applications/${applicationId}/files/${file?.id}`)).status,
    ).toBe(200)
    const kept = await portal.app.database.sql(sql`SELECT FROM stored_files WHERE id = ${file?.id}::uuid`)
    expect(kept).toEqual([])
  })

  test('applications.tooManyFiles: there are so many at most', async () => {
    const { applicationId } = (await start(await project())).body
    await portal.app.database.sql(sql`
      WITH files AS (INSERT INTO stored_files (id, tenant_id, purpose, media_type, size, sha256, created_at)
        SELECT gen_random_uuid(), ${tenantId}::uuid, 'applications.attachment', 'application/pdf', 1, sha256('x'), now()
        FROM generate_series(1, 20) RETURNING id)
      INSERT INTO application_files (tenant_id, application_id, file_id, in_draft, in_bid, added_at)
      SELECT ${tenantId}::uuid, ${applicationId}::uuid, id, true, false, now() FROM files`)
    const refused = await member.client.send(
      'POST',
      `/api/v1/applications/${applicationId}/files`,
      '%PDF-1.4\n%%EOF\n',
      { 'content-type': 'application/pdf' },
    )
    expect([refused.status, refused.text.includes('applications.tooManyFiles')]).toEqual([409, true])
  })
})

describe('who applies', () => {
  test('applications.alreadyApplied: a person once, each company once', async () => {
    const projectId = await project()
    const companyId = await company(member)
    for (const as of [null, companyId]) {
      expect((await start(projectId, member, as)).status).toBe(201)
      expect(coded(await start(projectId, member, as))).toEqual([409, 'applications.alreadyApplied'])
    }
    const answers = await Promise.all(Array.from({ length: 8 }, () => start(projectId, rival)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('is a person or a company, as the project says', async () => {
    const companyId = await company(member)
    const [people, companies] = [await project({ openTo: 'person' }), await project({ openTo: 'company' })]
    expect(coded(await start(people, member, companyId))).toEqual([409, 'applications.notForCompanies'])
    expect(coded(await start(companies, member))).toEqual([409, 'applications.notForPersons'])
    expect((await start(companies, member, companyId)).status).toBe(201)
  })

  test('applications.mayNotApply: nobody applies for a company without the power to', async () => {
    const companyId = await company(rival)
    const projectId = await project()
    expect(coded(await start(projectId, member, companyId))).toEqual([403, 'applications.mayNotApply'])
    const { applicationId } = (await start(projectId, rival, companyId)).body
    // Somebody who only looks on sees it, and changes nothing.
    await portal.app.database.sql(sql`
      INSERT INTO agencies (id, tenant_id, company_id, person_id, powers, asked_at, confirmed_at)
      VALUES (gen_random_uuid(), ${tenantId}::uuid, ${companyId}::uuid, ${member.personId}::uuid, '{view}', now(), now())`)
    expect((await read(applicationId)).status).toBe('draft')
    expect(coded(await save(applicationId, written()))).toEqual([403, 'applications.mayNotApply'])
  })

  test('a project that one does not find is not there, and a draft takes none', async () => {
    const hidden = await project({ visibility: 'unit' })
    expect((await start(hidden)).status).toBe(404)
    expect((await start(await project({}, { isPublished: false }), staff)).status).toBe(404)
  })
})

describe('handing in', () => {
  test('what was written counts, staff read it, and its hash is that of the document', async () => {
    const projectId = await project()
    const { applicationId } = await makeApplication(member, projectId, {}, { isSubmitted: false })
    const hash = (await read(applicationId)).draft?.hash
    expect((await submit(applicationId)).status).toBe(200)
    const mine = await read(applicationId)
    expect(mine).toMatchObject({ status: 'submitted', bids: 1, total: 275_013, draft: null })
    expect(mine.bid?.hash).toBe(hash)
    const { text } = await member.client.get(`/applications/${applicationId}/document.json`)
    expect(createHash('sha256').update(text).digest('hex')).toBe(hash)
    const { items } = (await member.client.call<{ items: unknown[] }>('GET', '/me/applications')).body
    expect(items).toContainEqual(expect.objectContaining({ id: applicationId, status: 'submitted' }))
    await endProject(portal, projectId)
    const theirs = await read(applicationId, staff)
    expect(theirs.bid?.document).toMatchObject({
      total: 275_013,
      contents: { proposal: 'We renew the quay.' },
    })
    for (const other of [rival, otherStaff])
      expect((await other.client.call('GET', `/applications/${applicationId}`)).status).toBe(404)
  })

  test('applications.nothingWritten: what was handed in is not handed in again', async () => {
    const { applicationId } = await makeApplication(member, await project())
    for (const again of [submit(applicationId), save(applicationId, written())])
      expect(coded(await again)).toEqual([409, 'applications.nothingWritten'])
  })

  test('a change is a new bid: the old one counts until the new one is in, and is kept no longer', async () => {
    const { applicationId } = await makeApplication(member, await project())
    expect((await revise(applicationId)).status).toBe(200)
    expect(coded(await revise(applicationId))).toEqual([409, 'applications.writtenAlready'])
    await save(applicationId, written({ proposal: 'We do it better.' }))
    // What the receipt leads to is what it speaks of, also while something else is being written.
    const fetched = (number: number) =>
      member.client.get(`/applications/${applicationId}/document.json?number=${number}`)
    const { text } = await fetched(1)
    expect(createHash('sha256').update(text).digest('hex')).toBe((await read(applicationId)).bid?.hash)
    expect((await fetched(2)).status).toBe(404)
    expect((await read(applicationId)).bid?.document?.contents.proposal).toBe('We renew the quay.')
    expect((await submit(applicationId)).status).toBe(200)
    expect((await read(applicationId)).bid).toMatchObject({
      number: 2,
      document: { contents: { proposal: 'We do it better.' } },
    })
    const letter = await portal.app.runner.ask(
      readReceiptLetter,
      { applicationId, number: 2 },
      portal.app.asSystem('test', tenantId),
    )
    expect(letter).toMatchObject({ projectTitle: 'Renew the quay', personIds: [member.personId] })
    const receipts = await member.client.call<{ items: Array<{ number: number; isKept: boolean }> }>(
      'GET',
      `/applications/${applicationId}/receipts`,
    )
    expect(receipts.body.items).toMatchObject([
      { number: 2, isKept: true },
      { number: 1, isKept: false },
    ])
  })

  test('applications.sendWithdrawal: withdrawn, it is a draft again, is told by mail, and may be handed in again', async () => {
    const { applicationId } = await makeApplication(member, await project())
    expect((await withdraw(applicationId)).status).toBe(200)
    await portal.runJobs()
    const mail = (await mailsTo(portal, member.email)).at(-1)
    expect([mail?.subject, mail?.text]).toEqual([
      expect.stringContaining('is withdrawn'),
      expect.stringContaining(`/my-applications/${applicationId}/receipts`),
    ])
    expect(coded(await withdraw(applicationId))).toEqual([409, 'applications.wrongState'])
    expect(await read(applicationId)).toMatchObject({
      status: 'withdrawn',
      draft: { contents: { proposal: 'We renew the quay.' } },
      bid: null,
    })
    expect((await submit(applicationId)).status).toBe(200)
  })

  test('applications.wrongState: what is decided is not changed', async () => {
    const projectId = await project()
    const { applicationId } = await makeApplication(member, projectId)
    const system = portal.app.asSystem('test', tenantId)
    const { runner } = portal.app
    await runner.call(shortlistApplication, { applicationId, isShortlisted: true }, system)
    expect(coded(await withdraw(applicationId))).toEqual([409, 'applications.wrongState'])
    const decide = () =>
      runner.call(
        decideApplication,
        {
          applicationId,
          outcome: 'declined',
          decidedBy: staff.personId,
          reason: 'Dear',
          feedback: 'Too dear.',
        },
        system,
      )
    expect(await decide()).toMatchObject({ status: 'declined' })
    await expect(decide()).rejects.toMatchObject({ code: 'applications.wrongState' })
    expect(await read(applicationId)).toMatchObject({
      status: 'declined',
      feedback: 'Too dear.',
      decisionReason: null,
    })
    await endProject(portal, projectId)
    expect(await read(applicationId, staff)).toMatchObject({ decisionReason: 'Dear' })
  })
})

describe('before the end', () => {
  test('nobody but the applicant reads a bid, and after it each reading by others stands in the audit', async () => {
    const projectId = await project()
    const { applicationId } = await makeApplication(member, projectId, {}, { isSubmitted: false })
    const pdf = '%PDF-1.4\n%%EOF\n'
    await member.client.send('POST', `/api/v1/applications/${applicationId}/files`, pdf, {
      'content-type': 'application/pdf',
    })
    expect((await submit(applicationId)).status).toBe(200)
    const paths = [
      `/api/v1/applications/${applicationId}`,
      `/api/v1/applications/${applicationId}/receipts`,
      `/api/v1/applications/${applicationId}/match`,
      `/api/v1/weighed-applications/${applicationId}`,
      `/applications/${applicationId}/document.json`,
      `/my-applications/${applicationId}`,
    ]
    const answered = async (by: MadePerson) =>
      Promise.all(paths.map(async (path) => (await by.client.get(path)).status))
    const listed = async () => {
      const path = `/applications?project=${projectId}`
      const [list, weighed] = await Promise.all([
        staff.client.call<{ items: unknown[] }>('GET', path),
        staff.client.call<{ items: unknown[] }>('GET', `/projects/${projectId}/weighed-applications`),
      ])
      const file = await staff.client.download(path.replace('?', '.csv?'))
      return [list.body.items.length, weighed.body.items.length, file.text.includes('Given Family')]
    }
    expect(await answered(staff)).toEqual(paths.map(() => 404))
    expect(await listed()).toEqual([0, 0, false])
    const system = portal.app.asSystem('test', tenantId)
    const exported = async () => {
      const plan = await portal.app.runner.ask(readExportPlan, { tenantId }, system)
      const rows = async (table: string) =>
        (
          await portal.app.runner.ask(readExportRows, { tenantId, table, after: null, limit: 5000 }, system)
        ).lines.find((line) => line.includes(applicationId)) ?? ''
      const [bid, own, file] = [
        await rows('bids'),
        await rows('applications'),
        await rows('application_files'),
      ]
      const { fileId } = await fileOf(applicationId)
      return [
        bid.includes('We renew the quay.'),
        own.includes('275013'),
        file !== '' && plan.files.some((each) => each.fileId === fileId),
      ]
    }
    expect(await exported()).toEqual([false, false, false])

    await endProject(portal, projectId)
    expect(await listed()).toEqual([1, 1, true])
    expect(await readingsOf(applicationId)).toEqual([])
    expect(await answered(member)).toEqual(paths.map((path) => (path.includes('weighed') ? 404 : 200)))
    expect(await readingsOf(applicationId)).toEqual([])
    expect(await answered(staff)).toEqual(paths.map(() => 200))
    const [file] = (await read(applicationId, staff)).bid?.files ?? []
    expect((await staff.client.get(file?.href ?? '')).text).toContain('%PDF')
    // Whoever cuts off of what the link says is a part opens nothing.
    expect((await staff.client.get((file?.href ?? '').replace(/&of=.*$/, ''))).status).toBe(404)
    const readings = await readingsOf(applicationId)
    expect(readings.map(({ operation }) => operation).sort()).toEqual([
      'applications.readApplication',
      'applications.readApplication',
      'applications.readApplication',
      'applications.readApplicationDocument',
      'applications.readKeptMatch',
      'applications.readReceipts',
      'files.openLinkedFile',
      'reviews.readWeighed',
    ])
    expect(new Set(readings.map(({ personId }) => personId))).toEqual(new Set([staff.personId]))
    expect(await exported()).toEqual([true, true, true])
  })

  test('what was cancelled before it stays unread', async () => {
    const projectId = await project()
    const { applicationId } = await makeApplication(member, projectId)
    await staff.client.call('POST', `/projects/${projectId}/cancellation`, { reason: 'No money' })
    await endProject(portal, projectId)
    expect((await staff.client.call('GET', `/applications/${applicationId}`)).status).toBe(404)
    expect((await read(applicationId)).status).toBe('submitted')
  })
})

describe('the deadline', () => {
  const atDeadline = async () => {
    const projectId = await project()
    const deadline = new Date(portal.clock.now().getTime() + 60_000)
    const made = await makeApplication(member, projectId, {}, { isSubmitted: false })
    await setDeadline(portal, projectId, deadline)
    return { ...made, deadline }
  }

  test('applications.deadlineOver: a second before is in time, the second itself is not', async () => {
    const [early, late] = [await atDeadline(), await atDeadline()]
    clockAt(new Date(early.deadline.getTime() - 1))
    expect((await submit(early.applicationId)).status).toBe(200)
    clockAt(late.deadline)
    for (const refused of [submit(late.applicationId), save(late.applicationId, written())])
      expect(coded(await refused)).toEqual([409, 'applications.deadlineOver'])
    expect(coded(await withdraw(early.applicationId))).toEqual([409, 'applications.deadlineOver'])
  })

  test('what arrived in time counts, though its turn comes after the clock has closed the project', async () => {
    const { applicationId, projectId, deadline } = await atDeadline()
    clockAt(new Date(deadline.getTime() - 1))
    const { pool } = portal.app.database
    const holder = await pool.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT FROM projects WHERE id = $1 FOR UPDATE', [projectId])
    const sent = submit(applicationId)
    // It has arrived once it waits for the project.
    for (let waits = false; !waits; )
      waits =
        (
          await holder.query(
            `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
          )
        ).rows.length > 0
    clockAt(new Date(deadline.getTime() + 5000))
    await holder.query(`UPDATE projects SET status = 'closed', closed_at = deadline WHERE id = $1`, [
      projectId,
    ])
    await holder.query('COMMIT')
    holder.release()
    expect((await sent).status).toBe(200)
    expect((await read(applicationId)).status).toBe('submitted')
  })

  test('applications.notOpen: what staff closed takes nothing any more', async () => {
    const projectId = await project()
    const { applicationId } = await makeApplication(member, projectId, {}, { isSubmitted: false })
    await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough' })
    expect(coded(await submit(applicationId))).toEqual([409, 'applications.notOpen'])
    expect(coded(await start(projectId, rival))).toEqual([409, 'applications.notOpen'])
  })
})

describe('applications.listApplicantsToTell', () => {
  test('whoever was writing hears that a project is closed early or cancelled; of a deadline that is over nobody does', async () => {
    const projectId = await project()
    await makeApplication(member, projectId, {}, { isSubmitted: false })
    await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough' })
    await staff.client.call('POST', `/projects/${projectId}/cancellation`, { reason: 'No money' })
    await portal.runJobs()
    const mails = await portal.app.database.sql<{ recipient: string; subject: string }>(sql`
      SELECT recipient, subject FROM kept_mails WHERE subject ~ 'closed before|: cancelled'
        AND text ~ 'Enough|No money' AND recipient = ${member.email} ORDER BY subject`)
    expect([...new Set(mails.map(({ subject }) => subject.split(': ').at(-1)))]).toEqual([
      'cancelled',
      'closed before its deadline',
    ])
  })
})

describe('papers that are asked for', () => {
  const papered = async (paper: object, demand: object = {}) => {
    const by = await makePerson(portal, { tenantId })
    const projectId = await project(
      {},
      { demands: [{ kind: 'licence', title: 'C-10', jurisdiction: 'CA', isGate: true, ...demand }] },
    )
    const added = await by.client.call<{ certificationId: string }>('POST', '/me/certifications', {
      kind: 'licence',
      name: 'C-10 Electrical',
      jurisdiction: 'ca',
      ...paper,
    })
    const { applicationId } = (await start(projectId, by)).body
    const saved = await save(applicationId, written({ papers: [added.body.certificationId] }), by)
    expect(coded(saved)).toEqual([200, undefined])
    return { by, applicationId, state: (await read(applicationId, by)).draft?.demands[0]?.state }
  }

  test.each([
    ['met', {}, 200],
    ['lapsed', { expiresOn: '2020-01-01' }, 409],
    ['missing', { name: 'B' }, 409],
    ['missing', { jurisdiction: 'NV' }, 409],
  ])('applications.lacksPapers: one that is %s', async (expected, paper, status) => {
    const { by, applicationId, state } = await papered(paper)
    expect(state).toBe(expected)
    const reply = await submit(applicationId, by)
    expect(coded(reply)).toEqual([status, status === 200 ? undefined : 'applications.lacksPapers'])
    if (status === 200)
      expect((await read(applicationId, by)).bid?.document?.papers).toMatchObject([
        { title: 'C-10 Electrical' },
      ])
    else expect(reply.text).toContain('C-10')
  })

  test('one that is no gate is told, and lets pass; so does one that is over before the work is done', async () => {
    const lapsed = await papered({ expiresOn: '2020-01-01' }, { isGate: false })
    expect([lapsed.state, (await submit(lapsed.applicationId, lapsed.by)).status]).toEqual(['lapsed', 200])
  })

  test('applications.error.gone: what has left the profile since is told', async () => {
    const { by, applicationId } = await papered({})
    await portal.app.database.sql(sql`DELETE FROM certifications WHERE person_id = ${by.personId}::uuid`)
    const { body } = await submit(applicationId, by)
    expect(body.issues).toEqual([
      expect.objectContaining({ pointer: '/papers', code: 'applications.error.gone' }),
    ])
  })
})

test('applications.placesTaken: of 200 who hand in at once for the last 5 places, exactly 5 win', async () => {
  const projectId = await project({ maxApplications: 8 })
  for (let taken = 0; taken < 3; taken += 1)
    await makeApplication(await makePerson(portal, { tenantId }), projectId)
  const model = await makeApplication(member, projectId, {}, { isSubmitted: false })
  const people: MadePerson[] = []
  while (people.length < 200) {
    // So many sign in from one address within some minutes.
    portal.clock.advance({ minutes: 10 })
    people.push(...(await Promise.all(Array.from({ length: 20 }, () => makePerson(portal, { tenantId })))))
  }
  await portal.app.database.sql(sql`
    INSERT INTO applications (id, tenant_id, project_id, person_id, draft, draft_salt, draft_saved_at, created_at, updated_at)
    SELECT p.person_id, a.tenant_id, a.project_id, p.person_id, a.draft, a.draft_salt, a.draft_saved_at, a.created_at, a.updated_at
    FROM applications a, unnest(${people.map(({ personId }) => personId)}::uuid[]) AS p(person_id)
    WHERE a.id = ${model.applicationId}::uuid`)
  const answers = await Promise.all(people.map((person) => submit(person.personId, person)))
  const told = answers.map((answer) => coded(answer).join(' ')).sort()
  expect(told.filter((one) => one.startsWith('200'))).toHaveLength(5)
  expect(new Set(told.slice(5))).toEqual(new Set(['409 applications.placesTaken']))
  const [{ count } = {}] = await portal.app.database.sql<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM submitted_applications WHERE project_id = ${projectId}::uuid`)
  expect(count).toBe(8)
  // Who withdraws makes room for one.
  const winner = people[answers.findIndex(({ status }) => status === 200)] as MadePerson
  const losers = people.filter((_person, index) => answers[index]?.status === 409).slice(0, 2)
  await withdraw(winner.personId, winner)
  const second = await Promise.all(losers.map((person) => submit(person.personId, person)))
  expect(second.map(({ status }) => status).sort()).toEqual([200, 409])
}, 60_000)
