import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { bidOf, unsealNextBid } from '../../../src/modules/applications/index.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { endProject, makeApplication, setDeadline, written } from '../../factories/applications.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  code?: string
  issues?: Array<{ pointer: string; code: string }>
}

interface Sealing {
  readyAt: string | null
  openedAt: string | null
  witnesses: Array<{ personId: string; name: string; acceptedAt: string | null; givenAt: string | null }>
  abilities: { accept: boolean; open: boolean }
}

let portal: Portal
let tenantId: string
let staff: MadePerson
let member: MadePerson
let witnesses: MadePerson[]

const secret = 'a price that nobody may know yet'
const phrase = (index: number) => `four quiet words ${index}`

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  member = await makePerson(portal, { tenantId })
  witnesses = await Promise.all(Array.from({ length: 3 }, () => makePerson(portal, { tenantId })))
})
afterAll(() => portal.close())

const coded = ({ status, body }: { status: number; body: Reply }) => [status, body.code]
const seal = (projectId: string, said: object = {}, { client } = staff) =>
  client.call<Reply>('PUT', `/projects/${projectId}/sealing`, {
    threshold: 2,
    witnesses: witnesses.map(({ email }) => email),
    ...said,
  })
const accept = (projectId: string, index: number) =>
  (witnesses[index] as MadePerson).client.call<Reply>('POST', `/projects/${projectId}/sealing/acceptance`, {
    passphrase: phrase(index),
  })
const open = (projectId: string, index: number, passphrase = phrase(index)) =>
  (witnesses[index] as MadePerson).client.call<Reply>('POST', `/projects/${projectId}/sealing/opening`, {
    passphrase,
  })
const publish = (projectId: string) => staff.client.call<Reply>('POST', `/projects/${projectId}/publication`)
const read = async (projectId: string, { client } = staff) =>
  (await client.call<Sealing>('GET', `/projects/${projectId}/sealing`)).body

async function drafted(): Promise<string> {
  return (await makeProject(staff, { unitId: tenantId, currency: 'USD' }, { isPublished: false })).projectId
}

/** A published project whose bids are sealed to two of three. */
async function sealedProject(): Promise<string> {
  const projectId = await drafted()
  await seal(projectId)
  for (const index of witnesses.keys()) await accept(projectId, index)
  expect(coded(await publish(projectId))).toEqual([200, undefined])
  return projectId
}

const company = async ({ client }: MadePerson) =>
  (
    await client.call<{ companyId: string }>('POST', '/companies', {
      legalName: `Works ${randomUUID()}`,
      country: 'UA',
    })
  ).body.companyId

const pdf = '%PDF-1.4\n% a drawing that nobody may see yet\n%%EOF\n'

async function submitWithFile(projectId: string): Promise<string> {
  const { applicationId } = await makeApplication(
    member,
    projectId,
    { proposal: secret },
    { isSubmitted: false },
  )
  const added = await member.client.send('POST', `/api/v1/applications/${applicationId}/files`, pdf, {
    'content-type': 'application/pdf',
  })
  expect(added.status).toBe(201)
  const sent = await member.client.call<Reply>('POST', `/applications/${applicationId}/submission`)
  expect(coded(sent)).toEqual([200, undefined])
  return applicationId
}

const toDeadline = async (projectId: string) => {
  await setDeadline(portal, projectId, portal.clock.now())
  portal.clock.advance({ seconds: 61 })
}

describe('applications.askWitness', () => {
  test('witnesses of a draft are asked by mail, and it is not published before each has agreed', async () => {
    const projectId = await drafted()
    expect(coded(await seal(projectId))).toEqual([200, undefined])
    await portal.runJobs()
    const mails = await portal.app.database.sql<{ recipient: string }>(
      sql`SELECT recipient FROM kept_mails WHERE subject LIKE 'Will you be a witness%'`,
    )
    expect(mails.map(({ recipient }) => recipient).sort()).toEqual(witnesses.map(({ email }) => email).sort())
    for (const index of [0, 1]) await accept(projectId, index)
    const early = await publish(projectId)
    expect(early.body.issues).toMatchObject([
      { pointer: '/sealing', code: 'projects.error.witnessesAwaited' },
    ])
    expect(coded(await accept(projectId, 0))).toEqual([409, 'applications.acceptedAlready'])
    expect((await accept(projectId, 2)).status).toBe(200)
    expect((await publish(projectId)).status).toBe(200)
    expect(coded(await seal(projectId))).toEqual([409, 'applications.notDraft'])
    const { items } = (
      await (witnesses[0] as MadePerson).client.call<{ items: object[] }>('GET', '/me/sealings')
    ).body
    expect(items).toContainEqual(expect.objectContaining({ projectId }))
  })

  test('applications.tellStaffOfDeclining: who declines is named to staff with the reason, and may still agree', async () => {
    const projectId = await drafted()
    await seal(projectId)
    const [first, second] = witnesses as [MadePerson, MadePerson]
    const decline = ({ client }: MadePerson, said: object = {}) =>
      client.call<Reply>('POST', `/projects/${projectId}/sealing/refusal`, said)
    expect((await first.client.get(`/my-sealings/${projectId}`)).text).toContain(
      'I would rather not be a witness',
    )
    const form = await first.client.form(`/my-sealings/${projectId}/decline`, { reason: 'A cousin applies' })
    expect(form.status).toBe(303)
    expect(coded(await decline(first))).toEqual([409, 'applications.declinedAlready'])
    await portal.runJobs()
    const told = (await mailsTo(portal, staff.email)).filter(({ subject }) =>
      subject.endsWith('not be a witness'),
    )
    expect(told.map(({ text }) => text.includes('A cousin applies'))).toEqual([true])
    // Other witnesses see that, and not why.
    const seen = async (by: MadePerson) =>
      (await read(projectId, by)).witnesses.find(({ personId }) => personId === first.personId)
    expect(await seen(staff)).toMatchObject({ declineReason: 'A cousin applies' })
    expect(await seen(second)).toMatchObject({ declinedAt: expect.any(String), declineReason: null })
    expect((await staff.client.get(`/managed-projects/${projectId}/sealing`)).text).toContain(
      'A witness declined',
    )
    expect((await accept(projectId, 0)).status).toBe(200)
    expect(await seen(staff)).toMatchObject({ declinedAt: null, acceptedAt: expect.any(String) })
    expect(coded(await decline(first))).toEqual([409, 'applications.acceptedAlready'])
    expect(coded(await decline(member))).toEqual([404, expect.any(String)])
    const others = witnesses.slice(1).map(({ email }) => email)
    expect((await seal(projectId, { witnesses: [...others, member.email] })).status).toBe(200)
    for (const witness of witnesses.slice(1)) await decline(witness)
    expect((await publish(projectId)).status).toBe(422)
  })

  test('tells who is nobody, and a number that cannot be reached; and is taken back', async () => {
    const projectId = await drafted()
    const [first, second] = witnesses.map(({ email }) => email)
    const strange = await seal(projectId, { witnesses: [first, 'nobody@example.org'] })
    expect(strange.body.issues).toMatchObject([
      { code: 'applications.error.nobodyThere', message: expect.stringContaining('nobody@example.org') },
    ])
    const twice = await seal(projectId, { witnesses: [first, first?.toUpperCase()] })
    expect(twice.body.issues?.[0]?.code).toBe('applications.error.samePerson')
    const same = await seal(projectId, { witnesses: [first, first] })
    expect(same.body.issues?.[0]?.code).toBe('applications.error.samePerson')
    const tooMany = await seal(projectId, { threshold: 3, witnesses: [first, second] })
    expect(tooMany.body.issues?.[0]?.code).toBe('applications.error.tooManyNeeded')
    await seal(projectId)
    expect((await staff.client.call('DELETE', `/projects/${projectId}/sealing`)).status).toBe(200)
    expect((await publish(projectId)).status).toBe(200)
  })

  test('whoever agrees or gives their part twice at once does it once', async () => {
    const projectId = await drafted()
    await seal(projectId)
    const twice = async (act: () => Promise<{ status: number; body: Reply }>) =>
      (await Promise.all([act(), act(), act()])).map(coded).sort()
    for (const index of witnesses.keys())
      expect(await twice(() => accept(projectId, index))).toEqual([
        [200, undefined],
        [409, 'applications.acceptedAlready'],
        [409, 'applications.acceptedAlready'],
      ])
    await publish(projectId)
    await toDeadline(projectId)
    expect(await twice(() => open(projectId, 0))).toEqual([
      [200, undefined],
      [409, 'applications.givenAlready'],
      [409, 'applications.givenAlready'],
    ])
    const last = await Promise.all([open(projectId, 1), open(projectId, 2)])
    expect(last.map(coded).sort()).toEqual([
      [200, undefined],
      [409, 'applications.openedAlready'],
    ])
  })

  test('applications.notWitness: whoever was not named agrees to nothing', async () => {
    const projectId = await drafted()
    await seal(projectId)
    const path = `/projects/${projectId}/sealing/acceptance`
    const refused = await staff.client.call<Reply>('POST', path, { passphrase: phrase(9) })
    expect(coded(refused)).toEqual([403, 'applications.notWitness'])
    expect((await member.client.call('POST', path, { passphrase: phrase(9) })).status).toBe(404)
  })
})

test('applications.witnessApplies: nobody opens the bids among which their own is, neither themselves nor for a company', async () => {
  const projectId = await sealedProject()
  const [witness] = witnesses as [MadePerson]
  const companyId = await company(witness)
  const { slug } = (await staff.client.call<{ slug: string }>('GET', `/projects/${projectId}`)).body
  for (const party of [null, companyId])
    expect(
      coded(await witness.client.call('POST', `/projects/${projectId}/applications`, { companyId: party })),
    ).toEqual([403, 'applications.witnessApplies'])
  const start = await witness.client.call<{ sealing: object; parties: Array<{ isWitness: boolean }> }>(
    'GET',
    `/projects/${slug}/start`,
  )
  expect(start.body).toMatchObject({
    project: { sealing: { threshold: 2, witnesses: 3 } },
    parties: [{ isWitness: true }, { isWitness: true }],
  })
  const apply = (await witness.client.get(`/projects/${slug}/apply`)).text
  expect(apply).toContain('A witness of the sealed bids does not apply')
  expect(apply).not.toContain('Start an application')

  // Whoever agrees to act for the applicant once the application is begun keeps it from being handed in.
  const other = await company(member)
  const { applicationId } = await makeApplication(
    member,
    projectId,
    {},
    { companyId: other, isSubmitted: false },
  )
  const check = async () => (await member.client.get(`/my-applications/${applicationId}/check`)).text
  expect(await check()).toContain('before 2 of 3 witnesses open the bids after the deadline')
  await member.client.call('POST', `/companies/${other}/agencies`, {
    address: witness.email,
    powers: ['view'],
  })
  expect((await witness.client.call('POST', `/companies/${other}/agencies/mine`)).status).toBe(200)
  const late = await member.client.call<Reply>('POST', `/applications/${applicationId}/submission`)
  expect(coded(late)).toEqual([403, 'applications.witnessApplies'])
})

test('applications.sealProjectPage: staff find it from the checklist of the draft and after publication, and are warned where each is needed', async () => {
  const projectId = await drafted()
  await seal(projectId, { threshold: 3 })
  const page = `/managed-projects/${projectId}/sealing`
  expect((await staff.client.get(page)).text).toContain('Each of the witnesses is needed')
  const { slug } = (await staff.client.call<{ slug: string }>('GET', `/projects/${projectId}`)).body
  const project = async () => (await staff.client.get(`/projects/${slug}`)).text
  expect(await project()).toContain(`<a href="${page}">Its witnesses have to agree first`)
  for (const index of witnesses.keys()) await accept(projectId, index)
  expect(coded(await publish(projectId))).toEqual([200, undefined])
  expect(await project()).toContain(page)
  expect((await member.client.get(`/projects/${slug}`)).text).not.toContain(page)
})

test('applications.askWitnessesToOpen, applications.tellStaffOfOpening: each is told when it is their turn, by mail and on the first page', async () => {
  const projectId = await drafted()
  await seal(projectId)
  const [first] = witnesses as [MadePerson]
  const home = async () => (await first.client.get('/')).text
  expect(await home()).toContain('asked to be a witness')
  for (const index of witnesses.keys()) await accept(projectId, index)
  await publish(projectId)
  await makeApplication(member, projectId)
  expect(await home()).not.toContain(projectId)
  const mailed = async (subject: string) =>
    (
      await portal.app.database.sql<{ recipient: string }>(
        sql`SELECT recipient FROM kept_mails WHERE subject LIKE ${`%${subject}`} ORDER BY recipient`,
      )
    ).map(({ recipient }) => recipient)
  await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough' })
  await portal.runJobs()
  expect(await mailed('its sealed bids can be opened')).toEqual(witnesses.map(({ email }) => email).sort())
  expect(await home()).toContain('wait for your part of the key')
  portal.clock.advance({ seconds: 61 })
  for (const index of [0, 1]) expect((await open(projectId, index)).status).toBe(200)
  await portal.runJobs()
  expect(new Set(await mailed('the sealed bids are open'))).toEqual(new Set([staff.email]))
  expect(await home()).not.toContain(projectId)
})

test('whoever comes before it is time has used up no try of a passphrase', async () => {
  const projectId = await sealedProject()
  for (let index = 0; index < 11; index += 1)
    expect(coded(await open(projectId, 2))).toEqual([409, 'applications.tooEarly'])
  await toDeadline(projectId)
  expect((await open(projectId, 2)).status).toBe(200)
})

describe('applications.unsealBids', () => {
  test('a sealed bid stands nowhere: not in the database, not in the storage, not for staff; and is read once two have opened it', async () => {
    const projectId = await sealedProject()
    const applicationId = await submitWithFile(projectId)
    await portal.runJobs()
    const { sql: run } = portal.app.database
    const tables = await run<{ name: string }>(sql`
      SELECT quote_ident(schemaname) || '.' || quote_ident(relname) AS name FROM pg_stat_user_tables`)
    // As the owner of the database, who sees what the portal itself does not.
    await withClient(portal.databaseUrl, async (owner) => {
      for (const { name } of tables) {
        const { rows } = await owner.query(`SELECT FROM ${name} r WHERE r::text LIKE $1 OR r::text LIKE $2`, [
          `%${secret}%`,
          `%${Buffer.from(secret).toString('hex')}%`,
        ])
        expect([name, rows.length]).toEqual([name, 0])
      }
    })
    const files = await run<{ id: string; name: string | null }>(sql`
      SELECT k.file_id AS id, k.name FROM application_files f JOIN kept_files k ON k.file_id = f.file_id
      WHERE f.application_id = ${applicationId}::uuid`)
    const { services } = portal.app
    const [file] = files
    const stored = await (await services.storage.read(file?.id ?? '')).toArray()
    expect([files.length, file?.name, Buffer.concat(stored).includes('drawing')]).toEqual([1, null, false])
    const readBy = ({ client }: MadePerson) =>
      client.call<{ bid: object; total: null }>('GET', `/applications/${applicationId}`)
    expect((await readBy(staff)).status).toBe(404)
    expect((await readBy(member)).body).toMatchObject({
      total: null,
      bid: { document: null, isSealed: true, files: [] },
    })
    expect(await bidOf(run, tenantId, applicationId)).toBeNull()
    expect((await member.client.get(`/my-applications/${applicationId}`)).text).toContain(
      'Your bid is sealed',
    )

    expect(coded(await open(projectId, 0))).toEqual([409, 'applications.tooEarly'])
    await toDeadline(projectId)
    expect((await readBy(staff)).body).toMatchObject({
      total: null,
      bid: { document: null, isSealed: true, files: [] },
    })
    expect(coded(await open(projectId, 0, 'not the phrase of it'))).toEqual([
      409,
      'applications.wrongPassphrase',
    ])
    expect((await open(projectId, 0)).status).toBe(200)
    expect(coded(await open(projectId, 0))).toEqual([409, 'applications.givenAlready'])
    // One of two says nothing: whoever has the server's own keys as well has no more.
    await portal.runJobs()
    expect(await bidOf(run, tenantId, applicationId)).toBeNull()
    expect((await open(projectId, 2)).status).toBe(200)
    expect(coded(await open(projectId, 1))).toEqual([409, 'applications.openedAlready'])
    await portal.runJobs()
    const bid = await bidOf(run, tenantId, applicationId)
    expect(bid?.document.contents.proposal).toBe(secret)
    const now = await staff.client.call<{
      bid: { hash: string; files: Array<{ href: string }> }
      total: number
    }>('GET', `/applications/${applicationId}`)
    expect([now.body.total, now.body.bid.hash]).toEqual([275_013, bid?.hash])
    expect((await staff.client.get(now.body.bid.files[0]?.href ?? '')).text).toBe(pdf)
    const { witnesses: record, openedAt } = await read(projectId)
    expect([openedAt !== null, record.map(({ givenAt }) => givenAt !== null).sort()]).toEqual([
      true,
      [false, true, true],
    ])
    const kept = await run(sql`
      SELECT FROM sealings WHERE project_id = ${projectId}::uuid AND sealed_opened_key IS NOT NULL`)
    expect(kept).toEqual([])
  })

  test('a bid that was changed in the database does not open, and keeps none of the others from it', async () => {
    const projectId = await sealedProject()
    const spoiled = await submitWithFile(projectId)
    const others = [await makePerson(portal, { tenantId }), await makePerson(portal, { tenantId })]
    const sound = await Promise.all(others.map((by) => makeApplication(by, projectId)))
    const { sql: run } = portal.app.database
    // Its last byte is another one.
    await run(sql`
      UPDATE bids SET sealed = set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 1)
      WHERE application_id = ${spoiled}::uuid`)
    await toDeadline(projectId)
    for (const index of [0, 1]) expect((await open(projectId, index)).status).toBe(200)
    const unseal = () =>
      portal.app.runner.call(unsealNextBid, { projectId }, portal.app.asSystem('test', tenantId))
    for (const _bid of sound) expect(await unseal()).toEqual({ isDone: false })
    await expect(unseal()).rejects.toThrow('does not open')
    for (const { applicationId } of sound) expect(await bidOf(run, tenantId, applicationId)).not.toBeNull()
    expect(await bidOf(run, tenantId, spoiled)).toBeNull()
    await run(sql`UPDATE bids SET sealed = NULL WHERE application_id = ${spoiled}::uuid`)
    await portal.runJobs()
  })

  test('a change of a sealed bid is a new one that replaces it, and what is withdrawn is gone', async () => {
    const projectId = await sealedProject()
    const applicationId = await submitWithFile(projectId)
    const address = `/applications/${applicationId}`
    const own = async (page = '') =>
      (await member.client.get(`/my-applications/${applicationId}${page}`)).text
    expect(await own()).toContain('A change starts from an empty form')
    await member.client.call('POST', `${address}/revision`)
    const revised = await member.client.call<{ draft: { contents: { proposal: string }; files: object[] } }>(
      'GET',
      address,
    )
    expect(revised.body.draft).toMatchObject({ contents: { proposal: '' }, files: [] })
    await member.client.call('PUT', `${address}/draft`, written({ proposal: 'Better.' }))
    expect((await member.client.call('POST', `${address}/submission`)).status).toBe(200)
    const { sql: run } = portal.app.database
    const left = () =>
      run<{ sealed: boolean; files: number }>(sql`
        SELECT b.sealed IS NOT NULL AS sealed, (SELECT count(*)::int FROM application_files f WHERE f.application_id = b.application_id) AS files
        FROM bids b WHERE b.application_id = ${applicationId}::uuid ORDER BY b.number`)
    expect(await left()).toEqual([
      { sealed: false, files: 0 },
      { sealed: true, files: 0 },
    ])
    expect((await member.client.call('POST', `${address}/withdrawal`)).status).toBe(200)
    expect((await left()).some(({ sealed }) => sealed)).toBe(false)
    expect(await own('/receipts')).toContain('It was withdrawn and does not count.')
  })

  test('applications.changedMeanwhile: what was sealed before its turn came is what is handed in, or nothing', async () => {
    const projectId = await sealedProject()
    const { applicationId } = await makeApplication(member, projectId, {}, { isSubmitted: false })
    // It is said before anything is written: how many open them, and what that means.
    const writing = (await member.client.get(`/my-applications/${applicationId}/draft`)).text
    expect(writing).toContain('before 2 of 3 witnesses open the bids together')
    const holder = await portal.app.database.pool.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT FROM projects WHERE id = $1 FOR UPDATE', [projectId])
    const sent = member.client.call<Reply>('POST', `/applications/${applicationId}/submission`)
    await until('it waits for the project', async () => {
      const waiting = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`
      return (await holder.query(waiting)).rows.length > 0
    })
    await holder.query(
      `UPDATE applications SET draft = jsonb_set(draft, '{proposal}', '"Something else"') WHERE id = $1`,
      [applicationId],
    )
    await holder.query('COMMIT')
    holder.release()
    expect(coded(await sent)).toEqual([409, 'applications.changedMeanwhile'])
    expect(
      coded(await member.client.call<Reply>('POST', `/applications/${applicationId}/submission`)),
    ).toEqual([200, undefined])
  })

  test('applications.notReady: what is cancelled is not opened', async () => {
    const projectId = await sealedProject()
    await staff.client.call('POST', `/projects/${projectId}/cancellation`, { reason: 'No money' })
    await toDeadline(projectId)
    expect(coded(await open(projectId, 0))).toEqual([409, 'applications.notReady'])
  })
})

describe('applications.tellApplicantsOfAddendum', () => {
  test('an addendum is told, stands in the way until it is acknowledged, and a material one asks for another look', async () => {
    const { projectId } = await makeProject(staff, { unitId: tenantId, currency: 'USD' })
    const { applicationId } = await makeApplication(member, projectId)
    portal.clock.advance({ seconds: 1 })
    const issued = await staff.client.call('POST', `/projects/${projectId}/addenda`, {
      summary: 'Deeper piles.',
      addendum: { text: 'The piles are deeper.', isMaterial: true },
    })
    expect(issued.status).toBe(201)
    await portal.runJobs()
    const [mail] = await portal.app.database.sql<{ recipient: string }>(
      sql`SELECT recipient FROM kept_mails WHERE subject LIKE '%look at your application again'`,
    )
    expect(mail?.recipient).toBe(member.email)
    type Shown = { isOvertaken: boolean; addenda: Array<{ acknowledgedAt: string | null }> }
    const shown = async ({ client } = member) =>
      (await client.call<Shown>('GET', `/applications/${applicationId}`)).body
    expect(await shown()).toMatchObject({ isOvertaken: true, addenda: [{ acknowledgedAt: null }] })
    await member.client.call('POST', `/applications/${applicationId}/revision`)
    const submit = () => member.client.call<Reply>('POST', `/applications/${applicationId}/submission`)
    expect(coded(await submit())).toEqual([409, 'applications.addendaUnread'])
    const read = await member.client.call('POST', `/applications/${applicationId}/acknowledgements`, {
      upTo: 1,
    })
    expect(read.status).toBe(200)
    expect((await shown()).addenda[0]?.acknowledgedAt).not.toBeNull()
    portal.clock.advance({ seconds: 1 })
    expect(coded(await submit())).toEqual([200, undefined])
    expect((await shown()).isOvertaken).toBe(false)
    // What was written is copied into the statistics of the database neither.
    const leftOut = await portal.app.database.sql<{ attname: string }>(sql`
      SELECT attname FROM pg_attribute WHERE attstattarget = 0
        AND attrelid IN ('applications'::regclass, 'stored_files'::regclass) ORDER BY attname`)
    expect(leftOut.map(({ attname }) => attname)).toEqual(['draft', 'draft_salt', 'name'])
    // Somebody who has not looked at it again is found by staff, once they may look.
    await portal.app.database.sql(sql`
      DELETE FROM addendum_receipts WHERE application_id = ${applicationId}::uuid`)
    await endProject(portal, projectId)
    const unread = await staff.client.call<{ items: Array<{ id: string }> }>(
      'GET',
      `/applications?unread=true&project=${projectId}`,
    )
    expect(unread.body.items.map(({ id }) => id)).toEqual([applicationId])
    expect((await shown(staff)).addenda).toMatchObject([{ acknowledgedAt: null }])
  })
})
