import { expect, test } from '@jest/globals'
import { formatPhoneNumber, parsePhoneNumber } from '../../../src/platform/sms/phone-number.ts'

test.each([
  ['+1 510 555 0100', 'UA', '+15105550100', 'US'],
  ['(510) 555-0100', 'US', '+15105550100', 'US'],
  ['050 123 45 67', 'UA', '+380501234567', 'UA'],
  ['+380 (50) 123-45-67', 'US', '+380501234567', 'UA'],
  ['０５０ １２３ ４５ ６７', 'UA', '+380501234567', 'UA'],
])('%s written in %s is %s', (text, written, number, country) => {
  expect(parsePhoneNumber(text, written)).toEqual({ number, country })
})

test.each([
  ['no number', 'nobody'],
  ['a number of another country without its code', '050 123 45 67'],
  ['a premium number', '+1 900 555 0100'],
  ['a number that does not exist', '+999 1'],
  ['an extension', '+1 510 555 0100 ext 4'],
  ['a number with something behind it', '+15105550100; DROP'],
  ['more than any number has', `+1510555${'0'.repeat(60)}`],
  ['nothing', ''],
])('%s is none', (_what, text) => {
  expect(parsePhoneNumber(text, 'US')).toBeNull()
})

test('a number is shown as people of anywhere read it', () => {
  expect(formatPhoneNumber('+15105550100')).toBe('+1 510 555 0100')
})
