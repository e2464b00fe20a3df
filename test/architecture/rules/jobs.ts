import type { AnyJob, ScheduledJob } from '../../../src/platform/declare/job.ts'
import type { AnyTaskKind } from '../../../src/platform/declare/task.ts'
import { camelCase, type SourceFile } from './source.ts'

/** A queue as pg-boss keeps it. */
export interface Queue {
  name: string
  retryLimit: number
  retryDelay: number
  expireSeconds: number
  deadLetter: string | null
  heartbeatSeconds: number | null
}

/** When a queue is fed by the clock, as pg-boss keeps it. */
export interface KeptSchedule {
  name: string
  cron: string
  timeZone: string
  missed: string | null
}

/** What a job lacks to be run, run again and given up in the open. */
export function jobFaults(
  jobs: readonly AnyJob[],
  declaredFacts: readonly string[],
  queues: readonly Queue[],
  schedules: readonly KeptSchedule[] = [],
): string[] {
  const faults: string[] = []
  const names = new Set<string>()
  for (const job of jobs) {
    const fault = (text: string) => faults.push(`Job ${job.name} ${text}`)
    if (names.has(job.name)) fault('is listed twice.')
    names.add(job.name)
    if (!job.summary) fault('does not say what it does.')
    if (job.kind === 'scheduled') faults.push(...scheduleFaults(job, schedules))
    else if (!job.on || !declaredFacts.includes(job.on.name))
      fault(`reacts to ${job.on?.name}, which no room declares: nothing would ever start it.`)
    if (job.kind !== 'scheduled' && typeof job.on?.payload?.safeParse !== 'function')
      fault('has no schema of what it is given.')
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
    if (!((queue.heartbeatSeconds ?? 0) > 0))
      fault('has no heartbeat: where its worker dies, nobody would notice before its timeout.')
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

/** Well below what `tasks.giveUpAbandoned` takes for abandoned. */
const longestPauseSeconds = 600

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
    ...jobs
      .filter(
        ({ kind, retry }) => kind === 'task' && !((retry.maxDelaySeconds ?? Infinity) <= longestPauseSeconds),
      )
      .map(
        ({ name }) =>
          `The task ${name} may wait between two tries for so long that it is given up meanwhile.`,
      ),
    ...kinds
      .filter(({ title }) => !hasWords(title))
      .map(({ name, title }) => `The task ${name} has no words for people: ${title}.`),
  ]
}

function scheduleFaults({ name, schedule }: ScheduledJob, kept: readonly KeptSchedule[]): string[] {
  const { cron = '', timeZone = 'UTC', missed } = schedule ?? {}
  const found = kept.filter((each) => each.name === name)
  const faults: string[] = []
  if (cron.trim().split(/\s+/).length !== 5)
    faults.push(`Job ${name} says when it runs in other than five parts: ${cron}.`)
  if (missed !== 'once' && missed !== 'skip')
    faults.push(`Job ${name} does not say what becomes of a time at which no worker ran.`)
  if (
    found.length !== 1 ||
    found[0]?.cron !== cron ||
    found[0].timeZone !== timeZone ||
    found[0].missed !== missed
  )
    faults.push(`Job ${name} is not started at its times: npm run migrate notes them, from jobs/index.ts.`)
  return faults
}

/** The clock starts nothing that nobody lists any more. */
export function strayScheduleFaults(jobs: readonly AnyJob[], kept: readonly KeptSchedule[]): string[] {
  const scheduled = jobs.flatMap(({ kind, name }) => (kind === 'scheduled' ? [name] : []))
  return kept
    .filter(({ name }) => !scheduled.includes(name))
    .map(({ name }) => `${name} is started by the clock, but jobs/index.ts lists no such job.`)
}
