import type { AuditDraft } from '../audit/audit-draft.ts'
import { auditParts } from '../audit/write-entries.ts'
import type { RunSql } from '../db/database.ts'
import { join, type Sql, sql, trusted } from '../db/sql.ts'
import { type JobWriter, jobWakeChannel } from '../jobs/job-writer.ts'
import { sealReply } from './idempotency.ts'
import type { Collected } from './run-command.ts'
import type { Caller, Engine } from './runner.ts'

export interface CommitRecord {
  /** Writes audit entries, idempotency record and jobs. False: the actor's rights changed since they were checked. */
  write(
    tx: { sql: RunSql },
    engine: Engine,
    collected: Collected,
    caller: Caller,
    reply: unknown,
  ): Promise<boolean>
  /** Where nothing is said, in a transaction of its own. */
  writeAlone(engine: Engine, draft: AuditDraft, now: Date, run?: RunSql): Promise<void>
}

/**
 * The one statement before the commit. It also looks once more whether the session lives and the rights are those
 * that were checked: as part of a statement that must be sent anyway, the second check costs no round trip.
 */
export function createCommitRecord(jobs?: JobWriter): CommitRecord {
  return {
    async write(tx, engine, collected, caller, reply) {
      const parts: Sql[] = [
        trusted('WITH '),
        await auditParts(tx.sql, engine.personKeys, collected.audit, caller.now),
      ]
      const { repeat } = collected
      if (repeat) {
        parts.push(sql`, repeat AS (
          INSERT INTO idempotency_records (operation, caller, key, fingerprint, status, sealed_reply, created_at, expires_at)
          VALUES (${repeat.operation}, ${repeat.caller}, ${repeat.key}, ${repeat.fingerprint}, 200,
                  ${sealReply(engine.services.crypto, repeat, reply)}::bytea, ${caller.now}, ${repeat.expiresAt}))`)
      }
      const queued = jobs?.jobsFor(collected.facts, engine.registry.reactions, caller) ?? []
      queued.forEach(({ insert }, index) => {
        parts.push(trusted(`, job_${index} AS (`), insert, trusted(')'))
      })
      const { actor } = caller
      const still =
        actor.kind === 'account'
          ? engine.registry.authenticationOf(actor).stillTrue(actor, caller.now)
          : trusted('true')
      const wake = queued
        .filter(({ urgent }) => urgent)
        .map(({ queue }) => sql`, pg_notify(${jobWakeChannel}, ${queue})`)
      parts.push(trusted(' SELECT '), still, trusted(' AS still_true'), join(wake, ''))
      const [row] = await tx.sql<{ still_true: boolean }>(join(parts, ''))
      return row?.still_true === true
    },
    async writeAlone({ database, personKeys }, draft, now, run = database.sql) {
      await run(sql`WITH ${await auditParts(run, personKeys, [draft], now)} SELECT 1`)
    },
  }
}
