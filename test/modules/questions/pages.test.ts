import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { QuestionReply } from '../../../src/modules/questions/contract.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let unitId: string
let manager: MadePerson
let bankId: string

beforeAll(async () => {
  portal = await openPortal()
  const tenantId = await makeAssociation(portal, 'Here')
  unitId = await makeUnit(portal, tenantId, tenantId, 'North')
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  const made = await manager.client.form('/question-banks/new', { unitId, name: 'Law', description: '' })
  expect(made.status).toBe(303)
  bankId = made.headers.get('location')?.split('/').at(-1) ?? ''
})
afterAll(() => portal.close())

type Fields = Record<string, string>

const post = (path: string, fields: Fields = {}) => manager.client.form(path, fields)
const html = async (path: string) => (await manager.client.get<string>(path)).text
const written = async (kind: string, fields: Fields) => {
  const path = `/question-banks/${bankId}/questions/new?kind=${kind}`
  const reply = await post(path, { 'content.kind': kind, 'content.text': 'What?', ...fields })
  expect([reply.status, /error-summary[\s\S]*?<\/ul>/.exec(reply.text)?.[0]]).toEqual([303, undefined])
  return reply.headers.get('location')?.split('/').at(-1) ?? ''
}
const read = async (id: string) => (await manager.client.call<QuestionReply>('GET', `/questions/${id}`)).body

/** Of each kind: what its form sends, what is kept, what is answered, and what that comes to. */
const kinds: Array<[string, Fields, object, (content: never) => Fields, string]> = [
  [
    'single',
    {
      'content.options.0.text': 'Yes',
      'content.options.0.isRight': 'true',
      'content.options.1.text': 'No',
      'content.options.1.feedback': 'Look again.',
      'content.options.2.text': '',
      'content.points': '2.5',
    },
    {
      points: 2.5,
      options: [
        { text: 'Yes', isRight: true },
        { text: 'No', isRight: false },
      ],
      grading: 'allOrNothing',
    },
    ({ options }: { options: Array<{ id: string }> }) => ({ 'answer.option': options[1]?.id ?? '' }),
    'Look again.',
  ],
  [
    'multiple',
    {
      'content.options.0.text': 'a',
      'content.options.0.isRight': 'true',
      'content.options.1.text': 'b',
      'content.grading': 'eachRight',
      'content.keepsOrder': 'true',
    },
    { keepsOrder: true, grading: 'eachRight' },
    ({ options }: { options: Array<{ id: string }> }) => ({ 'answer.options': options[0]?.id ?? '' }),
    '1 of 1 point',
  ],
  [
    'trueFalse',
    { 'content.isTrue': 'false', 'content.saidTrue': 'Not so.', 'content.penalty': '50' },
    { isTrue: false, penalty: 50 },
    () => ({ 'answer.value': 'true' }),
    '-0.5 of 1 point',
  ],
  [
    'shortText',
    { 'content.accepted.0.text': 'Café', 'content.accepted.0.share': '' },
    { accepted: [{ text: 'Café', share: 100 }], caseMatters: false },
    () => ({ 'answer.text': 'cafe' }),
    '1 of 1 point',
  ],
  [
    'number',
    {
      'content.accepted.0.value': '2.5',
      'content.accepted.0.tolerance': '0.1',
      'content.units': 'kg\nkilo',
      'content.asksUnit': 'true',
    },
    { accepted: [{ value: 2.5, tolerance: 0.1 }], units: ['kg', 'kilo'], asksUnit: true },
    () => ({ 'answer.value': '2,6 kilo' }),
    '1 of 1 point',
  ],
  [
    'ordering',
    { 'content.items.0.text': 'first', 'content.items.1.text': 'second', 'content.grading': 'allOrNothing' },
    { items: [{ text: 'first' }, { text: 'second' }] },
    ({ items }: { items: Array<{ id: string }> }) => ({
      'answer.order.0': items[0]?.id ?? '',
      'answer.order.1': items[1]?.id ?? '',
    }),
    '1 of 1 point',
  ],
  [
    'matching',
    {
      'content.pairs.0.prompt': 'Kyiv',
      'content.pairs.0.choice': 'Ukraine',
      'content.pairs.1.prompt': 'Oslo',
      'content.pairs.1.choice': 'Norway',
      'content.distractors.0.text': 'Chad',
    },
    { pairs: [{ prompt: 'Kyiv', choice: 'Ukraine' }, { prompt: 'Oslo' }], distractors: [{ text: 'Chad' }] },
    ({ pairs }: { pairs: Array<{ id: string; choiceId: string }> }) => ({
      [`answer.pairs.${pairs[0]?.id}`]: pairs[0]?.choiceId ?? '',
      [`answer.pairs.${pairs[1]?.id}`]: '',
    }),
    '0.5 of 1 point',
  ],
  [
    'fillIn',
    {
      'content.text': 'Water is [[1]] and [[2]].',
      'content.gaps.0.accepted': 'wet\r\nmoist',
      'content.gaps.1.accepted': 'clear',
      'content.gaps.1.others': 'dry\r\nred',
    },
    {
      gaps: [
        { accepted: ['wet', 'moist'], others: [] },
        { accepted: ['clear'], others: ['dry', 'red'] },
      ],
    },
    () => ({ 'answer.gaps.0': 'MOIST', 'answer.gaps.1': 'dry' }),
    '0.5 of 1 point',
  ],
  [
    'essay',
    { 'content.rubric.0.name': 'Clear', 'content.rubric.0.points': '3', 'content.hidesRubric': 'true' },
    { points: 3, rubric: [{ name: 'Clear', points: 3 }], hidesRubric: true },
    () => ({ 'answer.text': 'Because.' }),
    'People mark it.',
  ],
  [
    'file',
    { 'content.fileTypes': 'document', 'content.mostFiles': '2' },
    { fileTypes: ['document'], mostFiles: 2, rubric: [] },
    () => ({}),
    'No answer',
  ],
]

test.each(kinds)(
  '%s: is written, tried and opened for a change by forms alone',
  async (kind, fields, kept, answer, says) => {
    const id = await written(kind, { ...fields, tags: 'law\nfirst' })
    const { content, tags } = await read(id)
    expect(content).toMatchObject({ kind, ...kept })
    expect(tags).toEqual(['law', 'first'])
    expect(await html(`/questions/${id}`)).not.toContain('Look again.')
    const tried = await post(`/questions/${id}`, {
      'answer.kind': kind,
      seed: 'a',
      revision: '',
      ...answer(content as never),
    })
    expect(tried.status).toBe(200)
    expect(tried.text.replaceAll('−', '-')).toContain(says)
    // What the form of a change shows is what was kept: sent as it stands it changes nothing.
    const form = await html(`/questions/${id}/change`)
    expect(form).toContain('law\nfirst')
    const again = await post(`/questions/${id}/change`, fieldsOf(form))
    expect(again.status).toBe(303)
    expect(await read(id)).toMatchObject({ revision: 1, content, version: 2 })
  },
)

/** What a browser would send of the form of a page, as it stands. */
function fieldsOf(page: string): Fields {
  const form = /<form class="form"[\s\S]*?<\/form>/.exec(page)?.[0] ?? ''
  const text = (value: string) =>
    value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')
  const fields: Fields = {}
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1]
    const isChoice = /type="(checkbox|radio)"/.test(tag)
    if (name !== undefined && (!isChoice || / checked/.test(tag)))
      fields[name] = text(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name = '', value = ''] of form.matchAll(
    /<textarea [^>]*? name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = text(value)
  for (const [, name = '', options = ''] of form.matchAll(
    /<select [^>]*? name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = /<option[^>]* selected[^>]*>([^<]*)/.exec(options)?.[1] ?? ''
  return fields
}

describe('the form of a question', () => {
  test('asks first which kind it is, and takes a row more without a script', async () => {
    const path = `/question-banks/${bankId}/questions/new`
    expect(await html(path)).toContain('kind=ordering')
    expect(await html(`${path}?kind=single`)).toContain('name="content.options.3.text"')
    const more = await post(`${path}?kind=single`, {
      'content.kind': 'single',
      'content.options.0.text': 'Kept',
      _rows: 'add content.options 1',
    })
    expect(more.text).toContain('>Kept</textarea>')
    expect(more.text).toContain('name="content.options.1.text"')
    expect(more.text).not.toContain('name="content.options.2.text"')
  })

  test('says what is wrong beside the field, and keeps what was typed', async () => {
    const path = `/question-banks/${bankId}/questions/new?kind=number`
    const reply = await post(path, {
      'content.kind': 'number',
      'content.text': 'How heavy?',
      'content.accepted.0.value': 'two',
      'content.asksUnit': 'true',
    })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('How heavy?</textarea>')
    expect(reply.text).toContain('href="#form-content-accepted-0-value"')
  })
})

describe('pages of staff', () => {
  test('lead from the bank to its questions, and set either aside', async () => {
    const id = await written('trueFalse', { 'content.isTrue': 'true', tags: 'boats' })
    expect(await html('/question-banks')).toContain(`/question-banks/${bankId}`)
    expect(await html(`/question-banks/${bankId}`)).toContain('tag=boats')
    expect(await html('/questions?tag=boats')).toContain(`/questions/${id}`)
    const copied = await manager.client.form(`/questions/${id}/duplicate`, {})
    expect(copied.headers.get('location')).toMatch(/^\/questions\/(?!${id})/)
    await manager.client.form(`/questions/${id}/archive`, {})
    expect(await html(`/questions/${id}`)).toContain(`action="/questions/${id}/restore"`)
    await manager.client.form(`/questions/${id}/restore`, {})
    expect((await read(id)).archivedAt).toBeNull()
    expect(await html(`/questions/${id}/revisions`)).toContain(`/questions/${id}?revision=1`)
    expect((await manager.client.get(`/questions/${id}?revision=9`)).status).toBe(404)
    expect(
      (
        await manager.client.form(`/question-banks/${bankId}/change`, {
          name: 'Labour law',
          description: 'x',
        })
      ).status,
    ).toBe(303)
    await manager.client.form(`/question-banks/${bankId}/archive`, {})
    expect(await html(`/question-banks/${bankId}`)).toContain('Labour law')
    expect((await manager.client.get(`/question-banks/${bankId}/questions/new`)).status).toBe(403)
    await manager.client.form(`/question-banks/${bankId}/restore`, {})
    expect((await manager.client.get(`/question-banks/${bankId}/questions/new`)).status).toBe(200)
  })
})
