import { AuditDraft, asRead } from '../audit/audit-draft.ts'
import { sql } from '../db/sql.ts'

import type { WhatWasRead } from '../declare/operation.ts'
import type { Caller, Engine } from './runner.ts'

const hourMilliseconds = 3_600_000

/** Who is known by this process to stand in the audit for the hour already: they cost no statement. */
const known = new Map<string, number>()
const mostKnown = 10_000

/**
 * Writes down that somebody reads what is watched. Once an hour: a line for each look would drown what the audit is for.
 * Other processes are asked by the counters that limits use.
 */
export async function recordReading(engine: Engine, name: string, caller: Caller): Promise<void> {
  const { actor, now } = caller
  if (actor.kind !== 'account') return
  const hour = Math.floor(now.getTime() / hourMilliseconds)
  const key = `read:${name}:${actor.tenantId}:${actor.accountId}:${actor.by?.accountId ?? ''}`
  if (known.get(key) === hour) return
  try {
    const windowStart = new Date(hour * hourMilliseconds)
    // Counted and written together: a process that died in between would leave an hour that counts as told, and tells nothing.
    await engine.database.transaction(async ({ sql: run }) => {
      const first = await run(sql`
        INSERT INTO rate_counters (key, window_start, count) VALUES (${key}, ${windowStart}, 1)
        ON CONFLICT (key) DO UPDATE SET window_start = excluded.window_start, count = 1
          WHERE rate_counters.window_start < excluded.window_start
        RETURNING 1`)
      if (first.length === 0) return
      const draft = new AuditDraft({ ...asRead(name), compliance: true }, actor, null, caller)
      await engine.commitRecord.writeAlone(engine, draft, now, run)
    })
    if (known.size >= mostKnown) known.clear()
    known.set(key, hour)
  } catch (fault) {
    caller.log.error({ err: fault }, 'a reading could not be recorded')
  }
}

/** Writes down what somebody reads, each time: what they ask for is not answered before that is kept. */
export async function recordReadingOf(
  engine: Engine,
  name: string,
  read: NonNullable<WhatWasRead>,
  caller: Caller,
): Promise<void> {
  const { actor, now } = caller
  if (actor.kind !== 'account') return
  const draft = new AuditDraft({ ...asRead(name), compliance: true }, actor, null, caller)
  for (const [field, ids] of Object.entries(read))
    for (const id of [ids].flat()) draft.askedAbout({ [field]: id })
  await engine.database.transaction(({ sql: run }) => engine.commitRecord.writeAlone(engine, draft, now, run))
}
