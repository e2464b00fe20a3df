import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { formatMoney, minorUnits, plainMoney } from '../../../src/platform/presentation/money.ts'

const currencies = ['EUR', 'UAH', 'USD', 'JPY', 'KWD'] as const
const digits = { EUR: 2, UAH: 2, USD: 2, JPY: 0, KWD: 3 }
const amount = fc.maxSafeInteger()
const currency = fc.constantFrom(...currencies)

test('money is written as the reader writes it', () => {
  expect(formatMoney(123456, 'EUR', 'en')).toBe('€1,234.56')
  expect(formatMoney(-5, 'USD', 'en')).toBe('-$0.05')
  expect(formatMoney(500, 'JPY', 'en')).toBe('¥500')
  expect(formatMoney(123456, 'UAH', 'uk').replace(/\s/g, ' ')).toBe('1 234,56 ₴')
  expect([
    plainMoney(123456, 'EUR'),
    plainMoney(-7, 'EUR'),
    plainMoney(7, 'JPY'),
    plainMoney(1, 'KWD'),
  ]).toEqual(['1234.56', '-0.07', '7', '0.001'])
})

test('no amount loses or gains a cent, in a file or for a reader', () => {
  fc.assert(
    fc.property(amount, currency, fc.constantFrom('en', 'uk', 'ta'), (minor, code, locale) => {
      const plain = plainMoney(minor, code)
      expect(plain).toMatch(digits[code] === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${digits[code]}}$`))
      expect(BigInt(plain.replace('.', ''))).toBe(BigInt(minor))
      const read = formatMoney(minor, code, locale).replace(/\D/g, '')
      expect(BigInt(read)).toBe(BigInt(Math.abs(minor)))
    }),
  )
})

test('files sort by money as amounts do', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), currency, (one, other, code) => {
      expect(Math.sign(Number(plainMoney(one, code)) - Number(plainMoney(other, code)))).toBe(
        Math.sign(one - other),
      )
    }),
  )
})

test.each([
  ['1,000.50', 'EUR', 100_050],
  ['1 000,5', 'uah', 100_050],
  ['1.000.000', 'EUR', 100_000_000],
  ['12', 'JPY', 12],
  ['1.005', 'KWD', 1_005],
  ['12.5', 'JPY', undefined],
  ['10.005', 'USD', undefined],
  ['10.005,50', 'EUR', 1_000_550],
  ['10,005', 'USD', 1_000_500],
  ['10,005', 'KWD', undefined],
  ['1.005.', 'EUR', undefined],
  ['many', 'EUR', undefined],
  ['99999999999999999', 'EUR', undefined],
  ['5', '', undefined],
])('%s of %s is read as somebody wrote it', (typed, currency, units) => {
  expect(minorUnits(typed, currency)).toBe(units)
})
