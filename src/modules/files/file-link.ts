import { timingSafeEqual } from 'node:crypto'
import type { Services } from '../../platform/services.ts'
import type { FileLink } from './contract.ts'
import type { FilePurpose } from './purpose.ts'

export const linkedPath = '/files/:fileId'

/** Long enough to press it, too short to be of use to whoever finds it in a history. */
const opensForSeconds = 300

/** The address of a file for a short time. Whoever makes one has judged that its reader may see the file. */
export function linkToFile(
  services: Pick<Services, 'keyedHash'>,
  purpose: FilePurpose,
  fileId: string,
  personId: string | null,
  now: Date,
): string {
  const until = Math.floor(now.getTime() / 1000) + opensForSeconds
  const signature = signed(services, fileId, until, purpose.links === 'anyone' ? null : (personId ?? ''))
  return `${linkedPath.replace(':fileId', fileId)}?${new URLSearchParams({ until: String(until), signature })}`
}

/** Whether a link was made here, for this reader or for anyone, and its time has not passed. */
export function isGood(
  services: Pick<Services, 'keyedHash'>,
  { fileId, until, signature }: FileLink,
  personId: string | null,
  now: Date,
): boolean {
  if (now.getTime() >= until * 1000) return false
  const readers = personId === null ? [null] : [null, personId]
  return readers.some((reader) => isSame(signed(services, fileId, until, reader), signature))
}

function signed(
  services: Pick<Services, 'keyedHash'>,
  fileId: string,
  until: number,
  reader: string | null,
): string {
  return services.keyedHash('files.link', JSON.stringify([fileId, until, reader])).toString('base64url')
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
