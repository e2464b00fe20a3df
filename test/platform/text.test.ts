import { expect, test } from '@jest/globals'
import { isVisible } from '../../src/platform/presentation/visible.ts'
import { issuesOf } from '../../src/platform/run/issues.ts'
import { nameText, writtenText } from '../../src/platform/text.ts'

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
