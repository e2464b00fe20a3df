import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { projectRoot } from '../../src/platform/project-root.ts'
import { projectFaults, type TestProject } from './rules/test-projects.ts'

const inside = (path: string) => join(projectRoot, path)
const { default: config, built } = (await import(inside('jest.config.js'))) as {
  default: { projects: TestProject[] }
  built: string
}
/** Where a test stands once it is compiled. */
const compiled = (path: string) => join(built, path.replace(/x$/, ''))
const { projects } = config
const outside = /^(node_modules|dist|test-results)$/

test('every file of tests is run by exactly one project', () => {
  const found = globSync('**/*.{test,spec}.*', {
    cwd: projectRoot,
    exclude: (name) => outside.test(name),
  })
  expect(found.length).toBeGreaterThan(100)
  expect(projectFaults(found.map(compiled), projects)).toEqual([])
})

test('a folder that nobody has named is run with the server, and a file that no project runs is caught', () => {
  const planted = ['test/lately/new.test.ts', 'test/lone.test.tsx', 'test/browser/deep/new.test.ts'].map(
    compiled,
  )
  expect(projectFaults(planted, projects)).toEqual([])
  for (const path of ['src/modules/units/units.test.ts', 'test/units.spec.ts', 'test/units.test.js'])
    expect(projectFaults([compiled(path)], projects)).toEqual([expect.stringContaining('by no project')])
  const twice = [...projects, { displayName: 'again', testRegex: ['/browser/'] }]
  expect(projectFaults(planted, twice)).toEqual([expect.stringContaining('by browser and again')])
})

test('the files that begin first are there', async () => {
  const { longest } = (await import(inside('test/support/longest-first.js'))) as { longest: string[] }
  expect(longest.filter((path) => !existsSync(inside(path)))).toEqual([])
})
