import { expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvLine, defuse, undefuse } from '../../../src/platform/lists/csv.ts'

/** Texts that begin as attacks do, and such as try to slip past. */
const anyCell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc
    .tuple(
      fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", "''", "'=", '＝', '"', ',', ' ', ';'),
      fc.string({ maxLength: 8 }),
    )
    .map((parts) => parts.join('')),
)

test('what is written is read back the same', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyCell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      (rows) => {
        const text = rows.map(csvLine).join('')
        const read = parse(text, { relaxColumnCount: true, recordDelimiter: '\r\n' }) as string[][]
        expect(read.map((cells) => cells.map(undefuse))).toEqual(rows)
      },
    ),
    { numRuns: 500 },
  )
})

test('no cell begins as a formula does, but for plain numbers', () => {
  fc.assert(
    fc.property(anyCell, (cell) => {
      const [[written = '']] = parse(csvLine([cell, 'x']), { recordDelimiter: '\r\n' }) as [string[]]
      if (/^-?\d+(\.\d+)?$/.test(cell)) expect(written).toBe(cell)
      else expect(written).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
    }),
    { numRuns: 500 },
  )
})

test('nor does it where a spreadsheet parts cells at semicolons, and takes our quotes for letters', () => {
  const attacks = fc.oneof(
    anyCell,
    fc
      .array(fc.constantFrom(';', '\t', '\n', '"', "'", ' ', '=', '-1', '@SUM(A1)', 'a', ','), {
        maxLength: 8,
      })
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(attacks, attacks, (one, two) => {
      const line = csvLine(['Name', `a${one}`, `b${two}`])
      for (const cell of line.slice(0, -2).split(/[;\t\r\n]/))
        expect(cell).not.toMatch(/^["' ]*(?<!')[=+\-@＝＋－＠]/)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['=HYPERLINK("http://evil.example")', `'=HYPERLINK("http://evil.example")`],
  ['+380 44 123 45 67', `'+380 44 123 45 67`],
  ['-1+1', `'-1+1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\tcmd', `'\tcmd`],
  ['＝1', `'＝1`],
  [`'=1`, `''=1`],
  ['Ada;=1+1', `Ada;'=1+1`],
  ['Ada;"=1+1"', `Ada;"'=1+1"`],
  ['\t=1', `'\t'=1`],
  ['first\n- second', `first\n'- second`],
  [' =1', ` '=1`],
  ['half-way; 5 + 5 = 10', 'half-way; 5 + 5 = 10'],
  [`O'Brien`, `O'Brien`],
  [`'quoted'`, `'quoted'`],
])('%j is written as %j', (cell, written) => {
  expect(defuse(cell)).toBe(written)
  expect(undefuse(written)).toBe(cell)
})

test('cells with commas, quotes, line breaks or spaces at an end are quoted', () => {
  expect(csvLine(['a,b', 'say "hi"', 'two\nlines', ' space', 'plain', '-5', '-5.25'])).toBe(
    '"a,b","say ""hi""","two\nlines"," space",plain,-5,-5.25\r\n',
  )
})
