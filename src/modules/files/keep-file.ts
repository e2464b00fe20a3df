import { createHash } from 'node:crypto'
import { newId } from '../../platform/ids.ts'
import type { Services } from '../../platform/services.ts'
import { fileTooLarge, type ReceivedFile } from '../../platform/storage/incoming.ts'
import type { KeptFile } from './contract.ts'
import { type DrawnImage, drawImage, drawnType } from './draw-image.ts'
import { imageTypes } from './media-type.ts'
import type { FilePurpose, ImageSizes } from './purpose.ts'
import { mediaTypeOf } from './sniff.ts'
import { keyOf, typeNotTaken } from './stored-file.ts'

/**
 * Puts what was sent into the storage, as far as its purpose takes it. For `prepare`: the row follows in the
 * transaction, with `registerFile`. If that never comes, the bytes are cleared away a day later.
 */
export async function keepFile(
  services: Pick<Services, 'storage'>,
  purpose: FilePurpose,
  received: ReceivedFile,
): Promise<KeptFile> {
  const mediaType = await takenAs(purpose, received)
  if (purpose.images && imageTypes.includes(mediaType))
    return (await keepDrawn(services, purpose, purpose.images, received)).file
  const fileId = newId()
  await services.storage.putFile(keyOf(fileId), received.path)
  const { size, sha256, name } = received
  return { fileId, purpose: purpose.name, name, mediaType, size, sha256, renditions: [] }
}

/** The same for a purpose that takes images alone, with what was drawn, largest first, for whoever has to look at it. */
export async function keepImage(
  services: Pick<Services, 'storage'>,
  purpose: FilePurpose & { images: ImageSizes },
  received: ReceivedFile,
): Promise<{ file: KeptFile; drawn: [DrawnImage, ...DrawnImage[]] }> {
  await takenAs(purpose, received)
  return keepDrawn(services, purpose, purpose.images, received)
}

async function takenAs({ limitBytes, mediaTypes }: FilePurpose, received: ReceivedFile): Promise<string> {
  if (received.size > limitBytes) throw fileTooLarge(limitBytes)
  const mediaType = await mediaTypeOf(received, mediaTypes)
  if (!mediaType) throw typeNotTaken()
  return mediaType
}

async function keepDrawn(
  { storage }: Pick<Services, 'storage'>,
  purpose: FilePurpose,
  images: ImageSizes,
  received: ReceivedFile,
): Promise<{ file: KeptFile; drawn: [DrawnImage, ...DrawnImage[]] }> {
  const [largest, ...smaller] = await drawImage(received.path, images)
  if (!largest) throw typeNotTaken()
  const fileId = newId()
  await storage.put(keyOf(fileId), largest.bytes)
  for (const { width, bytes } of smaller) await storage.put(keyOf(fileId, width), bytes)
  return {
    file: {
      fileId,
      purpose: purpose.name,
      name: received.name,
      mediaType: drawnType(images),
      ...measured(largest.bytes),
      renditions: smaller.map(({ width, bytes }) => ({ width, ...measured(bytes) })),
    },
    drawn: [largest, ...smaller],
  }
}

function measured(bytes: Uint8Array): { size: number; sha256: string } {
  return { size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') }
}
