import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { ExportReply, ImportPreview } from '../../../src/modules/questions/contract.ts'
import { readGift } from '../../../src/modules/questions/gift-read.ts'
import { writeGift } from '../../../src/modules/questions/gift-write.ts'
import { grade, solutionOf } from '../../../src/modules/questions/grading.ts'
import { Content } from '../../../src/modules/questions/kinds.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'
import { anyQuestion, kept } from './made-questions.ts'

const one = (gift: string) => {
  const { questions, faults } = readGift(gift)
  expect(faults).toEqual([])
  expect(questions).toHaveLength(1)
  return questions[0]
}

/** What GIFT says of a question: the rest has another place, or none. */
function sayable(content: Content): object {
  const { kind, text, title, feedback } = content
  const said = { kind, text, title, feedback }
  switch (content.kind) {
    case 'single':
    case 'multiple':
      return {
        ...said,
        options: content.options.map((each) => ({
          text: each.text,
          isRight: each.isRight,
          feedback: each.feedback,
        })),
      }
    case 'trueFalse': {
      const { isTrue, saidTrue, saidFalse } = content
      return { ...said, isTrue, saidTrue, saidFalse }
    }
    case 'shortText':
    case 'number':
      return { ...said, accepted: content.accepted }
    case 'matching':
      return {
        ...said,
        pairs: content.pairs.map(({ prompt, choice }) => ({ prompt, choice })),
        distractors: content.distractors.map((each) => each.text),
      }
    case 'fillIn':
      return { ...said, gaps: content.gaps }
    default:
      return said
  }
}

describe('a round trip', () => {
  test('brings back of every question what GIFT can say, and tells what it cannot', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(
        anyQuestion,
        fc.array(fc.constantFrom('law', 'a ] b', 'Безпека'), { maxLength: 2 }),
        (content, tags) => {
          const { text, notes } = writeGift(content, tags)
          if (text === null) {
            expect(notes).toHaveLength(1)
            return
          }
          const back = one(`// before\n\n${text}\n`)
          const again = kept(Content.parse(back?.content))
          expect(sayable(again)).toEqual(sayable(content))
          expect(back?.tags).toEqual([...new Set(tags)])
          expect(writeGift(again, tags).text).toBe(text)
          seen.add(content.kind)
          // What earns all points still does, and what an option earns is the same where GIFT can say it.
          const solution = solutionOf(again)
          if (solution) expect(grade(again, solution).points).toBe(1)
          if (content.kind !== 'multiple' || again.kind !== 'multiple' || notes.includes('grading')) return
          for (const [index, { id }] of content.options.entries()) {
            const answered = { kind: 'multiple' as const, options: [id] }
            const asBefore = grade({ ...content, points: 1, penalty: 0 }, answered)
            const now = grade(again, { ...answered, options: [again.options[index]?.id ?? ''] })
            expect(now.points).toBeCloseTo(asBefore.points, 2)
          }
        },
      ),
      { numRuns: 500 },
    )
    expect([...seen].sort()).toEqual([
      'essay',
      'fillIn',
      'matching',
      'multiple',
      'number',
      'shortText',
      'single',
      'trueFalse',
    ])
  })

  test.each<[string, object]>([
    ['kind', { kind: 'ordering', items: [{ text: 'a' }, { text: 'b' }] }],
    ['kind', { kind: 'file' }],
    ['gaps', { kind: 'fillIn', text: '[[1]] and [[2]].', gaps: [{ accepted: ['a'] }, { accepted: ['b'] }] }],
    ['gaps', { kind: 'fillIn', text: 'At the end: [[1]]', gaps: [{ accepted: ['a'] }] }],
    ['kind', { kind: 'shortText', accepted: [{ text: 'a -> b' }] }],
  ])('GIFT has no %s for %j', (note, parts) => {
    expect(writeGift(kept(Content.parse({ text: 'What?', ...parts })), [])).toEqual({
      text: null,
      notes: [note],
    })
  })

  test('what is lost is named', () => {
    const essay = {
      kind: 'essay',
      text: 'Why?',
      rubric: [{ name: 'Clear', points: 3 }],
      whenRight: 'Well done.',
    }
    expect(writeGift(kept(Content.parse(essay)), []).notes).toEqual(['points', 'outcomes', 'rubric'])
  })
})

describe('files of Moodle', () => {
  test.each<[string, string, object]>([
    [
      'a multiple choice',
      "Who's buried? {=no one#Right ~Grant ~%50%Grant's father#Half}",
      {
        kind: 'single',
        grading: 'shares',
        options: [
          { text: 'no one', isRight: true, feedback: 'Right' },
          { text: 'Grant', isRight: false, share: null },
          { text: "Grant's father", share: 50, feedback: 'Half' },
        ],
      },
    ],
    [
      'several right ones',
      'Who? {~%50%Grant ~%50%Grants wife ~%-100%no one}',
      {
        kind: 'multiple',
        grading: 'shares',
        options: [{ isRight: true, share: 50 }, { isRight: true }, { isRight: false, share: -100 }],
      },
    ],
    [
      'a missing word',
      'Grant is {~buried =entombed ~living} in a tomb.',
      {
        kind: 'fillIn',
        text: 'Grant is [[1]] in a tomb.',
        gaps: [{ accepted: ['entombed'], others: ['buried', 'living'] }],
      },
    ],
    [
      'a statement',
      '::Sun::The sun rises in the west.{FALSE#No, east.#Right.####Look up.}',
      {
        kind: 'trueFalse',
        title: 'Sun',
        isTrue: false,
        saidFalse: 'Right.',
        saidTrue: 'No, east.',
        feedback: 'Look up.',
      },
    ],
    [
      'short answers',
      'Two plus two is {=four =4 =%50%about five}',
      {
        kind: 'shortText',
        accepted: [{ text: 'four', share: 100 }, { text: '4' }, { text: 'about five', share: 50 }],
      },
    ],
    [
      'a number',
      'When was Grant born? {#1822:5}',
      { kind: 'number', accepted: [{ value: 1822, tolerance: 5 }] },
    ],
    ['a range', 'Pi? {#1.5..2.5}', { kind: 'number', accepted: [{ value: 2, tolerance: 0.5 }] }],
    [
      'numbers',
      'When? {#\n=1822:0#Yes.\n=%50%1822:2#Nearly.\n~#No.}',
      {
        kind: 'number',
        accepted: [
          { tolerance: 0, feedback: 'Yes.' },
          { tolerance: 2, share: 50 },
        ],
        whenWrong: 'No.',
      },
    ],
    [
      'a matching',
      'Match. {\n=Canada -> Ottawa\n=Italy -> Rome\n= -> Lima\n}',
      {
        kind: 'matching',
        pairs: [
          { prompt: 'Canada', choice: 'Ottawa' },
          { prompt: 'Italy', choice: 'Rome' },
        ],
        distractors: [{ text: 'Lima' }],
      },
    ],
    ['an essay', 'Write about it. {}', { kind: 'essay' }],
    ['escaped signs', 'Is \\{a\\=b\\} \\~ c\\: d\\\\n?\\nYes? {T}', { text: 'Is {a=b} ~ c: d\\n?\nYes?' }],
    ['HTML', '[html]<p>Is <b>this</b> &lt; that?</p> {T}', { text: 'Is **this** < that?' }],
  ])('%s: %s', (_name, gift, content) => {
    const question = one(gift)
    expect(Content.parse(question?.content)).toMatchObject(content)
  })

  test('categories and tags sort questions, comments are passed over, and what asks nothing is told with its line', () => {
    const { questions, faults } = readGift(
      '$CATEGORY: $course$/top/Law\n\n// [id:7] [tag:hard]\nOne? {T}\n\n// Two\nTwo? {F}\n\nOnly words.\n\nOpen {T\n\nOdd {what}\n\nMany {#x}\n',
    )
    expect(questions.map(({ line, tags }) => [line, tags])).toEqual([
      [4, ['Law', 'hard']],
      [7, ['Law']],
    ])
    expect(faults).toEqual([
      { line: 9, code: 'description' },
      { line: 11, code: 'braces' },
      { line: 13, code: 'answers' },
      { line: 15, code: 'number' },
    ])
    // Half a character is none, and a title is not cut in the middle of one.
    expect(one(`::${'x'.repeat(159)}🙂::[html]A&#0;&#55296;&#65;B {T}`)?.content).toMatchObject({
      title: 'x'.repeat(159),
      text: 'AAB',
    })
    expect(one('[html]See <img src="x"> <table><tr><td>a</td></tr></table> {T}')?.notes).toEqual([
      'pictures',
      'formatting',
    ])
  })

  test('no text makes it fail', () => {
    const signs = fc.stringMatching(/^[ab=~#%{}:>0-9.\\[\]\n/$-]{0,40}$/)
    fc.assert(
      fc.property(signs, (text) => {
        for (const { content } of readGift(text).questions) Content.safeParse(content)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a bank', () => {
  let portal: Portal
  let administrator: MadePerson
  let bankId: string

  beforeAll(async () => {
    portal = await openPortal()
    const tenantId = await makeAssociation(portal, 'Here')
    administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    const made = await administrator.client.call<{ bankId: string }>('POST', '/question-banks', {
      unitId: tenantId,
      name: 'Law',
    })
    bankId = made.body.bankId
  })
  afterAll(() => portal.close())

  const gift =
    '// [tag:sun]\nThe sun is hot. {T}\n\nWhich? {~one ~two}\n\nOnly words.\n\nPut it {=in ~out} here.'

  test('takes what can be read after it was looked at, and gives it back', async () => {
    const { client } = administrator
    const preview = await client.call<ImportPreview>('POST', `/question-banks/${bankId}/import/preview`, {
      gift,
    })
    expect(preview.body).toMatchObject({
      questions: [
        { line: 2, kind: 'trueFalse', title: 'The sun is hot.', tags: ['sun'] },
        { line: 8, kind: 'fillIn' },
      ],
      faults: [
        { line: 4, code: 'unfit' },
        { line: 6, code: 'description' },
      ],
    })
    expect(preview.body.faults[0]?.text).toContain('at least one option')
    expect((await client.get<string>('/questions')).text).not.toContain('The sun is hot.')
    const done = await client.call<{ questionIds: string[] }>('POST', `/question-banks/${bankId}/import`, {
      gift,
    })
    expect([done.status, done.body.questionIds.length]).toEqual([201, 2])
    await client.call('POST', `/question-banks/${bankId}/questions`, {
      content: { kind: 'ordering', text: 'In order', items: [{ text: 'a' }, { text: 'b' }] },
    })
    const { body } = await client.call<ExportReply>('GET', `/question-banks/${bankId}/gift`)
    expect(body).toMatchObject({
      count: 2,
      losses: [{ title: 'In order', isLeft: true, notes: [{ code: 'kind' }] }],
    })
    expect(readGift(body.gift).questions).toHaveLength(2)
    const file = await client.get<string>(`/question-banks/${bankId}/questions.gift`)
    expect(file.text).toBe(body.gift)
    expect(file.headers.get('content-disposition')).toContain('attachment')
  })

  test('does the same by forms', async () => {
    const { client } = administrator
    const looked = await client.form(`/question-banks/${bankId}/import`, { gift })
    expect(looked.status).toBe(200)
    expect(looked.text).toContain('Asks nothing')
    const sent = /name="gift" value="([^"]*)"/.exec(looked.text)?.[1] ?? ''
    expect(sent).toContain('The sun is hot. {T}')
    const done = await client.form(`/question-banks/${bankId}/import/keep`, { gift: sent })
    expect(done.headers.get('location')).toBe(`/question-banks/${bankId}`)
    expect((await client.get<string>(`/question-banks/${bankId}/export`)).text).toContain('In order')
    const empty = await client.form(`/question-banks/${bankId}/import`, { gift: '' })
    expect(empty.status).toBe(422)
  })
})
