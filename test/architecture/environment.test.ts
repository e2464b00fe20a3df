import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { environmentExample, loadConfig, settings } from '../../src/platform/config.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { environmentFaults, readsEnvironment } from './rules/environment.ts'
import { planted, readProgram } from './rules/source.ts'

const program = readProgram()

test('the environment is read in one file', () => {
  expect(environmentFaults(program)).toEqual([])
  expect(program.filter(readsEnvironment).map(({ path }) => path)).toEqual(['src/platform/config.ts'])
})

test('a planted look at the environment is caught', () => {
  for (const text of [
    'const port = process.env.PORT',
    `const port = process['env'].PORT`,
    'const { env } = process',
    'const { env: settings } = globalThis.process',
    'const port = globalThis.process.env.PORT',
    `import { env } from 'node:process'`,
    `import process from 'node:process'\nconst port = process.env.PORT`,
  ])
    expect({ text, faults: environmentFaults(planted({ 'src/app.ts': text })).length }).toEqual({
      text,
      faults: 1,
    })
  expect(environmentFaults(planted({ 'src/app.ts': 'process.exit(settings.env)' }))).toEqual([])
})

test('.env.example says what the settings say (UPDATE_EXAMPLE=1 npm test -- environment writes it)', () => {
  const file = join(projectRoot, '.env.example')
  if (process.env.UPDATE_EXAMPLE) writeFileSync(file, environmentExample())
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(environmentExample())
})

test('docs/configuration.md says what every setting is, and knows no other', () => {
  const guide = readFileSync(join(projectRoot, 'docs/configuration.md'), 'utf8')
  const described = [...guide.matchAll(/^\| `([A-Z0-9_]+)`/gm)].map(([, name]) => name)
  expect(described.sort()).toEqual(Object.keys(settings).sort())
})

test('every line of .env.example is a setting that the program takes as it stands there', () => {
  const given = [...environmentExample().matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [
    name,
    value,
  ])
  expect(given.length).toBeGreaterThan(10)
  expect(() =>
    loadConfig({ ...Object.fromEntries(given), SECRET: 'long enough a text to be a secret of tests' }),
  ).not.toThrow()
})
