import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { inProduction, programs } from '../../scripts/program-list.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { imageFaults, programFaults, undescribedFaults } from './rules/programs.ts'

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const readme = read('README.md')

test('every command that starts a program finds it compiled, and the README names it', () => {
  expect(Object.values(scripts).filter((line) => line.includes('scripts/run.ts')).length).toBeGreaterThan(10)
  expect(programFaults(scripts, programs)).toEqual([])
  expect(imageFaults(inProduction, programs)).toEqual([])
  expect(undescribedFaults(scripts, readme)).toEqual([])
})

test('every program says what it does, and refuses what it does not know', () => {
  // The image asks it whether the portal is well, and nothing else.
  const silent = programs.filter(
    (name) => name !== 'healthcheck' && !/\breadArguments\(\{/.test(read(`scripts/programs/${name}.ts`)),
  )
  expect(silent).toEqual([])
})

test('a command without its program, and one that the README leaves out, are caught', () => {
  const planted = { ...scripts, tidy: 'node scripts/run.ts tidy', lost: 'node scripts/run.ts' }
  expect(programFaults(planted, programs)).toHaveLength(2)
  expect(
    programFaults(
      scripts,
      programs.filter((name) => name !== 'purge'),
    ),
  ).toHaveLength(1)
  expect(imageFaults([...inProduction, 'tidy'], programs)).toHaveLength(1)
  expect(undescribedFaults(planted, readme)).toHaveLength(2)
})
