import { timingSafeEqual } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { type Actor, personBehind } from '../../../platform/policy/actor.ts'
import type { Services } from '../../../platform/services.ts'
import { BytesMissing } from '../../../platform/storage/storage.ts'
import { filePurpose, keyOf } from '../../files/index.ts'
import { importGone } from './errors.ts'
import { mostRows, type PersonTable, readTable } from './person-table.ts'

export const importPurpose = filePurpose({
  name: 'members.import',
  mediaTypes: ['text/csv', 'text/plain'],
  limitBytes: 1024 * 1024,
  links: 'person',
})

/** A file that waits to be brought in, for one person and one unit. */
export interface Waiting {
  unitId: string
  fileId: string
}

/**
 * No row speaks of the file: its bytes are cleared away a day later, whatever became of it. This says who brought it
 * and for which unit, so nobody else opens it.
 */
export function ticketFor(
  { keyedHash }: Pick<Services, 'keyedHash'>,
  { personId }: { personId: string | null },
  { unitId, fileId }: Waiting,
  purpose = importPurpose.name,
): string {
  return keyedHash(purpose, JSON.stringify([personId, unitId, fileId])).toString('base64url')
}

export function requireTicket(
  services: Pick<Services, 'keyedHash'>,
  actor: Actor,
  waiting: Waiting & { ticket: string },
  purpose = importPurpose.name,
): void {
  const [expected, given] = [ticketFor(services, whoever(actor), waiting, purpose), waiting.ticket].map(
    (text) => Buffer.from(text),
  )
  if (!expected || !given || expected.length !== given.length || !timingSafeEqual(expected, given))
    throw importGone()
}

export async function readWaiting(
  { storage }: Pick<Services, 'storage'>,
  fileId: string,
  most = mostRows,
): Promise<PersonTable> {
  try {
    return readTable(await buffer(await storage.read(keyOf(fileId))), most)
  } catch (error) {
    if (error instanceof BytesMissing) throw importGone()
    throw error
  }
}

/** The person behind an actor, as tickets name them. */
export function whoever(actor: Actor): { personId: string | null } {
  return { personId: personBehind(actor) }
}
