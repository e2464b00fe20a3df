import { z } from 'zod'
import { type Content, fileTypes } from './kinds.ts'
import { shuffled } from './shuffle.ts'

const common = { text: z.string(), points: z.number() }
const penalty = { penalty: z.number() }
const Parts = z.array(z.strictObject({ id: z.string(), text: z.string() }))

const rubric = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    guidance: z.string().nullable(),
    points: z.number(),
  }),
)

/** A question as whoever answers it sees it: nothing in it tells what is right. */
export const Shown = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('single'), ...common, options: Parts, ...penalty }),
    z.strictObject({ kind: z.literal('multiple'), ...common, options: Parts, ...penalty }),
    z.strictObject({ kind: z.literal('trueFalse'), ...common, ...penalty }),
    z.strictObject({ kind: z.literal('shortText'), ...common, ...penalty }),
    z.strictObject({
      kind: z.literal('number'),
      ...common,
      /** What stands behind the box. */
      unit: z.string().nullable(),
      asksUnit: z.boolean(),
      ...penalty,
    }),
    z.strictObject({ kind: z.literal('ordering'), ...common, items: Parts, ...penalty }),
    z.strictObject({ kind: z.literal('matching'), ...common, prompts: Parts, choices: Parts, ...penalty }),
    z.strictObject({
      kind: z.literal('fillIn'),
      ...common,
      /** What there is to choose from; null where it is written. */
      gaps: z.array(z.strictObject({ choices: z.array(z.string()).nullable() })),
      ...penalty,
    }),
    z.strictObject({ kind: z.literal('essay'), ...common, rubric }),
    z.strictObject({
      kind: z.literal('file'),
      ...common,
      rubric,
      fileTypes: z.array(z.enum(fileTypes)),
      mostFiles: z.int(),
    }),
  ])
  .meta({ id: 'ShownQuestion' })

export type Shown = z.output<typeof Shown>

/**
 * What whoever answers is handed: word for word named here, so that what is added to a question stays hidden until somebody says
 * that it may be seen. The order follows from the seed. `inOrder` leaves options where their author put them; what would
 * tell the answer by its order is mixed all the same.
 */
export function toShown(content: Content, seed: string, { inOrder = false } = {}): Shown {
  const { text, points } = content
  const plain = <Part extends { id: string; text: string }>(parts: readonly Part[]) =>
    parts.map((part) => ({ id: part.id, text: part.text }))
  const mixed = <Part extends { id: string; text: string }>(parts: readonly Part[], kept: boolean) =>
    kept ? plain(parts) : shuffled(plain(parts), seed)
  switch (content.kind) {
    case 'single':
    case 'multiple': {
      const options = mixed(content.options, inOrder || content.keepsOrder)
      return { kind: content.kind, text, points, options, penalty: content.penalty }
    }
    case 'trueFalse':
    case 'shortText':
      return { kind: content.kind, text, points, penalty: content.penalty }
    case 'number': {
      const { kind, asksUnit, units, penalty } = content
      return { kind, text, points, unit: asksUnit ? null : (units[0] ?? null), asksUnit, penalty }
    }
    case 'ordering':
      return {
        kind: 'ordering',
        text,
        points,
        items: mixed(content.items, false),
        penalty: content.penalty,
      }
    case 'matching':
      return {
        kind: 'matching',
        text,
        points,
        prompts: content.pairs.map(({ id, prompt }) => ({ id, text: prompt })),
        choices: mixed(choicesOf(content), false),
        penalty: content.penalty,
      }
    case 'fillIn':
      return {
        kind: 'fillIn',
        text,
        points,
        gaps: content.gaps.map(({ accepted, others }, index) => ({
          choices:
            others.length === 0
              ? null
              : shuffled([...accepted.slice(0, 1), ...others], `${seed} ${String(index)}`),
        })),
        penalty: content.penalty,
      }
    case 'essay':
      return { kind: 'essay', text, points, rubric: content.hidesRubric ? [] : content.rubric }
    case 'file': {
      const { kind, mostFiles, hidesRubric } = content
      return {
        kind,
        text,
        points,
        rubric: hidesRubric ? [] : content.rubric,
        fileTypes: content.fileTypes,
        mostFiles,
      }
    }
  }
}

/** Each choice of a matching once, whatever it belongs to. */
function choicesOf({
  pairs,
  distractors,
}: Extract<Content, { kind: 'matching' }>): Array<{ id: string; text: string }> {
  const byText = new Map<string, string>()
  for (const { choiceId, choice } of pairs) if (!byText.has(choice)) byText.set(choice, choiceId)
  return [...[...byText].map(([text, id]) => ({ id, text })), ...distractors]
}
