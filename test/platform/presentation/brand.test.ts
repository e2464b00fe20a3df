import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  brandColours,
  brandContrasts,
  brandName,
  brandOfName,
  brandStyles,
  correctedColour,
  isReadable,
  plainBrand,
} from '../../../src/platform/presentation/brand.ts'
import { colourOfHex, contrastOf, hexOfColour } from '../../../src/platform/presentation/colour.ts'

const hexes = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('whatever colour is chosen, words can be read, in light and dark', () => {
  fc.assert(
    fc.property(hexes, fc.constantFrom('light' as const, 'dark' as const), (hex, scheme) => {
      expect(isReadable(brandContrasts(brandColours(hex, scheme), scheme))).toBe(true)
    }),
    {
      numRuns: 500,
      examples: ['#ffffff', '#000000', '#ffff00', '#00ff00', '#0000ff'].map((hex) => [hex, 'light']),
    },
  )
})

test('a colour that can be read stays as it was chosen', () => {
  expect(correctedColour('#0b4f9f')).toBeNull()
  expect(hexOfColour(brandColours('#0b4f9f', 'light').fill)).toMatch(
    /^#0[a-c]4[e-f]9[e-f]$|^#0[a-c]50[9a][0-f]$/,
  )
  expect(correctedColour('#ffdd00')).toMatch(/^#[0-9a-f]{6}$/)
})

test('colours survive the way to OKLCH and back; contrasts are those of WCAG', () => {
  fc.assert(fc.property(hexes, (hex) => expect(hexOfColour(colourOfHex(hex))).toBe(hex)))
  expect(contrastOf(colourOfHex('#ffffff'), colourOfHex('#000000'))).toBeCloseTo(21, 1)
  expect(contrastOf(colourOfHex('#ffffff'), colourOfHex('#767676'))).toBeCloseTo(4.54, 1)
})

test('a choice can be said in an address, and nothing else can', () => {
  const choice = { colour: '#0b5fff', corners: 'round', font: 'system', density: 'dense' } as const
  expect(brandOfName(brandName(choice))).toEqual(choice)
  expect(brandOfName(brandName(plainBrand))).toEqual(plainBrand)
  for (const name of [
    '',
    'none.soft',
    '0b5fff.soft.shipped.huge',
    '}body{.soft.shipped.roomy',
    '0b5fff.soft.shipped.roomy.x',
  ])
    expect(brandOfName(name)).toBeNull()
})

test('the styles hold tokens and nothing of what was typed', () => {
  expect(brandStyles({ ...plainBrand, colour: '#0b5fff' }, ':root')).toMatch(
    /^:root\{(--[\w-]+:[^;{}]+;?)+\}$/,
  )
})
