import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { type MadeProject, makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Question {
  id: string
  text: string
  answer: string | null
  isOwn: boolean
  abilities: { change: boolean; answer: boolean }
}
interface Made {
  questionId: string
  code?: string
}

let portal: Portal
let tenantId: string
let staff: MadePerson
let asker: MadePerson
let other: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  asker = await makePerson(portal, { tenantId })
  other = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const inDays = (days: number) =>
  new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 16)
const made = (said: object = {}): Promise<MadeProject> =>
  makeProject(staff, { unitId: tenantId, timeZone: 'UTC', deadline: inDays(30), ...said })
const at = ({ projectId }: MadeProject, questionId = '') =>
  `/projects/${projectId}/questions${questionId && `/${questionId}`}`
const ask = (project: MadeProject, text = 'How deep is it?', by = asker) =>
  by.client.call<Made>('POST', `/projects/${project.projectId}/questions`, { text })
const answer = (project: MadeProject, questionId: string, by = staff) =>
  by.client.call<Made>('POST', `/projects/${project.projectId}/questions/${questionId}/answer`, {
    answer: 'Nine metres.',
  })
const listed = async (project: MadeProject, client: Pick<MadePerson['client'], 'call'>) =>
  (await client.call<{ items: Question[] }>('GET', `/projects/${project.projectId}/questions`)).body.items

describe('a question', () => {
  test('is staff’s and the asker’s until it is answered, then of all who find the project', async () => {
    const project = await made()
    const { status, body } = await ask(project)
    expect(status).toBe(201)
    expect(await listed(project, other.client)).toEqual([])
    expect(await listed(project, asker.client)).toMatchObject([
      { isOwn: true, abilities: { change: true, answer: false } },
    ])
    expect(await listed(project, staff.client)).toMatchObject([
      { isOwn: false, abilities: { change: false, answer: true } },
    ])
    expect((await answer(project, body.questionId, other)).status).toBe(403)
    expect((await answer(project, body.questionId)).status).toBe(200)
    expect(await listed(project, portal.visitor())).toMatchObject([
      { text: 'How deep is it?', answer: 'Nine metres.', isOwn: false },
    ])
    const page = (await portal.visitor().get(`/projects/${project.slug}`)).text
    expect([page.includes('How deep is it?'), page.includes('Nine metres.')]).toEqual([true, true])
  })

  test('does not tell who asked: in no reply, page, letter, audit or job that others reach', async () => {
    const project = await made()
    const { questionId } = (await ask(project)).body
    await asker.client.call('PUT', at(project, questionId), { text: 'How deep is it there?' })
    const { rows: jobs } = await portal.app.database.pool.query(
      `SELECT data FROM pgboss.job WHERE name = 'projects.tellStaffOfQuestion' AND data::text LIKE '%' || $1 || '%'`,
      [questionId],
    )
    expect(jobs).toHaveLength(1)
    await portal.runJobs()
    await answer(project, questionId)
    const reached = [
      (await staff.client.get(`/projects/${project.slug}`)).text,
      JSON.stringify(await listed(project, staff.client)),
      JSON.stringify(jobs),
    ]
    const entries = await portal.app.database.sql<object>(sql`
      SELECT to_jsonb(a) - 'hash' AS entry FROM audit_entries a WHERE a.changes::text LIKE ${`%${questionId}%`}`)
    const mails = await portal.app.database.sql<{ recipient: string }>(sql`
      SELECT to_jsonb(m) AS mail, recipient FROM kept_mails m WHERE subject LIKE 'A question about%'`)
    expect(entries.length).toBeGreaterThanOrEqual(3)
    expect(mails.map(({ recipient }) => recipient)).toEqual([staff.email])
    for (const text of [...reached, JSON.stringify(entries), JSON.stringify(mails)])
      for (const trace of [asker.personId, asker.accountId, asker.email])
        expect([text.includes(trace), trace]).toEqual([false, trace])
    // Who answered stands in the audit, as of any act of staff.
    expect(JSON.stringify(entries)).toContain(staff.personId)
  })

  describe('projects.readQuestionLetter', () => {
    test('is answered by a letter to whoever asked', async () => {
      const project = await made({ title: 'Dredge the harbour' })
      await answer(project, (await ask(project)).body.questionId)
      await portal.runJobs()
      const mails = await portal.app.database.sql<{ recipient: string }>(sql`
      SELECT recipient FROM kept_mails WHERE subject = 'Dredge the harbour: your question is answered'`)
      expect(mails).toEqual([{ recipient: asker.email }])
    })
  })

  test('is changed and taken back by whoever asked alone, until it is answered', async () => {
    const project = await made()
    const { questionId } = (await ask(project)).body
    const change = (by: MadePerson) =>
      by.client.call<Made>('PUT', `/projects/${project.projectId}/questions/${questionId}`, {
        text: 'How wide?',
      })
    expect([
      (await change(other)).status,
      (await change(staff)).status,
      (await change(asker)).status,
    ]).toEqual([404, 404, 200])
    await answer(project, questionId)
    expect((await change(asker)).body.code).toBe('projects.answeredAlready')
    expect((await answer(project, questionId)).body.code).toBe('projects.answeredAlready')
    const second = (await ask(project)).body.questionId
    expect((await asker.client.call('DELETE', at(project, second))).status).toBe(200)
    expect(await listed(project, staff.client)).toHaveLength(1)
  })

  test('is asked by members who find the project, before its deadline', async () => {
    const project = await made({ visibility: 'members', deadline: inDays(0.01) })
    expect((await portal.visitor().call('POST', at(project), { text: 'How?' })).status).toBe(401)
    const stranger = await makePerson(portal, { tenantId: await makeAssociation(portal) })
    expect((await ask(project, 'How?', stranger)).status).toBe(403)
    const staffOnly = await made({ visibility: 'unit', unitId: await makeUnit(portal, tenantId) })
    expect((await ask(staffOnly)).status).toBe(404)
    // projects.looksAfterIt: who answers asks nothing.
    expect((await ask(project, 'How?', staff)).body).toMatchObject({ code: 'projects.looksAfterIt' })
    const { questionId } = (await ask(project)).body
    portal.clock.advance({ minutes: 20 })
    expect((await ask(project)).body.code).toBe('projects.wrongState')
    expect((await answer(project, questionId)).body.code).toBe('projects.wrongState')
  })

  test('projects.tooManyWaiting, projects.tooManyQuestions: nobody fills a page alone, and there is an end', async () => {
    const project = await made()
    const asked = await Promise.all(Array.from({ length: 12 }, () => ask(project)))
    expect(asked.filter(({ status }) => status === 201)).toHaveLength(10)
    expect(asked.find(({ status }) => status === 409)?.body.code).toBe('projects.tooManyWaiting')
    await portal.app.database.sql(sql`
      INSERT INTO project_questions (id, tenant_id, project_id, text, asked_at)
      SELECT gen_random_uuid(), ${tenantId}::uuid, ${project.projectId}::uuid, 'x', now() FROM generate_series(1, 490)`)
    expect((await ask(project, 'One more', other)).body.code).toBe('projects.tooManyQuestions')
  })
})

test('the portal asks, changes, takes back and answers', async () => {
  const project = await made()
  const address = at(project)
  expect((await asker.client.get(`${address}/new`)).text).toContain('What you want to know')
  expect((await asker.client.form(`${address}/new`, { text: '' })).status).toBe(422)
  expect((await asker.client.form(`${address}/new`, { text: 'How deep?' })).headers.get('location')).toBe(
    address,
  )
  expect((await asker.client.get(address)).headers.get('location')).toBe(
    `/projects/${project.slug}#questions`,
  )
  const [question] = await listed(project, asker.client)
  const edit = `${address}/${question?.id}/edit`
  expect((await asker.client.get(edit)).text).toContain('How deep?')
  expect((await other.client.get(edit)).status).toBe(404)
  await asker.client.form(edit, { text: 'How deep is it there?' })
  const reply = `/managed-projects/${project.projectId}/questions/${question?.id}/answer`
  expect((await staff.client.get(reply)).text).toContain('How deep is it there?')
  expect((await staff.client.form(reply, { answer: 'Nine metres.' })).status).toBe(303)
  expect((await asker.client.get(`/projects/${project.slug}`)).text).toContain('You asked this')
  const { questionId } = (await ask(project, 'And how wide?')).body
  await asker.client.form(`/projects/${project.projectId}/questions/${questionId}/withdraw`, {})
  expect(await listed(project, staff.client)).toHaveLength(1)
})

describe('files', () => {
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
  const cookies = ({ client }: MadePerson) =>
    [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  async function upload({ projectId }: MadeProject, by = staff) {
    const reply = await fetch(`${portal.url}/api/v1/projects/${projectId}/files`, {
      method: 'POST',
      body: pdf,
      headers: { 'Content-Type': 'application/pdf', Cookie: cookies(by) },
    })
    return { status: reply.status, body: (await reply.json()) as { fileId: string; code?: string } }
  }

  const filesOf = async ({ projectId }: MadeProject, { client } = other) =>
    (
      await client.call<{ files: Array<{ id: string; isShown: boolean; href: string }> }>(
        'GET',
        `/projects/${projectId}`,
      )
    ).body.files
  const amend = ({ projectId }: MadeProject, said: object) =>
    staff.client.call<{ issues?: object[] }>('POST', `/projects/${projectId}/addenda`, {
      addendum: { text: 'Plans', isMaterial: false },
      ...said,
    })

  test('are seen by exactly who sees the project, and change by addenda once it is published', async () => {
    const project = await makeProject(
      staff,
      { unitId: tenantId, timeZone: 'UTC', deadline: inDays(30), visibility: 'members' },
      { isPublished: false },
    )
    const first = (await upload(project)).body.fileId
    expect((await upload(project, other)).status).toBe(404)
    await staff.client.call('POST', `/projects/${project.projectId}/publication`)
    const [seen] = await filesOf(project)
    expect(seen?.id).toBe(first)
    const open = async (who: MadePerson | null) =>
      (await fetch(portal.url + seen?.href, who ? { headers: { Cookie: cookies(who) } } : {})).status
    expect([await open(other), await open(null), await open(staff)]).toEqual([200, 404, 404])
    const second = (await upload(project)).body.fileId
    expect(await filesOf(project)).toHaveLength(1)
    expect((await filesOf(project, staff)).map(({ isShown }) => isShown)).toEqual([true, false])
    const direct = await staff.client.call<{ code: string }>(
      'DELETE',
      `/projects/${project.projectId}/files/${first}`,
    )
    expect(direct.body.code).toBe('projects.onlyByAddendum')
    expect((await amend(project, { showFiles: [first] })).body.issues).toMatchObject([
      { pointer: '/showFiles', code: 'notOffered' },
    ])
    const both = await Promise.all([1, 2].map(() => amend(project, { showFiles: [second] })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
    expect((await amend(project, { removeFiles: [first] })).status).toBe(201)
    expect((await filesOf(project)).map(({ id }) => id)).toEqual([second])
    const waiting = (await upload(project)).body.fileId
    const gone = await staff.client.call('DELETE', `/projects/${project.projectId}/files/${waiting}`)
    expect([gone.status, (await filesOf(project, staff)).length]).toEqual([200, 1])
  })

  test('what waits for an addendum opens for whoever asked alone, also of a project that everybody finds', async () => {
    const project = await made()
    await upload(project)
    const [waiting] = await filesOf(project, staff)
    const open = async (who: MadePerson | null) =>
      (await fetch(portal.url + waiting?.href, who ? { headers: { Cookie: cookies(who) } } : {})).status
    expect([waiting?.isShown, await open(staff), await open(other), await open(null)]).toEqual([
      false,
      200,
      404,
      404,
    ])
  })

  test('projects.tooManyFiles: of two that come at once to the last place one is taken', async () => {
    const project = await makeProject(staff, { unitId: tenantId }, { isPublished: false })
    await portal.app.database.pool.query(
      `WITH made AS (INSERT INTO stored_files (id, tenant_id, purpose, media_type, size, sha256, created_at)
         SELECT gen_random_uuid(), $1, 'projects.attachment', 'application/pdf', 1, sha256(g::text::bytea), now() FROM generate_series(1, 39) g
         RETURNING id)
       INSERT INTO project_files (tenant_id, project_id, file_id, added_at) SELECT $1, $2, id, now() FROM made`,
      [tenantId, project.projectId],
    )
    const both = await Promise.all([upload(project), upload(project)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(both.map(({ body }) => body.code)).toContain('projects.tooManyFiles')
  })

  test('are added and removed in the portal', async () => {
    const project = await makeProject(staff, { unitId: tenantId }, { isPublished: false })
    const address = `/managed-projects/${project.projectId}/files`
    expect((await staff.client.get(`${address}/new`)).text).toContain('type="file"')
    const body = new FormData()
    body.set('file', new Blob([pdf], { type: 'application/pdf' }), 'Plan.pdf')
    const sent = await fetch(`${portal.url}${address}/new`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { Cookie: cookies(staff), Origin: portal.url },
    })
    expect(sent.status).toBe(303)
    expect((await staff.client.get(`/projects/${project.slug}`)).text).toContain('Plan.pdf')
    const [file] = await filesOf(project, staff)
    await staff.client.form(`/managed-projects/${project.projectId}/files/${file?.id}/remove`, {})
    expect(await filesOf(project, staff)).toEqual([])
  })
})
