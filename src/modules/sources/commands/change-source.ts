import { invalid } from '../../../platform/errors.ts'
import { keyPurpose } from '../adapters/fetch-page.ts'
import { ChangedSource, ChangeSource } from '../contract.ts'
import { command } from '../room.ts'
import { missingColumns, nextRun } from '../source.ts'
import { findSource, mappingOf } from '../source-row.ts'

export const changeSource = command({
  name: 'sources.changeSource',
  summary: 'Change an outside source: where it is, what its columns mean, how often it is looked at',
  permission: 'sources.manage',
  input: ChangeSource,
  output: ChangedSource,
  http: { method: 'put', path: '/project-sources/:sourceId' },
  severity: 'notable',
  target: ({ tx, actor, now }, { sourceId }) => findSource(tx.sql, sourceId, actor, now, { locked: true }),
  async run({ tx, now, record, services }, { sourceId, ...said }, before) {
    const { apiKey, columns: _columns, dayOrder: _dayOrder, ...plain } = said
    const { kind } = before
    const missing = missingColumns({ kind, columns: said.columns })
    if (missing.length > 0)
      throw invalid(
        missing.map((target) => ({ pointer: `/columns/${target}`, code: 'required', message: '' })),
      )
    // The key was given to one host, and goes to no other one, nor where everybody on the way reads it.
    if (before.sealedKey !== null && apiKey === null && originOf(said.address) !== originOf(before.address))
      throw invalid([{ pointer: '/apiKey', code: 'sources.error.keyAnew', message: '' }])
    const version = before.version + 1
    const isSame = said.everyHours === before.everyHours
    await tx.projectSource.update({
      where: { id: sourceId },
      data: {
        ...plain,
        mapping: (mappingOf({ ...said, kind }) as object | null) ?? undefined,
        ...(apiKey === null ? {} : { sealedKey: Uint8Array.from(services.crypto.seal(keyPurpose, apiKey)) }),
        nextRunAt: isSame ? before.nextRunAt : nextRun(said.everyHours, now),
        version,
        updatedAt: now,
      },
    })
    const { sealedKey: _sealedKey, mapping, ...was } = before
    record({ type: 'projectSource', id: sourceId }, { ...was, ...mapping }, said)
    return { sourceId, version }
  },
})

const originOf = (address: string): string => new URL(address).origin
