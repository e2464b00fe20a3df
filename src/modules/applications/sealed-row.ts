import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext, PrepareContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { system } from '../../platform/policy/actor.ts'
import { type KeptFile, keyOf, registerFile } from '../files/index.ts'
import { type ApplicationRow, changedMeanwhile, deadlineOver } from './application.ts'
import { findApplication } from './application-row.ts'
import { onlyWritten } from './policy.ts'
import { sealTo } from './seal.ts'
import { documentOf, fileOf } from './sealing.ts'
import { holdSealing } from './sealing-row.ts'
import { type Assembled, assemble } from './written-row.ts'

export interface SealedBid {
  /** Of the document that is sealed in it. */
  hash: Buffer
  document: Buffer
  files: KeptFile[]
}

/** Seals what is written, before the transaction: the bytes of files take their time. Null where nothing is to be sealed. */
export async function sealWritten(
  { sql: run, actor, now, services: { storage } }: PrepareContext,
  applicationId: string,
): Promise<SealedBid | null> {
  const application = await findApplication(run, { actor, now }, applicationId)
  // What will be refused anyway is not worth reading and encrypting its files.
  if (!application?.project.isSealed || onlyWritten(actor, application, now)) return null
  const [sealing] = await run<{ publicKey: Buffer | null }>(sql`
    SELECT public_key AS "publicKey" FROM sealings
    WHERE tenant_id = ${application.tenantId}::uuid AND project_id = ${application.project.id}::uuid`)
  const assembled = await assemble(run, application, now)
  if (!sealing?.publicKey || !assembled) return null
  const { publicKey } = sealing
  const files: KeptFile[] = []
  for (const [position, { id }] of assembled.files.entries()) {
    const bytes = sealTo(
      publicKey,
      fileOf(applicationId, position),
      await buffer(await storage.read(keyOf(id))),
    )
    const fileId = newId()
    await storage.put(keyOf(fileId), bytes)
    files.push({
      fileId,
      purpose: 'applications.sealed',
      // What it is called is sealed with the rest.
      name: null,
      mediaType: 'application/octet-stream',
      size: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      renditions: [],
    })
  }
  return {
    hash: assembled.hash,
    document: sealTo(publicKey, documentOf(applicationId), Buffer.from(assembled.document)),
    files,
  }
}

/** What was sealed is what is handed in, and nobody has opened bids meanwhile. Null where bids of the project are not sealed. */
export async function requireSeal(
  run: RunSql,
  { tenantId, project }: ApplicationRow,
  { hash }: Assembled,
  prepared: SealedBid | null,
): Promise<SealedBid | null> {
  if (!project.isSealed) return null
  const sealing = await holdSealing(run, tenantId, project.id)
  if (sealing?.openedAt) throw deadlineOver()
  if (!prepared?.hash.equals(hash)) throw changedMeanwhile()
  return prepared
}

type Context = Pick<CommandContext<'applicationFile', unknown>, 'tx' | 'now' | 'call'>

export async function keepSealedFiles(
  { tx, now, call }: Context,
  { tenantId, id }: ApplicationRow,
  files: readonly KeptFile[],
): Promise<void> {
  const as = system('files of a sealed bid', tenantId)
  for (const [position, file] of files.entries()) {
    await call(registerFile, file, { as })
    const { fileId } = file
    await tx.applicationFile.create({
      data: { tenantId, applicationId: id, fileId, inDraft: false, inBid: true, position, addedAt: now },
    })
  }
}
