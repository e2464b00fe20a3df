export interface Criterion {
  id: string
  weight: number
  mostPoints: number
}

/** Points given to each criterion, by its id. */
export type Points = Readonly<Record<string, number>>

/**
 * What a reviewer gave in all, of 100 in hundredths: 7350 is 73.50. Null until every criterion has its points. Whole
 * numbers, so that two who gave the same are equal.
 */
export function totalOf(criteria: readonly Criterion[], points: Points): number | null {
  if (criteria.length === 0) return null
  let got = 0
  let weights = 0
  for (const { id, weight, mostPoints } of criteria) {
    const given = points[id]
    if (given === undefined) return null
    got += (weight * given) / mostPoints
    weights += weight
  }
  return Math.round((got / weights) * 10_000)
}

/** What an application has: the mean of what its reviewers gave; null while nobody did. */
export function meanOf(totals: readonly number[]): number | null {
  return totals.length === 0 ? null : Math.round(totals.reduce((sum, each) => sum + each, 0) / totals.length)
}

/** So far, in hundredths, may one reviewer be from the middle of all before it is worth a talk. */
export const farOff = 1_500

/** Which of several totals stand far from the middle of them. One alone is far from nothing. */
export function outliersOf<Id>(totals: ReadonlyArray<{ id: Id; total: number }>): Id[] {
  const middle = medianOf(totals.map(({ total }) => total))
  return totals.filter(({ total }) => Math.abs(total - middle) > farOff).map(({ id }) => id)
}

function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const [low = 0, high = 0] =
    sorted.length % 2 === 1 ? [sorted[half], sorted[half]] : [sorted[half - 1], sorted[half]]
  return (low + high) / 2
}

export interface Ranked {
  id: string
  total: number | null
}

/** The place of each, the best first. Equals share a place, and the one after them comes as many later; who has no total has none. */
export function rank(entries: readonly Ranked[]): Map<string, number> {
  const scored = entries.flatMap(({ id, total }) => (total === null ? [] : [{ id, total }]))
  return new Map(
    scored.map(({ id, total }) => [id, 1 + scored.filter((other) => other.total > total).length]),
  )
}

export interface Sharing {
  applications: readonly string[]
  reviewers: readonly string[]
  /** How many reviewers each application shall have. */
  each: number
  /** Who reviews what already. */
  given: ReadonlyArray<{ applicationId: string; personId: string }>
  /** Whether somebody stands too close to an application. */
  isBarred(applicationId: string, personId: string): boolean
}

export interface Shared {
  given: Array<{ applicationId: string; personId: string }>
  /** Those for which there were not enough reviewers. */
  short: string[]
}

/**
 * Shares applications out: each goes to those who have least until then. Those that few may review are given first, as
 * later those few could have their hands full.
 */
export function shareEvenly({ applications, reviewers, each, given, isBarred }: Sharing): Shared {
  const load = new Map(reviewers.map((personId) => [personId, 0]))
  const has = new Map(applications.map((applicationId) => [applicationId, new Set<string>()]))
  for (const { applicationId, personId } of given) {
    load.set(personId, (load.get(personId) ?? 0) + 1)
    has.get(applicationId)?.add(personId)
  }
  const open = applications
    .map((applicationId) => ({
      applicationId,
      able: reviewers.filter(
        (personId) => !has.get(applicationId)?.has(personId) && !isBarred(applicationId, personId),
      ),
      wanted: each - (has.get(applicationId)?.size ?? 0),
    }))
    .sort((one, other) => one.able.length - one.wanted - (other.able.length - other.wanted))
  const shared: Shared = { given: [], short: [] }
  for (const { applicationId, able, wanted } of open) {
    const chosen = [...able]
      .sort((one, other) => loadOf(load, one) - loadOf(load, other))
      .slice(0, Math.max(0, wanted))
    for (const personId of chosen) {
      load.set(personId, loadOf(load, personId) + 1)
      shared.given.push({ applicationId, personId })
    }
    if (chosen.length < wanted) shared.short.push(applicationId)
  }
  return shared
}

function loadOf(load: ReadonlyMap<string, number>, personId: string): number {
  return load.get(personId) ?? 0
}
