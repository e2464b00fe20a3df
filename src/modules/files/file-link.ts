import { isSigned, signLink } from '../../platform/http/signed-link.ts'
import type { Services } from '../../platform/services.ts'
import type { FileLink } from './contract.ts'
import type { FilePurpose } from './purpose.ts'

export const linkedPath = '/files/:fileId'

const signedFor = 'files.link'

/** The address of a file for a short time. Whoever makes one has judged that its reader may see the file. */
export function linkToFile(
  services: Pick<Services, 'keyedHash'>,
  purpose: Pick<FilePurpose, 'links'>,
  fileId: string,
  personId: string | null,
  now: Date,
): string {
  const reader = purpose.links === 'anyone' ? null : (personId ?? '')
  const { until, signature } = signLink(services, signedFor, [fileId, reader], now)
  return `${linkedPath.replace(':fileId', fileId)}?${new URLSearchParams({ until: String(until), signature })}`
}

/** Whether a link was made here, for this reader or for anyone, and its time has not passed. */
export function isGood(
  services: Pick<Services, 'keyedHash'>,
  { fileId, ...link }: FileLink,
  personId: string | null,
  now: Date,
): boolean {
  const readers = personId === null ? [null] : [null, personId]
  return readers.some((reader) => isSigned(services, signedFor, [fileId, reader], link, now))
}
