import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { meanOf, outliersOf, rank, shareEvenly, totalOf } from '../../../src/modules/reviews/scoring.ts'

const price = { id: 'price', weight: 3, mostPoints: 10 }
const team = { id: 'team', weight: 1, mostPoints: 5 }

describe('a total', () => {
  test('weighs each criterion by its weight and its most points', () => {
    // 3 × 8/10 + 1 × 5/5 of 4.
    expect(totalOf([price, team], { price: 8, team: 5 })).toBe(8_500)
    expect(totalOf([price, team], { price: 0, team: 0 })).toBe(0)
  })

  test('is there once every criterion has its points', () => {
    expect(totalOf([price, team], { price: 8 })).toBeNull()
    expect(totalOf([], {})).toBeNull()
  })

  test('of several is their mean', () => {
    expect([meanOf([8_000, 9_001]), meanOf([])]).toEqual([8_501, null])
  })
})

describe('who is far off', () => {
  const of = (...totals: number[]) => outliersOf(totals.map((total, id) => ({ id, total })))

  test('is the one, not those who agree', () => {
    expect(of(8_000, 8_200, 2_000)).toEqual([2])
  })

  test('are both where two disagree, and nobody alone', () => {
    expect([of(9_000, 3_000), of(9_000), of(), of(8_000, 7_000)]).toEqual([[0, 1], [], [], []])
  })
})

test('equals share a place, the next comes after both, who has no total has none', () => {
  const places = rank([
    { id: 'a', total: 5_000 },
    { id: 'b', total: 9_000 },
    { id: 'c', total: 9_000 },
    { id: 'd', total: null },
  ])
  expect([...places]).toEqual([
    ['a', 3],
    ['b', 1],
    ['c', 1],
  ])
})

describe('sharing out', () => {
  test('gives to whom it may, says what is short, and counts what was given by hand', () => {
    const shared = shareEvenly({
      applications: ['x', 'y'],
      reviewers: ['a', 'b'],
      each: 2,
      given: [{ applicationId: 'x', personId: 'a' }],
      isBarred: (applicationId, personId) => applicationId === 'y' && personId === 'b',
    })
    expect(shared.given.map(({ applicationId, personId }) => `${applicationId}${personId}`).sort()).toEqual([
      'xb',
      'ya',
    ])
    expect(shared.short).toEqual(['y'])
  })

  test('never breaks a conflict, never gives twice, and is even where nobody is barred', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.tuple(fc.nat(11), fc.nat(5)), { maxLength: 12 }),
        (many, people, each, conflicts) => {
          const applications = Array.from({ length: many }, (_, index) => `x${index}`)
          const reviewers = Array.from({ length: people }, (_, index) => `p${index}`)
          const barred = new Set(conflicts.map(([x, p]) => `x${x}p${p}`))
          const { given, short } = shareEvenly({
            applications,
            reviewers,
            each,
            given: [],
            isBarred: (x, p) => barred.has(x + p),
          })
          const pairs = given.map(({ applicationId, personId }) => applicationId + personId)
          expect(new Set(pairs).size).toBe(pairs.length)
          expect(pairs.filter((pair) => barred.has(pair))).toEqual([])
          for (const x of applications) {
            const able = reviewers.filter((p) => !barred.has(x + p)).length
            const has = given.filter(({ applicationId }) => applicationId === x).length
            expect([x, has]).toEqual([x, Math.min(each, able)])
            expect(short.includes(x)).toBe(able < each)
          }
          const loads = reviewers.map((p) => given.filter(({ personId }) => personId === p).length)
          if (barred.size === 0) expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 100 },
    )
  })
})
