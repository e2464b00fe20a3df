import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const styles = readFileSync(join(import.meta.dirname, '../../../templates/assets/css/fonts.css'), 'utf8')
const faces = [...styles.matchAll(/@font-face \{([^}]*)\}/g)].map(([, face = '']) => face)
const parts = faces.filter((face) => face.includes('"Guildhall Sans"'))

function lettersOf(face: string): number[] {
  const ranges = /unicode-range:([^;]*)/.exec(face)?.[1] ?? ''
  return [...ranges.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].flatMap(([, first = '', last = first]) => {
    const start = Number.parseInt(first, 16)
    return Array.from({ length: Number.parseInt(last, 16) - start + 1 }, (_each, index) => start + index)
  })
}

function saidTwice(all: readonly string[]): string[] {
  const letters = all.flatMap(lettersOf)
  const twice = letters.filter((letter, index) => letters.indexOf(letter) !== index)
  return twice.map((letter) => letter.toString(16))
}

test('no two parts of the letters hold the same one, or both would be fetched for it', () => {
  expect(parts.length).toBe(8)
  expect(saidTwice(parts)).toEqual([])
  expect(saidTwice([...parts, 'unicode-range: U+0041-0042;'])).toEqual(['41', '42'])
  const held = new Set(parts.flatMap(lettersOf))
  const wanted = [...'AZaz09 –—’«»ÄßñłŁŒАЯЄєІіЇїҐґЁыЪ№₴€']
  expect(wanted.filter((letter) => !held.has(letter.codePointAt(0) ?? 0))).toEqual([])
})

test('no part takes its place late, which would move what is read', () => {
  expect(parts.filter((face) => !face.includes('font-display: optional;'))).toEqual([])
})
