import { createHash } from 'node:crypto'
import { newId } from '../../platform/ids.ts'
import type { Services } from '../../platform/services.ts'
import { fileTooLarge, type ReceivedFile } from '../../platform/storage/incoming.ts'
import type { KeptFile } from './contract.ts'
import { drawImage, drawnType } from './draw-image.ts'
import { imageTypes } from './media-type.ts'
import type { FilePurpose } from './purpose.ts'
import { mediaTypeOf } from './sniff.ts'
import { keyOf, typeNotTaken } from './stored-file.ts'

/**
 * Puts what was sent into the storage, as far as its purpose takes it. For `prepare`: the row follows in the
 * transaction, with `registerFile`. If that never comes, the bytes are cleared away a day later.
 */
export async function keepFile(
  { storage }: Pick<Services, 'storage'>,
  purpose: FilePurpose,
  received: ReceivedFile,
): Promise<KeptFile> {
  if (received.size > purpose.limitBytes) throw fileTooLarge(purpose.limitBytes)
  const mediaType = await mediaTypeOf(received, purpose.mediaTypes)
  if (!mediaType) throw typeNotTaken()
  const fileId = newId()
  const kept = { fileId, purpose: purpose.name, name: received.name }
  if (!purpose.images || !imageTypes.includes(mediaType)) {
    await storage.putFile(keyOf(fileId), received.path)
    const { size, sha256 } = received
    return { ...kept, mediaType, size, sha256, renditions: [] }
  }
  const [largest, ...smaller] = await drawImage(received.path, purpose.images)
  if (!largest) throw typeNotTaken()
  await storage.put(keyOf(fileId), largest.bytes)
  for (const { width, bytes } of smaller) await storage.put(keyOf(fileId, width), bytes)
  return {
    ...kept,
    mediaType: drawnType,
    ...measured(largest.bytes),
    renditions: smaller.map(({ width, bytes }) => ({ width, ...measured(bytes) })),
  }
}

function measured(bytes: Uint8Array): { size: number; sha256: string } {
  return { size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') }
}
