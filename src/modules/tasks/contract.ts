import { z } from 'zod'
import { taskStates } from './task.ts'

const messageValues = z.record(z.string(), z.union([z.string(), z.number(), z.date()]))

export const TaskReference = z.strictObject({ taskId: z.uuid() })

export const RegisterTask = z.strictObject({
  kind: z.string(),
  title: z.string(),
  titleValues: messageValues,
  input: z.record(z.string(), z.unknown()),
  cancellable: z.boolean(),
  aboutOneself: z.boolean().default(false),
  alone: z.string().nullable().default(null),
  startedBy: z.uuid().nullable(),
  locale: z.string(),
  timeZone: z.string(),
})

export const EndTask = z.strictObject({
  taskId: z.uuid(),
  runId: z.uuid(),
  end: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.enum(['done', 'cancelled']),
      result: z
        .strictObject({
          fileId: z.uuid(),
          fileName: z.string().min(1).max(255),
          mediaType: z.string(),
          size: z.int(),
          sha256: z.string(),
        })
        .nullable(),
      /** Persons of whom the result speaks, beside who started the task. */
      mentions: z.array(z.uuid()),
      summary: z.strictObject({ message: z.string(), values: messageValues }).nullable(),
      cameToNothing: z.boolean(),
    }),
    z.strictObject({
      outcome: z.literal('failed'),
      problem: z.strictObject({ code: z.string(), values: messageValues }).nullable(),
    }),
  ]),
})

/** Whether it was this run that ended it. */
export const Ended = z.strictObject({ ended: z.boolean() })

export const ListMyTasks = z.strictObject({
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(400).optional(),
})

export const TaskReply = z
  .strictObject({
    id: z.uuid(),
    kind: z.string(),
    /** Locale key of its name, with the values of the message. */
    title: z.string(),
    titleValues: messageValues,
    /** The words of it, as are the other texts, in the language of whoever asks. */
    titleText: z.string(),
    state: z.enum(taskStates),
    done: z.int(),
    total: z.int().nullable(),
    /** Locale key of what is being done now. */
    phase: z.string().nullable(),
    phaseText: z.string().nullable(),
    isCancelling: z.boolean(),
    /**
     * `href` is a link for whoever asked, for a few minutes; /tasks/{taskId}/result leads to a fresh one. Where the file speaks of
     * people and its reader has not stepped up, it is that address, which asks for it.
     */
    result: z
      .strictObject({ fileName: z.string(), mediaType: z.string(), size: z.int(), href: z.string() })
      .nullable(),
    /** The page in the portal of what it was about, once it has ended. */
    page: z.strictObject({ href: z.string(), label: z.string(), text: z.string() }).nullable(),
    /** What came of it: locale key with the values of the message, where there is more to say than how it ended. */
    summary: z.strictObject({ message: z.string(), values: messageValues, text: z.string() }).nullable(),
    cameToNothing: z
      .boolean()
      .describe('It is done to its end, and nothing came of it: all rows were refused, say.'),
    problem: z.strictObject({ code: z.string(), values: messageValues, text: z.string() }).nullable(),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
    abilities: z.strictObject({ cancel: z.boolean(), retry: z.boolean() }),
  })
  .meta({ id: 'Task' })

export const TaskPage = z
  .strictObject({ items: z.array(TaskReply), nextCursor: z.string().nullable() })
  .meta({ id: 'TaskPage' })

export const TaskResult = z.strictObject({ href: z.string() })

export const NoInput = z.strictObject({})

export const DeadJobs = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        job: z.string(),
        /** The ids of what it was about. */
        payload: z.record(z.string(), z.unknown()),
        requestId: z.string().nullable(),
        tries: z.int(),
        failedAt: z.date(),
      }),
    ),
  })
  .meta({ id: 'DeadJobs' })

export const RedriveDeadJobs = z.strictObject({
  /** All of them, where nothing is said. */
  ids: z.array(z.uuid()).min(1).max(200).optional(),
})

export const Redriven = z.strictObject({ count: z.int() })

export type DeadJobs = z.output<typeof DeadJobs>
export type TaskReply = z.output<typeof TaskReply>
export type TaskPage = z.output<typeof TaskPage>
