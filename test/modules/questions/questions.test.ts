import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type {
  BankReply,
  QuestionReply,
  RevisionList,
  TriedReply,
} from '../../../src/modules/questions/contract.ts'
import { mergeUnit } from '../../../src/modules/units/index.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  bankId: string
  questionId: string
  revision: number
  version: number
  code?: string
  issues?: Array<{ pointer: string; code: string; message: string }>
}

let portal: Portal
let tenantId: string
let unitId: string
let manager: MadePerson
let administrator: MadePerson
let member: MadePerson
let bankId: string

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here')
  unitId = await makeUnit(portal, tenantId, tenantId, 'North')
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  member = await makePerson(portal, { tenantId })
  bankId = await makeBank()
})
afterAll(() => portal.close())

async function makeBank(at = unitId, name = `Bank ${randomUUID()}`): Promise<string> {
  const { status, body } = await administrator.client.call<Reply>('POST', '/question-banks', {
    unitId: at,
    name,
  })
  expect([status, body.code]).toEqual([201, undefined])
  return body.bankId
}

const capital = {
  kind: 'single',
  text: 'Which is the *capital*?',
  points: 4,
  penalty: 25,
  options: [
    { text: 'Kyiv', isRight: true, feedback: 'Since 1934 again.' },
    { text: 'Kharkiv', feedback: 'Until 1934.' },
  ],
}

async function write(content: object = capital, tags: string[] = [], at = bankId): Promise<string> {
  const { status, body } = await manager.client.call<Reply>('POST', `/question-banks/${at}/questions`, {
    content,
    tags,
  })
  expect([status, body.issues]).toEqual([201, undefined])
  return body.questionId
}

const read = async (id: string) => (await manager.client.call<QuestionReply>('GET', `/questions/${id}`)).body
const listed = async (query: string) =>
  (await manager.client.call<{ items: Array<{ id: string; title: string }> }>('GET', `/questions?${query}`))
    .body.items
const archive = (id: string) => manager.client.call<Reply>('POST', `/questions/${id}/archive`)
const duplicate = (id: string, body: object = {}) =>
  manager.client.call<Reply>('POST', `/questions/${id}/duplicate`, body)
const tryWith = (id: string, body: object) => manager.client.call<Reply>('POST', `/questions/${id}/try`, body)

describe('a bank', () => {
  test('is made, changed, set aside and taken into use again', async () => {
    const id = await makeBank(unitId, 'Law')
    await write({ kind: 'trueFalse', text: 'Yes?', isTrue: true }, ['a', 'b'], id)
    const path = `/question-banks/${id}`
    const changed = await manager.client.call<Reply>('PUT', path, {
      name: 'Labour law',
      description: 'For all.',
    })
    expect([changed.status, changed.body.version]).toEqual([200, 2])
    await manager.client.call('POST', `${path}/archive`)
    const { body } = await manager.client.call<BankReply>('GET', path)
    expect(body).toMatchObject({
      name: 'Labour law',
      unit: { id: unitId, name: 'North' },
      kinds: [{ kind: 'trueFalse', count: 1 }],
      tags: [
        { tag: 'a', count: 1 },
        { tag: 'b', count: 1 },
      ],
      abilities: { change: false, add: false, archive: false, restore: true },
    })
    expect(body.archivedAt).not.toBeNull()
    const restored = await manager.client.call<Reply>('POST', `${path}/restore`)
    expect([restored.status, restored.body.version]).toEqual([200, 4])
    const found = await manager.client.call<{ items: object[] }>('GET', '/question-banks?search=labour')
    expect(found.body.items).toMatchObject([{ id, name: 'Labour law', questions: 1, archived: false }])
  })

  test('questions.nameTaken: one name stands once in a unit, unless the other is archived', async () => {
    const id = await makeBank(unitId, 'Twice')
    const again = () => manager.client.call<Reply>('POST', '/question-banks', { unitId, name: 'twice' })
    expect((await again()).body).toMatchObject({ status: 409, code: 'questions.nameTaken' })
    await manager.client.call('POST', `/question-banks/${id}/archive`)
    expect((await again()).status).toBe(201)
    const back = await manager.client.call<Reply>('POST', `/question-banks/${id}/restore`)
    expect(back.body.code).toBe('questions.nameTaken')
  })

  test('questions.bankArchived: nothing is written, changed or copied into one that is set aside', async () => {
    const id = await makeBank()
    const questionId = await write(capital, [], id)
    await manager.client.call('POST', `/question-banks/${id}/archive`)
    const replies = await Promise.all([
      manager.client.call<Reply>('POST', `/question-banks/${id}/questions`, { content: capital }),
      manager.client.call<Reply>('PUT', `/question-banks/${id}`, { name: 'Other' }),
      manager.client.call<Reply>('PUT', `/questions/${questionId}`, { content: capital }),
      archive(questionId),
      duplicate(questionId),
    ])
    expect(replies.map(({ body }) => body.code)).toEqual(replies.map(() => 'questions.bankArchived'))
  })

  test('questions.unitClosed: none is made in a closed unit', async () => {
    const closing = await makeUnit(portal, tenantId)
    await administrator.client.call('POST', `/units/${closing}/close`)
    const reply = await administrator.client.call<Reply>('POST', '/question-banks', {
      unitId: closing,
      name: 'Late',
    })
    expect(reply.body).toMatchObject({ status: 409, code: 'questions.unitClosed' })
  })

  test('questions.bankFull: holds so many questions at most, however many write at once', async () => {
    const id = await makeBank()
    await portal.app.database.pool.query(
      `INSERT INTO questions (id, tenant_id, bank_id, kind, title, created_at, updated_at)
       SELECT gen_random_uuid(), $1, $2, 'essay', 'Why?', now(), now() FROM generate_series(1, 4999)`,
      [tenantId, id],
    )
    const replies = await Promise.all(
      [1, 2, 3].map(() =>
        manager.client.call<Reply>('POST', `/question-banks/${id}/questions`, { content: capital }),
      ),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(replies.find(({ status }) => status === 409)?.body.code).toBe('questions.bankFull')
  })

  test('goes along where its unit goes into another one that has a bank of its name', async () => {
    const from = await makeUnit(portal, tenantId, tenantId, 'From')
    const into = await makeUnit(portal, tenantId, tenantId, 'Into')
    const id = await makeBank(from, 'Safety')
    await makeBank(into, 'safety')
    await portal.app.runner.call(
      mergeUnit,
      { unitId: from, intoId: into },
      portal.app.asSystem('test', tenantId),
    )
    const { body } = await administrator.client.call<BankReply>('GET', `/question-banks/${id}`)
    expect(body.unit.id).toBe(into)
    expect(body.name).toMatch(/^Safety \(.+\)$/)
  })
})

describe('a question', () => {
  test('is written and read with its key, and found by kind, tag, bank and words', async () => {
    const word = `w${randomUUID().slice(0, 8)}`
    const id = await write({ ...capital, text: `Which ${word} is the *capital*?` }, ['geo', word])
    const question = await read(id)
    expect(question).toMatchObject({
      title: `Which ${word} is the capital?`,
      tags: ['geo', word],
      revision: 1,
      bank: { id: bankId },
      content: {
        v: 1,
        kind: 'single',
        points: 4,
        options: [{ text: 'Kyiv', isRight: true }, { isRight: false }],
      },
      abilities: { change: true, duplicate: true, archive: true, restore: false },
    })
    for (const query of [
      `search=${word}`,
      `tag=${word}`,
      `tag=${word}&kind=single&bank=${bankId}&archived=false`,
    ])
      expect((await listed(query)).map((each) => each.id)).toEqual([id])
    expect(await listed(`tag=${word}&kind=essay`)).toEqual([])
    await archive(id)
    expect(await listed(`tag=${word}&archived=false`)).toEqual([])
    const { text } = await manager.client.call('GET', '/questions/columns')
    expect(text).toContain(word)
  })

  test('keeps each thing that it said as a revision, which nothing changes any more', async () => {
    const id = await write()
    const before = await read(id)
    const { content } = before
    const changed = { ...content, options: [...(content as { options: object[] }).options].reverse() }
    const put = (body: object) => manager.client.call<Reply>('PUT', `/questions/${id}`, body)
    expect((await put({ content: changed, tags: ['x'] })).body).toMatchObject({ revision: 2, version: 2 })
    // Tags alone make no revision.
    expect((await put({ content: changed, tags: ['y'] })).body).toMatchObject({ revision: 2, version: 3 })
    const first = await manager.client.call<QuestionReply>('GET', `/questions/${id}/revisions/1`)
    expect(first.body.content).toEqual(content)
    const { body } = await manager.client.call<RevisionList>('GET', `/questions/${id}/revisions`)
    expect(body.items.map(({ number, madeBy }) => [number, madeBy?.id])).toEqual([
      [2, manager.personId],
      [1, manager.personId],
    ])
    expect((await manager.client.call('GET', `/questions/${id}/revisions/3`)).status).toBe(404)
    const { pool } = portal.app.database
    await expect(
      pool.query(
        `UPDATE question_revisions SET content = content || '{"points": 9}' WHERE question_id = $1`,
        [id],
      ),
    ).rejects.toThrow('a revision of a question is never changed')
  })

  test('is changed by one after the other, each on what they have seen', async () => {
    const id = await write()
    const put = (text: string) =>
      manager.client.call<Reply>(
        'PUT',
        `/questions/${id}`,
        { content: { ...capital, text } },
        { 'If-Match': '"1"' },
      )
    const replies = await Promise.all(['One?', 'Two?', 'Three?'].map(put))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412])
    expect((await read(id)).revision).toBe(2)
  })

  test('questions.archived: is not changed while it is set aside', async () => {
    const id = await write()
    await archive(id)
    const put = () =>
      manager.client.call<Reply>('PUT', `/questions/${id}`, { content: { ...capital, points: 1 } })
    expect((await put()).body).toMatchObject({ status: 409, code: 'questions.archived' })
    await manager.client.call<Reply>('POST', `/questions/${id}/restore`)
    expect((await put()).status).toBe(200)
  })

  test('is written once more, with parts that nobody takes for those of the other', async () => {
    const id = await write(capital, ['geo'])
    const other = await makeBank()
    const { status, body } = await duplicate(id, { bankId: other })
    expect(status).toBe(201)
    const copy = await read(body.questionId)
    expect(copy).toMatchObject({ bank: { id: other }, tags: ['geo'], title: 'Which is the capital? (copy)' })
    const idsOf = ({ content }: QuestionReply) =>
      (content as { options: Array<{ id: string }> }).options.map((o) => o.id)
    const original = await read(id)
    expect(idsOf(copy).filter((each) => idsOf(original).includes(each))).toEqual([])
  })

  test('is tried as learners see it, and told how it is graded', async () => {
    const id = await write()
    const preview = await manager.client.call<TriedReply>('GET', `/questions/${id}/preview?seed=a`)
    expect(JSON.stringify(preview.body)).not.toMatch(/isRight|1934|feedback/)
    const shown = preview.body.shown as { options: Array<{ id: string; text: string }> }
    const kharkiv = shown.options.find(({ text }) => text === 'Kharkiv')?.id
    const tried = await manager.client.call<TriedReply>('POST', `/questions/${id}/try`, {
      seed: 'a',
      answer: { kind: 'single', option: kharkiv },
    })
    expect(tried.body).toMatchObject({
      revision: 1,
      shown,
      grade: {
        outcome: 'wrong',
        points: -1,
        outOf: 4,
        parts: [{ id: kharkiv, isRight: false, feedback: 'Until 1934.' }],
      },
    })
    const strange = await tryWith(id, { answer: { kind: 'single', option: 'nobody' } })
    expect(strange.body).toMatchObject({ status: 422, issues: [{ pointer: '/answer/option' }] })
    const otherKind = await tryWith(id, { answer: { kind: 'essay', text: 'Well' } })
    expect(otherKind.body.issues).toMatchObject([{ pointer: '/answer/kind' }])
    const older = await tryWith(id, { revision: 7, answer: { kind: 'single' } })
    expect(older.status).toBe(404)
  })

  test('that is wrong is told at each place, and keeps its kind', async () => {
    const wrong = { kind: 'single', text: '', options: [{ text: 'a' }, { text: 'a' }], points: -1 }
    const reply = await manager.client.call<Reply>('POST', `/question-banks/${bankId}/questions`, {
      content: wrong,
    })
    expect(reply.status).toBe(422)
    expect(reply.body.issues?.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/content/text', '/content/points']),
    )
    const id = await write()
    const other = { kind: 'trueFalse', text: 'Yes?', isTrue: true }
    const changed = await manager.client.call<Reply>('PUT', `/questions/${id}`, { content: other })
    expect(changed.body.issues).toMatchObject([
      { pointer: '/content/kind', code: 'questions.error.otherKind' },
    ])
    expect(changed.body.issues?.[0]?.message).toContain('keeps its kind')
  })

  test('is read by nobody who does not look after its bank', async () => {
    const id = await write()
    const elsewhere = await makeUnit(portal, tenantId, tenantId, 'South')
    const south = await makePerson(portal, { tenantId, at: [{ unitId: elsewhere, role: 'manager' }] })
    const foreign = await makeBank(elsewhere)
    for (const path of [
      `/questions/${id}`,
      `/questions/${id}/preview`,
      `/questions/${id}/revisions`,
      `/question-banks/${bankId}`,
    ])
      expect([
        (await south.client.call('GET', path)).status,
        (await member.client.call('GET', path)).status,
      ]).toEqual([404, 404])
    expect((await duplicate(id, { bankId: foreign })).status).toBe(404)
    expect((await south.client.call<{ items: object[] }>('GET', '/questions')).body.items).toEqual([])
  })
})

describe('questions.listUnitsForBanks', () => {
  test('offers the units that one looks after', async () => {
    const { listUnitsForBanks } = await import('../../../src/modules/questions/queries/banks.ts')
    const { items } = await portal.app.runner.ask(
      listUnitsForBanks,
      {},
      portal.app.asSystem('test', tenantId),
    )
    expect(items.map(({ unitName }) => unitName)).toContain('North')
  })
})
