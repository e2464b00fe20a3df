import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import type { PrepareContext } from '../../../platform/declare/operation.ts'
import { newId } from '../../../platform/ids.ts'
import { system } from '../../../platform/policy/actor.ts'
import { type KeptFile, keyOf, registerFile } from '../../files/index.ts'
import { attachment } from '../attachment.ts'
import { SealingReference } from '../contract.ts'
import { hashOf, readDocument } from '../document.ts'
import { letFilesGo } from '../file-row.ts'
import { command } from '../room.ts'
import { openWith } from '../seal.ts'
import { documentOf, fileOf, openedPurpose } from '../sealing.ts'

interface SealedBid {
  id: string
  applicationId: string
  sealed: Buffer
  hash: Buffer
  key: Buffer
}

/** One bid after the other is read as if it had never been sealed; with the last one the key is forgotten. */
export const unsealNextBid = command({
  name: 'applications.unsealNextBid',
  summary: 'Decrypt one of the bids of a project that its witnesses have opened',
  permission: 'system',
  input: SealingReference,
  output: z.strictObject({ isDone: z.boolean() }),
  idempotent: false,
  async prepare(context, { projectId }) {
    let fault: Error | null = null
    let bid = await nextSealed(context, projectId, null)
    while (bid) {
      try {
        return { bid, ...(await opened(context, bid)) }
      } catch (cause) {
        // Whoever spoils one bid keeps none of the others from being read: what does not open is told after them.
        fault ??= new Error(`The sealed bid ${bid.id} does not open.`, { cause })
        bid = await nextSealed(context, projectId, bid.id)
      }
    }
    if (fault) throw fault
    return null
  },
  async run({ tx, actor, now, prepared, call, record }, { projectId }) {
    const tenantId = actor.tenantId as string
    const of = sql`tenant_id = ${tenantId}::uuid`
    if (!prepared) {
      await tx.sql(
        sql`UPDATE sealings SET sealed_opened_key = NULL WHERE ${of} AND project_id = ${projectId}::uuid`,
      )
      return { isDone: true }
    }
    const { bid, document, files, sealedFiles } = prepared
    const { applicationId } = bid
    const [still] = await tx.sql<{ id: string }>(sql`
      UPDATE bids SET document = ${document}, sealed = NULL WHERE ${of} AND id = ${bid.id}::uuid AND sealed IS NOT NULL RETURNING id`)
    if (!still) return { isDone: false }
    const as = system('sealed bids are opened', tenantId)
    await letFilesGo({ tx, call }, { tenantId, id: applicationId }, sealedFiles)
    for (const [index, file] of files.entries()) {
      await call(registerFile, file, { as })
      await tx.applicationFile.create({
        data: {
          tenantId,
          applicationId,
          fileId: file.fileId,
          inDraft: false,
          inBid: true,
          addedAt: new Date(now.getTime() + index),
        },
      })
    }
    const { total, contents } = readDocument(document)
    await tx.sql(sql`
      UPDATE applications SET total = ${total}::bigint, currency = ${total === null ? null : contents.currency} WHERE ${of}
        AND id = ${applicationId}::uuid`)
    record({ type: 'application', id: applicationId }, { isSealed: true }, { isSealed: false })
    return { isDone: false }
  },
})

async function nextSealed(
  { sql: run, actor }: PrepareContext,
  projectId: string,
  after: string | null,
): Promise<SealedBid | null> {
  const [bid] = await run<SealedBid>(sql`
    SELECT b.id, b.application_id AS "applicationId", b.sealed, b.hash, s.sealed_opened_key AS key
    FROM bids b JOIN applications a ON a.tenant_id = b.tenant_id AND a.id = b.application_id
    JOIN sealings s ON s.tenant_id = a.tenant_id AND s.project_id = a.project_id
    WHERE a.tenant_id = ${actor.tenantId}::uuid AND a.project_id = ${projectId}::uuid AND b.sealed IS NOT NULL
      AND s.sealed_opened_key IS NOT NULL AND (${after}::uuid IS NULL OR b.id > ${after}::uuid) ORDER BY b.id LIMIT 1`)
  return bid ?? null
}

async function opened(
  { sql: run, actor, services: { crypto, storage } }: PrepareContext,
  bid: SealedBid,
): Promise<{ document: string; files: KeptFile[]; sealedFiles: string[] }> {
  const key = crypto.open(openedPurpose, bid.key)
  const document = openWith(key, documentOf(bid.applicationId), bid.sealed).toString()
  if (!hashOf(document).equals(bid.hash)) throw new Error('A sealed bid is not what its receipt says.')
  const said = readDocument(document).files
  const rows = await run<{ fileId: string; position: number }>(sql`
    SELECT file_id AS "fileId", position FROM application_files
    WHERE tenant_id = ${actor.tenantId}::uuid AND application_id = ${bid.applicationId}::uuid AND position IS NOT NULL ORDER BY position`)
  const files: KeptFile[] = []
  for (const { fileId, position } of rows) {
    const about = said[position]
    if (!about) throw new Error('A sealed file belongs to no line of its bid.')
    const bytes = openWith(
      key,
      fileOf(bid.applicationId, position),
      await buffer(await storage.read(keyOf(fileId))),
    )
    const id = newId()
    await storage.put(keyOf(id), bytes)
    files.push({
      fileId: id,
      purpose: attachment.name,
      name: about.name,
      mediaType: about.mediaType,
      size: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      renditions: [],
    })
  }
  return { document, files, sealedFiles: rows.map(({ fileId }) => fileId) }
}
