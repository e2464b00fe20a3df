import { expect, test } from '@jest/globals'
import { modules } from '../../src/modules.ts'
import { testConfig } from '../support/portal.ts'
import { commandFaults, declarationsIn } from './rules/commands.ts'
import { planted, readProgram } from './rules/source.ts'

const program = readProgram()
const rooms = modules(testConfig())

test('each file in commands/ holds one command, named after it', () => {
  expect(commandFaults(program)).toEqual([])
})

test('a planted file with two commands, none, another name or something beside it is caught', () => {
  const faultsOf = (text: string, base = 'close-unit') =>
    commandFaults(planted({ [`src/modules/units/commands/${base}.ts`]: text }))
  expect(faultsOf(`export const closeUnit = command({ name: 'units.closeUnit' })`)).toEqual([])
  for (const text of [
    `export const closeUnit = query({ name: 'units.closeUnit' })`,
    `export const shutUnit = command({ name: 'units.closeUnit' })`,
    `export const closeUnit = command({ name: 'units.shutUnit' })`,
    `export const closeUnit = command({ name: 'access.closeUnit' })`,
    `export const closeUnit = command({ name: 'units.closeUnit' })\nexport function helper() {}`,
    `export const closeUnit = command({ name: 'units.closeUnit' })\nexport { x } from '../unit.ts'`,
  ])
    expect({ text, faults: faultsOf(text).length > 0 }).toEqual({ text, faults: true })
  expect(
    faultsOf(`export const closeUnit = command({ name: 'units.closeUnit' })`, 'more/close-unit'),
  ).toEqual([expect.stringContaining('lies deeper')])
})

test('whatever is declared can be reached: its room brings it to the app', () => {
  const brought = new Set(
    rooms.flatMap(({ operations, pages = [] }) => [...operations, ...pages].map(({ name }) => name)),
  )
  const declared = (['command', 'query', 'page', 'action'] as const).flatMap((word) =>
    program
      .filter(({ path }) => path.startsWith('src/modules/'))
      .flatMap((file) => declarationsIn(file, word)),
  )
  expect(declared.length).toBeGreaterThan(40)
  expect(declared.filter(({ name }) => !brought.has(name))).toEqual([])
})

test('every declaration is named after its room', () => {
  for (const { name: room, operations, pages = [], endpoints = [], facts = [] } of rooms)
    for (const { name } of [...operations, ...pages, ...endpoints, ...facts])
      expect(name).toMatch(new RegExp(`^${room}\\.[a-z][A-Za-z]*$`))
})
