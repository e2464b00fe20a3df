import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Answer, answerFaults, isBlank } from '../../../src/modules/questions/answer.ts'
import { fewestPoints, grade, solutionOf } from '../../../src/modules/questions/grading.ts'
import { Content, settled } from '../../../src/modules/questions/kinds.ts'
import { Shown, toShown } from '../../../src/modules/questions/shown.ts'
import { shuffled } from '../../../src/modules/questions/shuffle.ts'
import { numberTyped } from '../../../src/modules/questions/spelling.ts'
import { anyQuestion, kept } from './made-questions.ts'

/** Some answer to a question, right, wrong or strange; the same for the same numbers. */
function someAnswer(content: Content, picks: readonly number[]): Answer {
  const pick = <Each>(all: readonly Each[], turn: number) => all[(picks[turn] ?? 0) % all.length] as Each
  switch (content.kind) {
    case 'single':
      return { kind: 'single', option: pick(content.options, 0).id }
    case 'multiple':
      return {
        kind: 'multiple',
        options: content.options.filter((_each, index) => (picks[index] ?? 0) % 2 === 0).map(({ id }) => id),
      }
    case 'trueFalse':
      return { kind: 'trueFalse', value: (picks[0] ?? 0) % 2 === 0 }
    case 'shortText':
      return { kind: 'shortText', text: pick([...content.accepted.map(({ text }) => text), 'else'], 0) }
    case 'number':
      return {
        kind: 'number',
        value: String(pick(content.accepted, 0).value + pick([0, 1e-12, 0.5, 1000], 1)),
      }
    case 'ordering':
      return { kind: 'ordering', order: content.items.map((_each, index) => pick(content.items, index).id) }
    case 'matching': {
      const choices = [...content.pairs.map(({ choiceId }) => choiceId), '']
      return {
        kind: 'matching',
        pairs: Object.fromEntries(content.pairs.map(({ id }, index) => [id, pick(choices, index)])),
      }
    }
    case 'fillIn':
      return {
        kind: 'fillIn',
        gaps: content.gaps.map(({ accepted, others }, index) => pick([...accepted, ...others, ''], index)),
      }
    case 'essay':
      return { kind: 'essay', text: 'What I think' }
    case 'file':
      return { kind: 'file', fileIds: ['0198c0de-0000-7000-8000-000000000000'] }
  }
}

const picks = fc.array(fc.nat(1000), { minLength: 10, maxLength: 10 })

describe('grading', () => {
  test('stays within bounds, comes to the same each time and bears what it kept', () => {
    fc.assert(
      fc.property(anyQuestion, picks, (content, turns) => {
        const answer = someAnswer(content, turns)
        expect(answerFaults(content, answer)).toEqual([])
        const graded = grade(content, answer)
        expect(graded.points).toBeGreaterThanOrEqual(fewestPoints(content))
        expect(graded.points).toBeLessThanOrEqual(content.points)
        expect(grade(Content.parse(JSON.parse(JSON.stringify(content))), answer)).toEqual(graded)
        if (fewestPoints(content) === 0) expect(graded.points).toBeGreaterThanOrEqual(0)
        if (graded.needsMarking) expect(graded).toMatchObject({ outcome: 'toMark', points: 0 })
      }),
      { numRuns: 400 },
    )
  })

  test('gives all points for the solution and none for no answer', () => {
    fc.assert(
      fc.property(anyQuestion, (content) => {
        const solution = solutionOf(content)
        if (!solution) return
        expect(grade(content, solution)).toMatchObject({ outcome: 'right', points: content.points })
        const empty = blank(content.kind)
        expect(isBlank(empty)).toBe(true)
        expect(grade(content, empty)).toMatchObject({ outcome: 'unanswered', points: 0 })
      }),
    )
  })

  test('does not look at the order in which options, choices and questions stand', () => {
    fc.assert(
      fc.property(anyQuestion, picks, fc.string(), (content, turns, seed) => {
        const answer = someAnswer(content, turns)
        const { points } = grade(content, answer)
        if (content.kind === 'single' || content.kind === 'multiple') {
          const moved = { ...content, options: shuffled(content.options, seed) }
          expect(grade(moved, answer).points).toBe(points)
        }
        if (content.kind === 'matching') {
          const moved = { ...content, pairs: shuffled(content.pairs, seed) }
          expect(grade(moved, answer).points).toBe(points)
        }
        if (answer.kind === 'multiple')
          expect(grade(content, { ...answer, options: [...answer.options].reverse() }).points).toBe(points)
        if (answer.kind === 'matching') {
          const pairs = Object.fromEntries(Object.entries(answer.pairs).reverse())
          expect(grade(content, { ...answer, pairs }).points).toBe(points)
        }
      }),
    )
  })
})

function blank(kind: Content['kind']): Answer {
  return {
    kind,
    ...{
      single: { option: null },
      multiple: { options: [] },
      trueFalse: { value: null },
      shortText: { text: ' ' },
      number: { value: '' },
      ordering: { order: ['', ''] },
      matching: { pairs: {} },
      fillIn: { gaps: [''] },
      essay: { text: '\n' },
      file: { fileIds: [] },
    }[kind],
  } as Answer
}

describe('what learners see', () => {
  /** Everything a question holds that tells what is right, or comes after the answer. */
  const marked = (content: Content): Content => {
    const walk = (value: unknown, name: string): unknown => {
      if (Array.isArray(value)) return value.map((each) => walk(each, name))
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, key)]))
      const tells = ['feedback', 'whenRight', 'whenWrong', 'saidTrue', 'saidFalse', 'forMarkers', 'title']
      return tells.includes(name) ? 'secret1' : value
    }
    return walk(content, '') as Content
  }

  test('never holds the key, the feedback or an accepted answer, and follows from the seed', () => {
    fc.assert(
      fc.property(anyQuestion, fc.string(), (made, seed) => {
        const content = marked(made)
        const shown = toShown(content, seed)
        expect(toShown(content, seed)).toEqual(shown)
        const told = JSON.stringify(shown)
        expect(told).not.toMatch(/secret\d|isRight|isTrue|share|accepted|feedback|grading/)
        if (content.kind === 'shortText' || content.kind === 'number')
          expect(Object.keys(shown)).not.toContain('accepted')
        if (shown.kind === 'fillIn' && content.kind === 'fillIn')
          for (const [index, { choices }] of shown.gaps.entries())
            expect(choices === null).toBe(content.gaps[index]?.others.length === 0)
        // Nothing beside what is named there: what is added to a question stays hidden.
        expect(Shown.parse(shown)).toEqual(shown)
      }),
      { numRuns: 300 },
    )
  })

  test('stands in another order for another seed, as far as its author lets it', () => {
    const ordering = made({ kind: 'ordering', items: ['a', 'b', 'c', 'd', 'e'].map((text) => ({ text })) })
    const seeds = Array.from({ length: 20 }, (_, index) => String(index))
    const orders = (content: Content, how = {}) =>
      new Set(seeds.map((seed) => JSON.stringify(toShown(content, seed, how)))).size
    expect(orders(ordering)).toBeGreaterThan(10)
    expect(orders(ordering, { inOrder: true })).toBeGreaterThan(10)
    expect(orders(capital)).toBeGreaterThan(2)
    expect(orders(capital, { inOrder: true })).toBe(1)
    expect(orders({ ...capital, keepsOrder: true } as Content)).toBe(1)
  })
})

function made(parts: object): Content {
  return kept(Content.parse({ text: 'Which?', ...parts }))
}

const capital = made({
  kind: 'single',
  points: 4,
  penalty: 25,
  options: [{ text: 'Kyiv', isRight: true }, { text: 'Lviv' }, { text: 'Odesa' }],
})

describe('stated rules', () => {
  const multiple = (grading: string, more: object = {}) =>
    made({
      kind: 'multiple',
      points: 6,
      grading,
      options: [
        { text: 'a', isRight: true },
        { text: 'b', isRight: true },
        { text: 'c', isRight: true },
        { text: 'd' },
      ],
      ...more,
    })
  const chosen = (content: Content, letters: string): Answer => ({
    kind: 'multiple',
    options: (content as Extract<Content, { kind: 'multiple' }>).options
      .filter(({ text }) => letters.includes(text))
      .map(({ id }) => id),
  })

  test.each([
    ['allOrNothing', 'abc', 6],
    ['allOrNothing', 'ab', 0],
    ['allOrNothing', 'abcd', 0],
    ['eachRight', 'abd', 4],
    ['rightMinusWrong', 'abd', 2],
    ['rightMinusWrong', 'd', 0],
    ['shares', 'ab', 4],
  ])('multiple choice by %s: %s earns %d of 6', (grading, letters, points) => {
    const content = multiple(grading)
    expect(grade(content, chosen(content, letters)).points).toBe(points)
  })

  test('what a wrong answer costs is taken of wrong answers alone', () => {
    const content = multiple('allOrNothing', { penalty: 50 })
    expect(grade(content, chosen(content, 'ad')).points).toBe(-3)
    expect(grade(content, chosen(content, '')).points).toBe(0)
    expect(grade(multiple('eachRight', { penalty: 50 }), chosen(content, '')).points).toBe(0)
  })

  test('short texts are read as loosely as their author wants', () => {
    const text = (more: object) => made({ kind: 'shortText', accepted: [{ text: "П'ять cafés" }], ...more })
    const points = (content: Content, given: string) =>
      grade(content, { kind: 'shortText', text: given }).points
    expect(points(text({}), ' п’ять   CAFES ')).toBe(1)
    expect(points(text({ accentsMatter: true }), 'п’ять cafes')).toBe(0)
    expect(points(text({ caseMatters: true }), 'п’ять cafés')).toBe(0)
    // й is not и with something above it.
    expect(points(made({ kind: 'shortText', accepted: [{ text: 'йод' }] }), 'иод')).toBe(0)
  })

  test.each([
    ['2,5', 2.5, ''],
    [' 2.5 kg', 2.5, 'kg'],
    ['1 000,5', 1000.5, ''],
    ['1,000.5', 1000.5, ''],
    ['1,000,000', 1_000_000, ''],
    ['−3e2', -300, ''],
    ['.5', 0.5, ''],
  ])('the number %s is read', (typed, value, behind) => {
    expect(numberTyped(typed)).toEqual({ value, behind })
  })

  test('a number has its tolerance, both ends included, and its unit where one is asked', () => {
    const weight = (more: object = {}) =>
      made({
        kind: 'number',
        accepted: [{ value: 0.3, tolerance: 0.1 }],
        units: 'kg\nkilo'.split('\n'),
        ...more,
      })
    const points = (content: Content, value: string) => grade(content, { kind: 'number', value }).points
    expect(['0.2', '0.4', '0.4 kg', '0.41', '0.3 g', 'many'].map((typed) => points(weight(), typed))).toEqual(
      [1, 1, 1, 0, 0, 0],
    )
    expect(['0.3', '0.3kilo'].map((typed) => points(weight({ asksUnit: true }), typed))).toEqual([0, 1])
  })

  test('a right choice of a matching that belongs to two is right at both', () => {
    const content = made({
      kind: 'matching',
      points: 3,
      pairs: [
        { prompt: 'Kyiv', choice: 'Ukraine' },
        { prompt: 'Lviv', choice: 'Ukraine' },
        { prompt: 'Oslo', choice: 'Norway' },
      ],
    }) as Extract<Content, { kind: 'matching' }>
    const shown = toShown(content, 'seed') as { choices: Array<{ id: string; text: string }> }
    expect(shown.choices.map(({ text }) => text).sort()).toEqual(['Norway', 'Ukraine'])
    const ukraine = shown.choices.find(({ text }) => text === 'Ukraine')?.id ?? ''
    const pairs = Object.fromEntries(content.pairs.map(({ id }) => [id, ukraine]))
    expect(grade(content, { kind: 'matching', pairs }).points).toBe(2)
    expect(grade({ ...content, grading: 'rightMinusWrong' }, { kind: 'matching', pairs }).points).toBe(1)
  })
})

describe('a question', () => {
  const faults = (parts: object) => {
    const parsed = Content.safeParse({ text: 'Which?', ...parts })
    return parsed.success
      ? []
      : parsed.error.issues.map((issue) => [
          issue.path.join('/'),
          issue.code === 'custom' ? issue.params?.code : issue.code,
        ])
  }
  const a = { text: 'a' }
  const b = { text: 'b' }

  test.each<[string, object, string]>([
    ['options', { kind: 'single', options: [a, b] }, 'questions.error.oneRight'],
    ['options', { kind: 'multiple', options: [a, b] }, 'questions.error.someRight'],
    ['options/1/text', { kind: 'single', options: [{ ...a, isRight: true }, a] }, 'questions.error.twice'],
    [
      'options/1/share',
      {
        kind: 'single',
        grading: 'shares',
        options: [
          { ...a, isRight: true },
          { ...b, share: 100 },
        ],
      },
      'questions.error.rightEarnsAll',
    ],
    [
      'options/1/share',
      {
        kind: 'multiple',
        grading: 'shares',
        options: [
          { ...a, isRight: true },
          { ...b, share: 5 },
        ],
      },
      'questions.error.shareAgainst',
    ],
    [
      'options',
      { kind: 'multiple', grading: 'shares', options: [{ ...a, isRight: true, share: 40 }, b] },
      'questions.error.sharesSum',
    ],
    ['accepted', { kind: 'shortText', accepted: [{ ...a, share: 50 }] }, 'questions.error.noneEarnsAll'],
    ['units', { kind: 'number', accepted: [{ value: 1 }], asksUnit: true }, 'questions.error.noUnit'],
    ['text', { kind: 'fillIn', text: 'No gap', gaps: [{ accepted: ['a'] }] }, 'questions.error.gapMarks'],
    [
      'text',
      { kind: 'fillIn', text: '[[1]] [[1]]', gaps: [{ accepted: ['a'] }, { accepted: ['b'] }] },
      'questions.error.gapMarks',
    ],
    [
      'distractors/0/text',
      {
        kind: 'matching',
        pairs: [
          { prompt: 'a', choice: 'x' },
          { prompt: 'b', choice: 'y' },
        ],
        distractors: [{ text: 'x' }],
      },
      'questions.error.twice',
    ],
    ['points', { kind: 'trueFalse', isTrue: true, points: 0.123 }, 'questions.error.pointsPlaces'],
  ])('is refused at %s: %j', (path, parts, code) => {
    expect(faults(parts)).toContainEqual([path, code])
  })

  test('keeps the ids of its parts when it is changed, and takes none that it does not know', () => {
    const options = [
      { ...a, isRight: true },
      { ...b, id: 'mine' },
    ]
    const first = made({ kind: 'single', options }) as Extract<Content, { kind: 'single' }>
    const [one, two] = first.options.map(({ id }) => id)
    expect([one, two]).not.toContain('mine')
    const changed = settled(
      Content.parse({
        ...first,
        options: [
          { ...b, id: two },
          { ...a, id: one, isRight: true },
          { text: 'c', id: one },
        ],
      }),
      first,
      () => 'new',
    ) as typeof first
    expect(changed.options.map(({ id }) => id)).toEqual([two, one, 'new'])
  })

  test('with a rubric is worth what its criteria add up to', () => {
    expect(
      made({
        kind: 'essay',
        points: 1,
        rubric: [
          { name: 'Clear', points: 2.5 },
          { name: 'True', points: 4 },
        ],
      }).points,
    ).toBe(6.5)
  })
})
