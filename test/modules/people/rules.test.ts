import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { certificationState } from '../../../src/modules/people/certification.ts'
import { writtenNames } from '../../../src/modules/people/name.ts'
import { formatPosition, parsePosition } from '../../../src/modules/people/position.ts'
import { dayOf } from '../../../src/modules/people/views.ts'
import {
  countriesIn,
  countryCodes,
  languageCodes,
  languagesIn,
} from '../../../src/platform/presentation/countries.ts'

describe('a name', () => {
  const written = (givenName: string | null, familyName: string | null, patronymic: string | null = null) =>
    Object.values(writtenNames({ givenName, familyName, patronymic }))

  test.each([
    ['Mei', 'Tanaka', null, ['Mei Tanaka', 'Tanaka Mei']],
    ['Suharto', null, null, ['Suharto', 'Suharto']],
    [null, 'Ó', null, ['Ó', 'Ó']],
    ['Олена', 'Лис', 'Іванівна', ['Олена Лис', 'Лис Олена Іванівна']],
    ['太郎', '山田', null, ['山田太郎', '山田 太郎']],
    ['수민', '김', null, ['김수민', '김 수민']],
    ['Björk', 'Guðmundsdóttir', null, ['Björk Guðmundsdóttir', 'Guðmundsdóttir Björk']],
    ["d'Arc", 'van der Berg-O’Neill', null, ["d'Arc van der Berg-O’Neill", "van der Berg-O’Neill d'Arc"]],
  ])('of %s, %s, %s is written in one way', (given, family, patronymic, expected) => {
    expect(written(given, family, patronymic)).toEqual(expected)
  })

  test('never loses a part and never ends in a space', () => {
    const part = fc.option(
      fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => text.trim() || 'x'),
      { nil: null },
    )
    fc.assert(
      fc.property(part, part, part, (given, family, patronymic) => {
        fc.pre(given !== null || family !== null)
        const [display = '', sort = ''] = written(given, family, patronymic)
        for (const text of [display, sort]) expect(text).toBe(text.trim())
        for (const each of [given, family]) if (each !== null) expect(display).toContain(each)
        for (const each of [given, family, patronymic]) if (each !== null) expect(sort).toContain(each)
      }),
    )
  })
})

describe('a place on the map', () => {
  test.each([
    ['50.4501, 30.5234', { latitude: 50.4501, longitude: 30.5234 }],
    ['-33.8568 151.2153', { latitude: -33.8568, longitude: 151.2153 }],
    ['50,4501; 30,5234', { latitude: 50.4501, longitude: 30.5234 }],
    ['33.86° S 151.21° E', { latitude: -33.86, longitude: 151.21 }],
    ['37.8044 N, 122.2712 W', { latitude: 37.8044, longitude: -122.2712 }],
    ['0,0', { latitude: 0, longitude: 0 }],
  ])('is read from %s', (text, expected) => {
    expect(parsePosition(text)).toEqual(expected)
  })

  test.each(['', 'here', '91, 0', '0, 181', '50.45', '1, 2, 3', '12345, 1', 'NaN, 1', '1e1, 2'])(
    'is not read from %p',
    (text) => {
      expect(parsePosition(text)).toBeNull()
    },
  )

  test('is read again as it was written', () => {
    const coordinate = (limit: number) =>
      fc.double({ min: -limit, max: limit, noNaN: true }).map((value) => Math.round(value * 1e6) / 1e6 || 0)
    fc.assert(
      fc.property(coordinate(90), coordinate(180), (latitude, longitude) => {
        // Smaller than a thousandth of a metre is written with an exponent, which maps do not.
        fc.pre([latitude, longitude].every((value) => value === 0 || Math.abs(value) >= 1e-5))
        expect(parsePosition(formatPosition({ latitude, longitude }))).toEqual({ latitude, longitude })
      }),
    )
  })
})

test('a certification counts through its last day', () => {
  expect(certificationState(null, '2026-03-01')).toBe('lasting')
  expect(certificationState('2026-02-28', '2026-03-01')).toBe('expired')
  expect(certificationState('2026-03-01', '2026-03-01')).toBe('expiring')
  expect(certificationState('2026-04-30', '2026-03-01')).toBe('expiring')
  expect(certificationState('2026-05-01', '2026-03-01')).toBe('valid')
})

test('today is the day of the reader', () => {
  const evening = new Date('2026-03-01T22:30:00Z')
  expect([
    dayOf(evening, 'Europe/Kyiv'),
    dayOf(evening, 'America/Los_Angeles'),
    dayOf(evening, null),
  ]).toEqual(['2026-03-02', '2026-03-01', '2026-03-01'])
})

test('countries and languages have a name in every language of the portal', () => {
  for (const locale of ['en', 'uk'])
    for (const [list, codes] of [
      [countriesIn(locale), countryCodes],
      [languagesIn(locale), languageCodes],
    ] as const) {
      expect(list).toHaveLength(codes.length)
      expect(list.filter(({ code, name }) => name === code || name === '')).toEqual([])
    }
  expect(countryCodes).toEqual(expect.arrayContaining(['UA', 'US', 'IN', 'VN', 'VA', 'XK']))
  expect(countryCodes).not.toEqual(expect.arrayContaining(['EU']))
})
