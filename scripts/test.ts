// npm test. Runs everything that can run, cheapest first, and closes with one line that counts it all.
// npm test -- <Jest arguments> runs only Jest.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { identityOf } from '../src/platform/db/embedded/processes.ts'

interface Count {
  passed: number
  failed: number
  skipped: number
}

interface JestResults {
  numPassedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    startTime: number
    endTime: number
    assertionResults: { status: string }[]
  }[]
}

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules')
const jestArguments = process.argv.slice(2)
/** Of this run alone: another one may go on beside it. */
const builtTests = join(root, 'test-results', `built-${process.pid}`)
const running = new Set<ChildProcess>()
let stopping: NodeJS.Signals | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal))
// npm does not pass every signal on: when it is gone, nobody waits for this run any more.
const startedBy = process.ppid
if (process.env.npm_lifecycle_event !== undefined) {
  setInterval(() => {
    if (process.ppid !== startedBy) stop('SIGTERM')
  }, 500).unref()
}

function stop(signal: NodeJS.Signals): void {
  stopping = signal
  for (const child of running) child.kill(signal)
}

/** Runs a stage, shows what it says in one piece, and one line with the time it took. */
async function stage(name: string, parameters: string[], live = false): Promise<number> {
  const started = performance.now()
  const { code, output } = await run(parameters, live)
  if (code !== 0) process.stdout.write(output)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${name.padEnd(6)} ${seconds.padStart(6)} s`)
  return code
}

async function run(parameters: string[], live: boolean): Promise<{ code: number; output: string }> {
  if (stopping !== undefined) return { code: 1, output: '' }
  // process.execPath is the Node 24 of node_modules/.bin, whatever Node started npm.
  const child = spawn(process.execPath, parameters, {
    cwd: root,
    env: { ...process.env, BUILT_TESTS: builtTests },
    stdio: live ? ['inherit', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      output += `${error.stack}\n`
      resolve(1)
    })
    child.once('close', (status) => resolve(status ?? 1))
  })
  running.delete(child)
  return { code, output }
}

async function jest(): Promise<Count> {
  const outputFile = join(root, 'test-results', `jest-${process.pid}.json`)
  await mkdir(join(root, 'test-results'), { recursive: true })
  // Jest writes its results last. If it still runs long after, a test left something open: say so, don't wait forever.
  let writtenAt: number | undefined
  const watch = setInterval(() => {
    if (!existsSync(outputFile)) return
    writtenAt ??= Date.now()
    if (Date.now() - writtenAt < 10_000) return
    clearInterval(watch)
    console.log('Jest did not end: a test left a socket, a timer or a process open. Try --detectOpenHandles.')
    for (const child of running) child.kill('SIGTERM')
  }, 500)
  try {
    const code = await stage(
      'jest',
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        `--import=${join(root, 'test/support/leave-with-parent.ts')}`,
        join(bin, 'jest/bin/jest.js'),
        '--json',
        `--outputFile=${outputFile}`,
        ...jestArguments,
      ],
      true,
    )
    const results = await readFile(outputFile, 'utf8').then(
      (text) => JSON.parse(text) as JestResults,
      () => undefined,
    )
    // Of a few files that somebody names, Jest itself says how long each took.
    if (results !== undefined && jestArguments.length === 0) showSlowest(results)
    return count(results, code)
  } finally {
    clearInterval(watch)
    await rm(outputFile, { force: true })
  }
}

/** Tests that were compiled for runs which ended before they could tidy up. */
async function removeLeftBehind(): Promise<void> {
  for (const name of await readdir(join(root, 'test-results')).catch(() => [])) {
    const pid = Number(/^built-(\d+)$/.exec(name)?.[1] ?? Number.NaN)
    if (!Number.isNaN(pid) && identityOf(pid) === null)
      await rm(join(root, 'test-results', name), { recursive: true, force: true })
  }
}

/** A run grows file by file: what takes longest stands at the end of each, where growth is seen. */
function showSlowest({ testResults }: JestResults): void {
  const files = testResults
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .sort((one, other) => other.seconds - one.seconds)
  const total = files.reduce((sum, { seconds }) => sum + seconds, 0)
  console.log(
    `The ten slowest of ${files.length} files, which took ${total.toFixed(0)} s one after the other:`,
  )
  for (const { name, seconds } of files.slice(0, 10))
    console.log(`${seconds.toFixed(1).padStart(8)} s  ${relative(builtTests, name)}`)
}

function count(results: JestResults | undefined, code: number): Count {
  if (results === undefined) return { passed: 0, failed: 1, skipped: 0 }
  let failed = 0
  for (const { status, assertionResults } of results.testResults) {
    const failures = assertionResults.filter((assertion) => assertion.status === 'failed').length
    // A file that does not compile, or whose afterAll throws, has failed without a failed test to show for it.
    failed += status === 'failed' ? Math.max(failures, 1) : failures
  }
  if (code !== 0 && failed === 0) failed = 1
  return { passed: results.numPassedTests, failed, skipped: results.numPendingTests + results.numTodoTests }
}

const counts: Count[] = []
const countStage = (code: number) =>
  counts.push({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 })

await removeLeftBehind()
const built = await stage('build', ['scripts/build.ts'])
// A build that works is no test; one that fails is a failure. The stages that can do without it still run.
if (built !== 0) countStage(built)

if (jestArguments.length === 0) {
  const checks = [
    stage('lint', [join(bin, '@biomejs/biome/bin/biome'), 'ci', '.']),
    stage('types', [join(bin, 'typescript/bin/tsc'), '--noEmit']),
  ]
  for (const code of await Promise.all(checks)) countStage(code)
}

const testsBuilt = await stage('tests', ['scripts/build-tests.ts', builtTests])
const tests = testsBuilt === 0 ? await jest() : { passed: 0, failed: 0, skipped: 0 }
await rm(builtTests, { recursive: true, force: true })
if (tests.passed + tests.failed === 0) {
  console.log('No test ran.')
  tests.failed = 1
}
counts.push(tests)

const sum = (key: keyof Count) => counts.reduce((total, each) => total + each[key], 0)
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`)
process.exitCode = stopping === undefined && sum('failed') === 0 ? 0 : 1
