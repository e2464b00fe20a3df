import type { AnyJob } from '../../../src/platform/declare/job.ts'
import type { AnyTaskKind } from '../../../src/platform/declare/task.ts'
import { camelCase, type SourceFile } from './source.ts'

/** A queue as pg-boss keeps it. */
export interface Queue {
  name: string
  retryLimit: number
  retryDelay: number
  expireSeconds: number
  deadLetter: string | null
}

/** What a job lacks to be run, run again and given up in the open. */
export function jobFaults(
  jobs: readonly AnyJob[],
  declaredFacts: readonly string[],
  queues: readonly Queue[],
): string[] {
  const faults: string[] = []
  const names = new Set<string>()
  for (const job of jobs) {
    const fault = (text: string) => faults.push(`Job ${job.name} ${text}`)
    if (names.has(job.name)) fault('is listed twice.')
    names.add(job.name)
    if (!job.summary) fault('does not say what it does.')
    if (!job.on || !declaredFacts.includes(job.on.name))
      fault(`reacts to ${job.on?.name}, which no room declares: nothing would ever start it.`)
    if (typeof job.on?.payload?.safeParse !== 'function') fault('has no schema of what it is given.')
    if (!(job.retry?.limit >= 1) || !(job.retry?.delaySeconds >= 1))
      fault('has no retry policy: one lost connection and it is lost as well.')
    if (!(job.timeoutSeconds >= 1)) fault('has no timeout: one that hangs would hold its worker for good.')
    const queue = queues.find(({ name }) => name === job.name)
    if (!queue) {
      fault('has no queue: npm run migrate makes them, from jobs/index.ts.')
      continue
    }
    if (queue.retryLimit !== job.retry?.limit || queue.retryDelay !== job.retry?.delaySeconds)
      fault('is tried again otherwise than it declares.')
    if (queue.expireSeconds !== job.timeoutSeconds) fault('has another timeout than it declares.')
    if (queue.deadLetter === null) fault('would vanish after its last try: its queue has no dead letters.')
  }
  return faults
}

/** jobs/<theme>/<verb-noun>.ts declares the job <theme>.<verbNoun>, and the list knows it. */
export function jobFileFaults(files: readonly SourceFile[], jobs: readonly Pick<AnyJob, 'name'>[]): string[] {
  const expected = files.flatMap(({ path }) => {
    const [, theme, base = ''] = /^jobs\/([^/]+)\/([^/]+)\.ts$/.exec(path) ?? []
    return theme ? [`${theme}.${camelCase(base)}`] : []
  })
  const listed = jobs.map(({ name }) => name)
  return [
    ...expected
      .filter((name) => !listed.includes(name))
      .map((name) => `jobs/index.ts does not list a job ${name}, which a file is named after.`),
    ...listed
      .filter((name) => !expected.includes(name))
      .map((name) => `The job ${name} has no file named after it.`),
  ]
}

/** A command that starts what nobody does would leave people waiting for good. */
export function taskFaults(
  jobs: readonly AnyJob[],
  kinds: readonly AnyTaskKind[],
  hasWords: (key: string) => boolean,
): string[] {
  const done = jobs.flatMap((job) => (job.kind === 'task' ? [job.name] : []))
  const declared = kinds.map(({ name }) => name)
  return [
    ...kinds
      .filter(({ name }) => !done.includes(name))
      .map(({ name }) => `The task ${name} can be started, but nobody does it: jobs/index.ts lists none.`),
    ...done
      .filter((name) => !declared.includes(name))
      .map((name) => `The task ${name} is done in jobs/, but no room declares its kind in module.ts.`),
    ...kinds
      .filter(({ title }) => !hasWords(title))
      .map(({ name, title }) => `The task ${name} has no words for people: ${title}.`),
  ]
}
