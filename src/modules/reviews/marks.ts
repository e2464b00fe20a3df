import { z } from 'zod'
import { writtenText } from '../../platform/text.ts'
import type { Criterion, Points } from './scoring.ts'

/** What a reviewer writes of one criterion. */
export const Mark = z.strictObject({
  criterionId: z.uuid(),
  points: z.int().min(0).max(100).nullable().default(null),
  note: writtenText(2000).nullable().default(null),
})
export type Mark = z.output<typeof Mark>

/** As a row keeps them. */
export const Marks = z.strictObject({ v: z.literal(1), marks: z.array(Mark) })

export const noMarks: z.output<typeof Marks> = { v: 1, marks: [] }

export function pointsOf(marks: readonly Mark[]): Points {
  return Object.fromEntries(
    marks.flatMap(({ criterionId, points }) => (points === null ? [] : [[criterionId, points]])),
  )
}

export interface MarkFault {
  pointer: string
  code: string
}

/** What does not fit the rubric: a criterion that is not in it, one twice, or more points than there are. */
export function marksFaults(criteria: readonly Criterion[], marks: readonly Mark[]): MarkFault[] {
  return marks.flatMap(({ criterionId, points }, index) => {
    const criterion = criteria.find(({ id }) => id === criterionId)
    const isFirst = marks.findIndex((other) => other.criterionId === criterionId) === index
    if (!criterion || !isFirst) return [{ pointer: `/marks/${index}/criterionId`, code: 'notOffered' }]
    if (points !== null && points > criterion.mostPoints)
      return [{ pointer: `/marks/${index}/points`, code: 'reviews.error.tooManyPoints' }]
    return []
  })
}

/** Criteria without points, by the place of their mark. */
export function unmarked(criteria: readonly Criterion[], marks: readonly Mark[]): MarkFault[] {
  return criteria.flatMap(({ id }, index) => {
    const mark = marks.find(({ criterionId }) => criterionId === id)
    return mark && mark.points !== null ? [] : [{ pointer: `/marks/${index}/points`, code: 'required' }]
  })
}
