import { createHash } from 'node:crypto'
import { newId } from '../../platform/ids.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import type { KeptFile } from './contract.ts'
import { imageTypeOf, notAnImage } from './image.ts'

/** Puts an image into the storage. For `prepare`: its row follows in the transaction, with `registerFile`. */
export async function keepImage(storage: Storage, bytes: Uint8Array): Promise<KeptFile> {
  const mediaType = imageTypeOf(bytes)
  if (!mediaType) throw notAnImage()
  const fileId = newId()
  await storage.put(fileId, bytes)
  return {
    fileId,
    mediaType,
    size: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}
