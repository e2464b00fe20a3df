import fc from 'fast-check'
import { Content, settled } from '../../../src/modules/questions/kinds.ts'

/** Words in several scripts, with what GIFT and Markdown take for signs. */
const word = fc.stringMatching(/^[A-Za-zäéйїґ0-9~=#{}:%\\*-]{1,8}$/).filter((text) => text.trim() === text)
const line = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const lines = (minLength: number, maxLength: number) =>
  fc.uniqueArray(line, { minLength, maxLength, selector: (text) => text.toLowerCase() })
const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })
const percent = fc.integer({ min: 0, max: 100 })
const points = fc.integer({ min: 0, max: 1000 }).map((hundredths) => hundredths / 100)

const common = {
  title: perhaps(line),
  text: line,
  points,
  feedback: perhaps(line),
  whenRight: perhaps(line),
  whenWrong: perhaps(line),
}
const penalty = { penalty: percent }
const flags = { caseMatters: fc.boolean(), accentsMatter: fc.boolean() }

const options = (isRight: (index: number, turn: number) => boolean) =>
  fc
    .tuple(lines(2, 6), fc.nat(1000), fc.array(perhaps(line), { minLength: 6, maxLength: 6 }))
    .map(([texts, turn, feedback]) =>
      texts.map((text, index) => ({
        text,
        isRight: isRight(index, turn % texts.length) || false,
        feedback: feedback[index] ?? null,
        share: null as number | null,
      })),
    )

const single = fc
  .record({
    kind: fc.constant('single' as const),
    ...common,
    options: options((index, turn) => index === turn),
    grading: fc.constantFrom('allOrNothing', 'shares'),
    shares: fc.array(perhaps(fc.integer({ min: -100, max: 99 })), { minLength: 6, maxLength: 6 }),
    ...penalty,
  })
  .map(({ shares, ...question }) => ({
    ...question,
    options: question.options.map((each, index) =>
      each.isRight ? each : { ...each, share: shares[index] ?? null },
    ),
  }))

const multiple = fc.record({
  kind: fc.constant('multiple' as const),
  ...common,
  options: options((index, turn) => index <= turn),
  grading: fc.constantFrom('allOrNothing', 'eachRight', 'rightMinusWrong', 'shares'),
  ...penalty,
})

const trueFalse = fc.record({
  kind: fc.constant('trueFalse' as const),
  ...common,
  isTrue: fc.boolean(),
  saidTrue: perhaps(line),
  saidFalse: perhaps(line),
  ...penalty,
})

const shares = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 6, maxLength: 6 })

const shortText = fc
  .record({
    kind: fc.constant('shortText' as const),
    ...common,
    texts: lines(1, 4),
    shares,
    said: perhaps(line),
    ...flags,
    ...penalty,
  })
  .map(({ texts, shares: each, said, ...question }) => ({
    ...question,
    accepted: texts.map((text, index) => ({ text, share: index === 0 ? 100 : each[index], feedback: said })),
  }))

const number = fc
  .record({
    kind: fc.constant('number' as const),
    ...common,
    values: fc.uniqueArray(fc.integer({ min: -5000, max: 5000 }), { minLength: 1, maxLength: 3 }),
    tolerance: fc.integer({ min: 0, max: 50 }),
    shares,
    units: fc.uniqueArray(fc.stringMatching(/^[a-zA-Zм]{1,4}$/), { maxLength: 2 }),
    ...penalty,
  })
  .map(({ values, tolerance, shares: each, ...question }) => ({
    ...question,
    accepted: values.map((value, index) => ({
      value: value / 4,
      tolerance: tolerance / 8,
      share: index === 0 ? 100 : each[index],
    })),
  }))

const ordering = fc
  .record({
    kind: fc.constant('ordering' as const),
    ...common,
    texts: lines(2, 6),
    grading: fc.constantFrom('allOrNothing', 'eachRight'),
    ...penalty,
  })
  .map(({ texts, ...question }) => ({ ...question, items: texts.map((text) => ({ text })) }))

const matching = fc
  .record({
    kind: fc.constant('matching' as const),
    ...common,
    prompts: lines(2, 5),
    choices: lines(3, 8),
    turn: fc.nat(2),
    grading: fc.constantFrom('allOrNothing', 'eachRight', 'rightMinusWrong'),
    ...penalty,
  })
  .map(({ prompts, choices, turn, ...question }) => {
    // Some choices belong to several prompts, some to none.
    const chosen = prompts.map((_prompt, index) => choices[(index + turn) % 3] as string)
    return {
      ...question,
      pairs: prompts.map((prompt, index) => ({ prompt, choice: chosen[index] })),
      distractors: choices.filter((choice) => !chosen.includes(choice)).map((text) => ({ text })),
    }
  })

const fillIn = fc
  .record({
    kind: fc.constant('fillIn' as const),
    ...common,
    words: lines(2, 8),
    ...flags,
    grading: fc.constantFrom('allOrNothing', 'eachRight'),
    isChosen: fc.boolean(),
    ...penalty,
  })
  .map(({ words, isChosen, ...question }) => {
    const half = Math.floor(words.length / 2)
    const gaps = [{ accepted: words.slice(0, half), others: isChosen ? words.slice(half) : [] }]
    return { ...question, text: `${question.text} [[1]] after`, gaps }
  })

const rubric = fc.array(fc.record({ name: line, points }), { maxLength: 3 })
const essay = fc.record({
  kind: fc.constant('essay' as const),
  ...common,
  rubric,
  hidesRubric: fc.boolean(),
  forMarkers: perhaps(line),
})
const file = fc.record({ kind: fc.constant('file' as const), ...common, rubric, hidesRubric: fc.boolean() })

let lastId = 0

/** As it is kept, with an id for each part. */
export function kept(written: Content): Content {
  return settled(written, null, () => {
    lastId += 1
    return `p${String(lastId)}`
  })
}

/** A question of any kind. */
export const anyQuestion: fc.Arbitrary<Content> = fc
  .oneof(single, multiple, trueFalse, shortText, number, ordering, matching, fillIn, essay, file)
  .map((written) => kept(Content.parse(written)))
