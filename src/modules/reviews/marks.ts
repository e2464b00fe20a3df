import type { Mark } from './contract.ts'
import type { Criterion, Points } from './scoring.ts'

/** As a row keeps what is not written yet. */
export const noMarks = { v: 1, marks: [] } as const

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
