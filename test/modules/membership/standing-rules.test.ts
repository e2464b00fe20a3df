import { describe, expect, test } from '@jest/globals'
import {
  movesFrom,
  objectionToMove,
  requireLater,
  type Standing,
  type StandingPeriod,
  standings,
  standingsAt,
} from '../../../src/modules/membership/standing.ts'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const period = (id: string, standing: Standing, from: number, until: number | null): StandingPeriod => ({
  id,
  standing,
  startsAt: at(from),
  endsAt: until === null ? null : at(until),
})

/** Each line: from, and what may follow. Everything else may not. */
const table: ReadonlyArray<[Standing, Standing[]]> = [
  ['prospect', ['pending', 'active', 'deceased', 'closed']],
  ['pending', ['prospect', 'active', 'deceased', 'closed']],
  ['active', ['suspended', 'lapsed', 'resigned', 'expelled', 'deceased']],
  ['suspended', ['active', 'lapsed', 'resigned', 'expelled', 'deceased']],
  ['lapsed', ['pending', 'active', 'resigned', 'deceased', 'closed']],
  ['resigned', ['pending', 'active', 'deceased', 'closed']],
  ['expelled', ['pending', 'active', 'deceased', 'closed']],
  ['deceased', ['active', 'closed']],
  ['closed', []],
]

describe('what can become of a standing', () => {
  test.each(table)('%s', (from, allowed) => {
    expect(movesFrom(from)).toEqual(allowed)
    for (const to of standings) {
      const code = objectionToMove(from, to)?.code ?? null
      if (allowed.includes(to)) expect([to, code]).toEqual([to, null])
      else if (from === to) expect([to, code]).toEqual([to, 'membership.alreadyStanding'])
      else
        expect([to, code]).toEqual([
          to,
          from === 'closed' ? 'membership.closedForGood' : 'membership.noSuchMove',
        ])
    }
  })

  test('the table knows each of them', () => {
    expect(table.map(([from]) => from).sort()).toEqual([...standings].sort())
  })
})

describe('how somebody stands', () => {
  const periods = [
    period('a', 'active', 1, 5),
    period('b', 'suspended', 5, 9),
    period('c', 'active', 9, null),
  ]

  test('of whom nothing was decided is a member since they came', () => {
    expect(standingsAt(at(3), [], at(1))).toEqual({
      current: { id: null, standing: 'active', startsAt: at(1), endsAt: null },
      planned: null,
    })
  })

  test.each([
    [3, 'a', 'b'],
    [5, 'b', 'c'],
    [8, 'b', 'c'],
    [9, 'c', undefined],
  ])('on day %s', (day, current, planned) => {
    const found = standingsAt(at(day), periods, at(1))
    expect([found.current.id, found.planned?.id]).toEqual([current, planned])
  })

  test('is not decided for a time before it began', () => {
    const current = period('b', 'suspended', 5, null)
    expect(() => requireLater(at(4), current)).toThrow()
    expect(() => requireLater(at(5), current)).not.toThrow()
  })
})
