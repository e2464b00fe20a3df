import { z } from 'zod'
import type { Issue } from '../../platform/presentation/view.ts'
import type { Content } from './kinds.ts'

const Part = z.string().max(12)

/** An answer as it was given. It may be left empty, in whole or in part, and is kept all the same. */
export const Answer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), option: Part.nullable().default(null) }),
  z.strictObject({ kind: z.literal('multiple'), options: z.array(Part).max(20).default([]) }),
  z.strictObject({ kind: z.literal('trueFalse'), value: z.boolean().nullable().default(null) }),
  z.strictObject({ kind: z.literal('shortText'), text: z.string().max(500).default('') }),
  /** As it was typed, the unit behind it where one is asked: `2.5`, `2,5 kg`. */
  z.strictObject({ kind: z.literal('number'), value: z.string().max(60).default('') }),
  /** What stands at each place, the first one first; '' for a place that was left empty. */
  z.strictObject({ kind: z.literal('ordering'), order: z.array(Part).max(20).default([]) }),
  /** By the id of what is asked: the id of the choice. */
  z.strictObject({ kind: z.literal('matching'), pairs: z.record(Part, Part).default({}) }),
  z.strictObject({ kind: z.literal('fillIn'), gaps: z.array(z.string().max(200)).max(20).default([]) }),
  z.strictObject({ kind: z.literal('essay'), text: z.string().max(50_000).default('') }),
  z.strictObject({ kind: z.literal('file'), fileIds: z.array(z.uuid()).max(10).default([]) }),
])

export type Answer = z.output<typeof Answer>
export type AnswerOf<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>

/** What of an answer is not about this question at all. A wrong answer is none of it. */
export function answerFaults(content: Content, answer: Answer): Issue[] {
  const strange = (path: string): Issue => ({ pointer: path, code: 'notOffered', message: '' })
  if (answer.kind !== content.kind) return [strange('/kind')]
  switch (answer.kind) {
    case 'single': {
      const { options } = content as Extract<Content, { kind: 'single' }>
      const isKnown = answer.option === null || options.some(({ id }) => id === answer.option)
      return isKnown ? [] : [strange('/option')]
    }
    case 'multiple': {
      const { options } = content as Extract<Content, { kind: 'multiple' }>
      return answer.options.flatMap((chosen, index) =>
        options.some(({ id }) => id === chosen) ? [] : [strange(`/options/${index}`)],
      )
    }
    case 'ordering': {
      const { items } = content as Extract<Content, { kind: 'ordering' }>
      return answer.order.flatMap((placed, index) =>
        index < items.length && (placed === '' || items.some(({ id }) => id === placed))
          ? []
          : [strange(`/order/${index}`)],
      )
    }
    case 'matching': {
      const { pairs, distractors } = content as Extract<Content, { kind: 'matching' }>
      const choices = new Set([
        '',
        ...pairs.map(({ choiceId }) => choiceId),
        ...distractors.map(({ id }) => id),
      ])
      return Object.entries(answer.pairs).flatMap(([asked, choice]) =>
        pairs.some(({ id }) => id === asked) && choices.has(choice) ? [] : [strange(`/pairs/${asked}`)],
      )
    }
    case 'fillIn': {
      const { gaps } = content as Extract<Content, { kind: 'fillIn' }>
      return answer.gaps.length > gaps.length ? [strange(`/gaps/${gaps.length}`)] : []
    }
    case 'file': {
      const { mostFiles } = content as Extract<Content, { kind: 'file' }>
      return answer.fileIds.length > mostFiles ? [strange(`/fileIds/${mostFiles}`)] : []
    }
    default:
      return []
  }
}

/** Nothing was answered at all. */
export function isBlank(answer: Answer): boolean {
  switch (answer.kind) {
    case 'single':
      return answer.option === null || answer.option === ''
    case 'multiple':
      return answer.options.length === 0
    case 'trueFalse':
      return answer.value === null
    case 'shortText':
    case 'essay':
      return answer.text.trim() === ''
    case 'number':
      return answer.value.trim() === ''
    case 'ordering':
      return answer.order.every((placed) => placed === '')
    case 'matching':
      return Object.values(answer.pairs).every((choice) => choice === '')
    case 'fillIn':
      return answer.gaps.every((gap) => gap.trim() === '')
    case 'file':
      return answer.fileIds.length === 0
  }
}
