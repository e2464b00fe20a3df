import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { dayFromParts, orderOfParts, partsOfDay } from '../../../src/platform/presentation/day-parts.ts'
import {
  formatBytes,
  formatLimit,
  formatNumber,
  formatShare,
  formatShortNumber,
} from '../../../src/platform/presentation/numbers.ts'
import { fewOf, niceScale, placeOn } from '../../../src/platform/presentation/scale.ts'

test.each([
  { values: [12, 61, 124], ticks: [0, 50, 100, 150] },
  { values: [0.1, 0.2, 0.3], ticks: [0, 0.1, 0.2, 0.3] },
  { values: [-120, 340], ticks: [-200, 0, 200, 400] },
  { values: [], ticks: [0, 0.25, 0.5, 0.75, 1] },
  { values: [0, 0], ticks: [0, 0.25, 0.5, 0.75, 1] },
])('the axis of $values has round steps', ({ values, ticks }) => {
  expect(niceScale(values).ticks).toEqual(ticks)
})

test('an axis holds every value and zero, whatever they are', () => {
  const numbers = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 })
  fc.assert(
    fc.property(numbers, (values) => {
      const scale = niceScale(values)
      expect(scale.ticks.length).toBeLessThan(12)
      for (const value of [0, ...values]) {
        expect(placeOn(scale, value)).toBeGreaterThanOrEqual(-1e-6)
        expect(placeOn(scale, value)).toBeLessThanOrEqual(1 + 1e-6)
      }
    }),
  )
})

test('few labels of many keep the first and the last', () => {
  expect([...fewOf(4, 6)]).toEqual([0, 1, 2, 3])
  expect([...fewOf(31, 4)]).toEqual([0, 10, 20, 30])
})

test('numbers are written as the reader writes them', () => {
  expect(formatNumber(1234.5, 'en')).toBe('1,234.5')
  expect(formatNumber(1234.5, 'uk').replace(/\s/g, ' ')).toBe('1 234,5')
  expect(formatShortNumber(12_400, 'en')).toBe('12.4K')
  expect(formatShare(0.254, 'en')).toBe('25%')
  expect([formatBytes(1, 'en'), formatBytes(10_000_000, 'en'), formatBytes(1_500, 'en')]).toEqual([
    '1 byte',
    '10 MB',
    '1.5 kB',
  ])
  expect([formatLimit(4 * 1024 * 1024, 'en'), formatLimit(10 * 1024 * 1024, 'uk')]).toEqual(['4 MB', '10 МБ'])
})

test.each([
  { parts: { day: '27', month: '3', year: '2024' }, locale: 'en', day: '2024-03-27' },
  { parts: { day: ' 7 ', month: 'March', year: '2024' }, locale: 'en', day: '2024-03-07' },
  { parts: { day: '7', month: 'Sep', year: '2024' }, locale: 'en', day: '2024-09-07' },
  { parts: { day: '7', month: 'березня', year: '2024' }, locale: 'uk', day: '2024-03-07' },
  { parts: { day: '29', month: '2', year: '2023' }, locale: 'en', day: null },
  { parts: { day: '1', month: '13', year: '2023' }, locale: 'en', day: null },
  { parts: { day: '1', month: 'nope', year: '2023' }, locale: 'en', day: null },
  { parts: { day: '', month: '', year: '' }, locale: 'en', day: null },
  { parts: { day: '1', month: '1', year: '24' }, locale: 'en', day: null },
  { parts: {}, locale: 'en', day: null },
])('the boxes $parts name the day $day', ({ parts, locale, day }) => {
  expect(dayFromParts(parts, locale)).toBe(day)
})

test('boxes stand in the order of the language', () => {
  expect(orderOfParts('en-US')).toEqual(['month', 'day', 'year'])
  expect(orderOfParts('uk')).toEqual(['day', 'month', 'year'])
  expect(partsOfDay('2024-03-07')).toEqual({ day: '7', month: '3', year: '2024' })
})
