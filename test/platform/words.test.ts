import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { pseudoLocale } from '../../src/platform/pseudo-locale.ts'
import { loadWords } from '../../src/platform/words.ts'

const words = loadWords(join('templates', 'locales'), { pseudo: true })

test.each([...words.locales])(
  'in %s a message that lacks its values reads as it is written, and is no fault',
  (locale) => {
    expect(words.in(locale)('invitations.error.sentOften')).toContain('{most}')
    expect(words.in(locale)('invitations.error.sentOften', { most: 10 })).toContain('10')
  },
)

test('the disguise is among the languages', () => {
  expect(words.locales).toContain(pseudoLocale)
})
