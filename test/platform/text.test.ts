import { expect, test } from '@jest/globals'
import type { z } from 'zod'
import { mainNames } from '../../src/modules/people/contract.ts'
import { isVisible } from '../../src/platform/presentation/visible.ts'
import { issuesOf } from '../../src/platform/run/issues.ts'
import { nameText, writtenText } from '../../src/platform/text.ts'
import { translatedText } from '../../src/platform/translated-text.ts'

test('a text shows something or nothing', () => {
  for (const text of ['A', 'சென்னை', 'می‌خواهم', '👩‍👩‍👧', '1', '–', ' x '])
    expect([text, isVisible(text)]).toEqual([text, true])
  for (const text of ['', ' ', '\u200b\u200b', '\u00a0', '\ufeff', '\u2800', '\u3164', '\u00ad\u2060', '\n'])
    expect([text, isVisible(text)]).toEqual([text, false])
})

test('what nobody can see is missing, told once; a name is one line', () => {
  const codes = (schema: ReturnType<typeof nameText>, text: string) => {
    const { error } = schema.safeParse(text)
    return error ? issuesOf(error).map(({ code }) => code) : []
  }
  expect(codes(nameText(10), '\u200b')).toEqual(['required'])
  expect(codes(nameText(10), '  ')).toEqual(['required'])
  expect(codes(nameText(10), 'two\nlines')).toEqual(['invalid'])
  expect(codes(writtenText(10), 'two\nlines')).toEqual([])
  expect(codes(writtenText(10), 'more than ten')).toEqual(['tooLong'])
})

test('a name turns no direction, in no field and no language; marks of scripts that run the other way stay', () => {
  const turning = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069']
  for (const sign of turning) {
    const schemas = [nameText(40), mainNames.familyName, translatedText(40)] as z.ZodType[]
    const values = [`North ${sign}fdp.exe`, `Iva${sign}n`, { v: 1, en: `Chair${sign}` }]
    for (const [index, schema] of schemas.entries()) {
      const { error } = schema.safeParse(values[index])
      expect([sign, index, error && issuesOf(error).map(({ code }) => code)]).toEqual([
        sign,
        index,
        ['turnsDirection'],
      ])
    }
  }
  for (const name of ['שלום', 'محمد\u200f', 'Иван\u200e'])
    expect([name, nameText(40).safeParse(name).success]).toEqual([name, true])
})
