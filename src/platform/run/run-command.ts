import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import { AuditDraft, type Audited } from '../audit/audit-draft.ts'
import { countRefusal } from '../audit/refusal-limit.ts'
import { isRetryable, translateDatabaseError } from '../db/constraint-errors.ts'
import type { Transaction } from '../db/database.ts'
import type {
  AnyCommand,
  CommandContext,
  InputOf,
  OutputOf,
  Refused,
  SessionPort,
  TargetContext,
} from '../declare/operation.ts'
import { AppError, alreadyDone, notFound, stale } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Actor, Authority } from '../policy/actor.ts'
import { authorise, type Entrance, mayPrepare, requireEntrance } from './authorise.ts'
import { checkInput, checkOutput } from './check-shape.ts'
import { findReply, type Repeat, repeatOf } from './idempotency.ts'
import { newerActor } from './newest-rights.ts'
import { spendLimits } from './rate-limit.ts'
import type { Caller, Engine, Reply } from './runner.ts'
import { sharedContext } from './shared-context.ts'

/** What a transaction has collected and the one statement before its commit will write. */
export interface Collected {
  audit: AuditDraft[]
  facts: EmittedFact[]
  repeat: Repeat | null
  session: Array<(session: SessionPort) => void>
}

export interface EmittedFact {
  id: string
  name: string
  version: number
  /** Of whoever emitted it: a command that joined another may act for a tenant that the caller is not in. */
  tenantId: string | null
  payload: object
  /** Emitted by a command that names nobody. */
  isUnnamed?: boolean
}

const attempts = 4

class StaleAuthority extends Error {}

class RefusedButKept extends Error {
  readonly reason: AppError
  constructor(reason: AppError) {
    super(reason.code)
    this.reason = reason
  }
}

export async function runCommand(
  engine: Engine,
  command: AnyCommand,
  rawInput: unknown,
  caller: Caller,
): Promise<Reply<unknown>> {
  const measured = engine.metrics.start(command.name)
  try {
    const reply = await attemptCommand(engine, command, rawInput, caller)
    measured('done')
    return reply
  } catch (error) {
    measured(error)
    throw error
  }
}

export async function attemptCommand(
  engine: Engine,
  command: AnyCommand,
  rawInput: unknown,
  caller: Caller,
): Promise<Reply<unknown>> {
  const enter = async (actor: Actor, to: Entrance = command): Promise<Actor> => {
    try {
      requireEntrance(to, actor, caller.now)
      return actor
    } catch (error) {
      const newer = await newerActor(caller, actor, error)
      if (newer) return enter(newer, to)
      await recordRefusal(engine, command, rawInput, { ...caller, actor }, error)
      throw error
    }
  }
  let actor = await enter(caller.actor)
  const input = checkInput(command.input, rawInput)
  await spendLimits(engine.database.sql, command, input, caller, engine.services.config)
  const repeat =
    command.idempotent && caller.idempotencyKey
      ? repeatOf(command, input, caller, caller.idempotencyKey)
      : null
  const earlier = repeat && (await findReply(engine.database.sql, engine.services.crypto, repeat, caller.now))
  if (earlier) {
    // A reply given before is not given again to someone who has lost the right to ask.
    await enter(actor, { ...command, target: undefined, stepUp: false })
    return repeated(command, earlier)
  }

  let prepared: unknown
  let isPrepared = command.prepare === undefined
  for (let attempt = 1; ; attempt += 1) {
    // Once, unless somebody is given the right to this in the same moment.
    if (!isPrepared && mayPrepare(command, actor, caller.now)) {
      prepared = await command.prepare?.(
        {
          ...sharedContext(engine, caller, actor),
          sql: engine.database.sql,
          spend: () =>
            spendLimits(engine.database.sql, command, input, caller, engine.services.config, { later: true }),
        },
        input as never,
      )
      isPrepared = true
    }
    try {
      return {
        output: await transact(engine, command, input, prepared, { ...caller, actor }, repeat),
        replayed: false,
      }
    } catch (caught) {
      if (caught instanceof RefusedButKept) throw caught.reason
      if (caught instanceof StaleAuthority && caller.reload && attempt < attempts) {
        actor = await enter(await caller.reload())
        continue
      }
      const newer = attempt < attempts ? await newerActor(caller, actor, caught) : null
      if (newer) {
        actor = await enter(newer)
        continue
      }
      if (isRetryable(caught) && attempt < attempts) {
        // Two that gave way to one another at once would otherwise meet again at once.
        await pause(Math.random() * 10 * 4 ** attempt)
        continue
      }
      if (repeat) {
        // Whatever stood in the way may be what the same call, a moment ahead, has done.
        const winner = await findReply(engine.database.sql, engine.services.crypto, repeat, caller.now)
        if (winner) return repeated(command, winner)
      }
      const error = translateDatabaseError(caught, engine.registry.constraintErrors)
      await recordRefusal(engine, command, input, { ...caller, actor }, error)
      throw error
    }
  }
}

function repeated({ secretReply }: AnyCommand, { reply }: { reply: unknown }): Reply<unknown> {
  if (secretReply) throw alreadyDone()
  return { output: reply, replayed: true }
}

async function transact(
  engine: Engine,
  command: AnyCommand,
  input: unknown,
  prepared: unknown,
  caller: Caller,
  repeat: Repeat | null,
): Promise<unknown> {
  const collected: Collected = { audit: [], facts: [], repeat, session: [] }
  let refusal: AppError | null = null
  const output = await engine.database.transaction(async (tx) => {
    const result = await runInside(engine, tx, command, input, prepared, caller, caller.actor, collected)
    refusal = result.refusal
    // A refusal is no reply to give again: a repeat is judged anew.
    if (refusal) collected.repeat = null
    const kept = command.secretReply ? null : result.output
    const stillTrue = await engine.commitRecord.write(tx, engine, collected, caller, kept)
    if (!stillTrue) throw new StaleAuthority()
    return result.output
  })
  if (caller.session) for (const change of collected.session) change(caller.session)
  if (refusal) throw new RefusedButKept(refusal)
  return output
}

/** One command inside an open transaction: the outermost one, or one that joined it through `call`. */
async function runInside(
  engine: Engine,
  tx: Transaction<never>,
  command: AnyCommand,
  input: unknown,
  prepared: unknown,
  caller: Caller,
  actor: Actor,
  collected: Collected,
): Promise<{ output: unknown; refusal: AppError | null }> {
  const context: TargetContext<never> = { ...sharedContext(engine, caller, actor), tx }
  let authority: Authority | null = requireEntrance(command, actor, caller.now)
  let target: unknown
  if (command.target) {
    target = await command.target(context, input as never)
    if (target === null) throw notFound()
    authority = authorise(command, actor, target, caller.now) ?? authority
    requireVersion(target, caller)
  }
  const draft = new AuditDraft(command, actor, authority, caller)
  let factsOf = actor.tenantId
  const within = (tenantId: string | null) => {
    factsOf = tenantId
    draft.within(tenantId)
  }
  // What the installation is about stands in the audit of none of its associations.
  if (command.permission === 'platform') within(null)
  const inside: CommandContext<never, never> = {
    ...context,
    prepared: prepared as never,
    session: sessionLater(collected),
    record: (resource, before, after) => draft.record(resource, before, after),
    actsAs: (account) => draft.actsAs(account),
    within(tenantId) {
      // What has its time instead of a caller acts in the association that it names.
      const isOfNone =
        command.permission === 'platform' || (actor.kind === 'system' && actor.tenantId === null)
      if (!isOfNone && tenantId !== null && tenantId !== actor.tenantId)
        throw new Error(`${command.name} is not of the platform: it acts in the association of its caller.`)
      within(tenantId)
    },
    emit: (fact, payload) => {
      collected.facts.push({
        id: newId(caller.now.getTime()),
        name: fact.name,
        version: fact.version,
        tenantId: factsOf,
        payload: fact.payload.parse(payload),
        isUnnamed: command.isUnnamed ?? false,
      })
    },
    refused: (error) => ({ error }) as unknown as Refused,
    async call<Other extends AnyCommand>(other: Other, otherInput: InputOf<Other>, as?: { as: Actor }) {
      if (other.prepare)
        throw new Error(`${other.name} prepares outside a transaction, so it cannot join one.`)
      const otherActor = as?.as ?? actor
      const parsed = checkInput(other.input, otherInput)
      const joined = await runInside(
        engine,
        tx,
        // Whoever is not named by a command is not named by what it has done either.
        command.isUnnamed ? { ...other, isUnnamed: true as const } : other,
        parsed,
        undefined,
        { ...caller, expectedVersion: undefined },
        otherActor,
        collected,
      )
      if (joined.refusal) throw joined.refusal
      return joined.output as OutputOf<Other>
    },
  }
  const result = await command.run(inside, input as never, target as never)
  if (isRefused(result)) {
    const counted = await countRefusal(tx.sql, command, { ...caller, actor })
    if (counted) collected.audit.push(draft.askedAbout(input).refused(result.error.code, counted.suppressed))
    return { output: null, refusal: result.error }
  }
  collected.audit.push(draft)
  const output = engine.checkReplies ? checkOutput(command.output as z.ZodType, result, command.name) : result
  return { output, refusal: null }
}

function requireVersion(target: unknown, caller: Caller): void {
  if (caller.expectedVersion === undefined) return
  const { version } = target as { version?: unknown }
  if (typeof version === 'number' && ![caller.expectedVersion].flat().includes(version)) throw stale()
}

function isRefused(result: unknown): result is Refused {
  return (
    typeof result === 'object' && result !== null && (result as { error?: unknown }).error instanceof AppError
  )
}

/** Refusals on their way out: whoever else meets one on it does not write it down again. */
const writtenDown = new WeakSet<AppError>()

/** A transaction of its own, since that of the command is gone. What was merely mistyped or not found is no news. */
export async function recordRefusal(
  engine: Engine,
  command: Audited,
  input: unknown,
  caller: Caller,
  error: unknown,
): Promise<void> {
  if (!(error instanceof AppError) || (error.status !== 403 && error.status !== 409)) return
  if (writtenDown.has(error)) return
  writtenDown.add(error)
  try {
    const counted = await countRefusal(engine.database.sql, command, caller)
    if (!counted) return
    const draft = new AuditDraft(command, caller.actor, null, caller).askedAbout(input)
    await engine.commitRecord.writeAlone(engine, draft.refused(error.code, counted.suppressed), caller.now)
  } catch (fault) {
    caller.log.error({ err: fault }, 'a refusal could not be recorded')
  }
}

function sessionLater({ session }: Collected): SessionPort {
  return {
    begin: (token, expiresAt) => void session.push((port) => port.begin(token, expiresAt)),
    end: () => void session.push((port) => port.end()),
    setAside: () => void session.push((port) => port.setAside()),
    keep: (keepsake, token, expiresAt) => void session.push((port) => port.keep(keepsake, token, expiresAt)),
    forget: (keepsake) => void session.push((port) => port.forget(keepsake)),
    choose: (tenantId) => void session.push((port) => port.choose(tenantId)),
    renew: () => void session.push((port) => port.renew()),
  }
}
