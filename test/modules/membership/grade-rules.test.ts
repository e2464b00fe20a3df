import { describe, expect, test } from '@jest/globals'
import {
  type MemberFacts,
  objectionsToEligibility,
  objectionsToPromotion,
  type PromotionRule,
} from '../../../src/modules/membership/grade.ts'

const day = 86_400_000
const now = new Date('2026-06-01T12:00:00Z')
const facts: MemberFacts = {
  standing: 'active',
  grade: 'silent',
  gradeSince: new Date(now.getTime() - 90 * day),
  type: 'student',
  verified: ['email'],
}
const openRule: PromotionRule = {
  v: 1,
  from: [],
  days: 0,
  standings: ['active'],
  verified: [],
  byStaff: true,
}
const rule = { ...openRule, from: ['silent'], days: 90, byStaff: false }

describe('coming to a grade', () => {
  test('nothing stands in the way of who meets all of it', () => {
    expect(objectionsToPromotion(rule, facts, now, 'oneself')).toEqual([])
  })

  test.each([
    ['standing', rule, { standing: 'suspended' }],
    ['grade', { ...rule, from: ['free'] }, {}],
    ['tooSoon', { ...rule, days: 91 }, {}],
    ['unverified', { ...rule, verified: ['email', 'document'] }, {}],
    ['needsStaff', { ...rule, byStaff: true }, {}],
  ] as const)('%s', (reason, asked, different) => {
    const known = { ...facts, ...different } as MemberFacts
    expect(objectionsToPromotion(asked as never, known, now, 'oneself')).toEqual([reason])
  })

  test('all that stands in the way is told', () => {
    const far = { ...rule, from: ['free'], days: 1000, verified: ['identity' as const], byStaff: true }
    expect(objectionsToPromotion(far, { ...facts, standing: 'lapsed' }, now, 'oneself')).toEqual([
      'standing',
      'grade',
      'tooSoon',
      'unverified',
      'needsStaff',
    ])
  })

  test('who has no grade yet begins in any, but takes none by themselves that follows another', () => {
    const none = { ...facts, grade: null, gradeSince: null }
    expect(objectionsToPromotion(rule, none, now, 'staff')).toEqual([])
    expect(objectionsToPromotion(rule, none, now, 'oneself')).toEqual(['grade'])
  })
})

describe('what other rooms ask', () => {
  test.each([
    [{}, []],
    [{ grades: ['silent', 'full'], types: ['student'], verified: ['email' as const] }, []],
    [{ grades: ['full'] }, ['grade']],
    [{ types: ['honorary'], verified: ['document' as const] }, ['type', 'unverified']],
    [{ standings: ['prospect' as const] }, ['standing']],
  ])('%j', (condition, objections) => expect(objectionsToEligibility(condition, facts)).toEqual(objections))
})
