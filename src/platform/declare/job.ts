import type { z } from 'zod'
import type { Log } from '../log.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Translate } from '../presentation/view.ts'
import type { Texter } from '../sms/texter.ts'
import type { Storage } from '../storage/storage.ts'
import type { Fact } from './fact.ts'
import type { AnyCommand, AnyQuery, InputOf, OutputOf } from './operation.ts'
import type { AnyTask } from './task.ts'

export interface JobContext {
  now: Date
  log: Log
  /** Aborted when the process shuts down or the job has taken too long. */
  signal: AbortSignal
  /** Calls a command as the system, on behalf of whoever caused the fact; a repeat of this job acts once. */
  call<Command extends AnyCommand>(command: Command, input: InputOf<Command>): Promise<OutputOf<Command>>
  ask<Query extends AnyQuery>(query: Query, input: InputOf<Query>): Promise<OutputOf<Query>>
  mail: Mailer
  sms: Texter
  /** Words in a language. */
  words(locale: string): Translate
  storage: Storage
  /** The public address of a path of the portal. */
  link(path: string): string
  /** The association that the fact belongs to, as a sender of mail. */
  brandName: string
}

export interface RetryPolicy {
  /** Tries after the first one. */
  limit: number
  /** Before the first repeat; each further one waits longer. */
  delaySeconds: number
  maxDelaySeconds?: number
}

export interface Job<Payload extends z.ZodObject = z.ZodObject> {
  kind: 'job'
  /** `<theme>.<verbNoun>`; also the name of its queue. */
  name: string
  summary: string
  /** The fact it reacts to. */
  on: Fact<Payload>
  /** Someone is waiting for it: workers hear of it at once instead of at their next look. */
  urgent?: boolean
  /** Is done also for an association that is suspended: for what its administrators, or accounts as such, wait for. */
  whileSuspended?: true
  /** Is done also for an association that is closed: what clears away after it, and what is about accounts as such. */
  whileClosed?: true
  /** When it begins, where not at once. */
  begins?: (payload: z.output<Payload>) => Date | undefined
  retry: RetryPolicy
  timeoutSeconds: number
  handle(context: JobContext, payload: z.output<Payload>): Promise<void>
}

/** When a job runs that reacts to nothing. */
export interface Schedule {
  /** Minute, hour, day of the month, month, day of the week. */
  cron: string
  /** Where its hours are; UTC where nothing is said. */
  timeZone?: string
  /** Where no worker ran at the time: it runs once when one does again, or waits for its next time. */
  missed: 'once' | 'skip'
}

export interface ScheduledContext extends JobContext {
  /** Clears away what all rooms say is due. */
  purge(): Promise<void>
}

export interface ScheduledJob {
  kind: 'scheduled'
  /** `<theme>.<verbNoun>`; also the name of its queue. */
  name: string
  summary: string
  schedule: Schedule
  retry: RetryPolicy
  timeoutSeconds: number
  handle(context: ScheduledContext): Promise<void>
}

/** A job that reacts to a fact, or one that has its time. */
export function job<Payload extends z.ZodObject>(declaration: Omit<Job<Payload>, 'kind'>): Job<Payload>
export function job(declaration: Omit<ScheduledJob, 'kind'>): ScheduledJob
export function job(declaration: Omit<AnyReaction, 'kind'> | Omit<ScheduledJob, 'kind'>): object {
  return { kind: 'schedule' in declaration ? 'scheduled' : 'job', ...declaration }
}

/** A job of any payload. */
export type AnyReaction = Omit<Job, 'on' | 'begins' | 'handle'> & {
  on: Fact
  begins?(payload: never): Date | undefined
  handle(context: JobContext, payload: never): Promise<void>
}

/** What a fact sets going. */
export type ReactingJob = AnyReaction | AnyTask

/** What jobs/index.ts lists and workers do. */
export type AnyJob = ReactingJob | ScheduledJob
