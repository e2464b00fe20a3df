import { expect, test } from '@jest/globals'
import { Program } from './program.ts'

test.each<[string, string[], number, string]>([
  ['asked what it does', ['purge', '--help'], 0, 'Clears away now what has expired'],
  ['with an option that it does not know', ['backup', '--encyrpt', 'x'], 2, "Unknown option '--encyrpt'."],
  ['with too much', ['purge', 'now'], 2, 'It does not take now.'],
  ['with an id that is none', ['jobs-redrive', '--id', '123'], 2, '"123" is not the id of a job.'],
  ['with too little', ['restore'], 2, 'Usage: npm run restore -- <file>'],
])('a program %s does nothing and says why', async (_what, [name = '', ...given], code, words) => {
  // Without a database it could do nothing: it is not looked for.
  const program = Program.run([`dist/${name}.js`, ...given], {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  })
  expect(await program.exitCode()).toBe(code)
  expect(program.output).toContain(words)
})
