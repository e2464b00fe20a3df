import { isSigned, signLink } from '../../platform/http/signed-link.ts'
import type { Services } from '../../platform/services.ts'
import type { FileLink } from './contract.ts'
import type { FilePurpose } from './purpose.ts'

export const linkedPath = '/files/:fileId'

const signedFor = 'files.link'

/**
 * The address of a file for a short time. Whoever makes one has judged that its reader may see the file: a person, or an account
 * that is nobody in the association whose file it is.
 */
export function linkToFile(
  services: Pick<Services, 'keyedHash'>,
  purpose: Pick<FilePurpose, 'links'>,
  fileId: string,
  readerId: string | null,
  now: Date,
): string {
  const reader = purpose.links === 'anyone' ? null : (readerId ?? '')
  const { until, signature } = signLink(services, signedFor, [fileId, reader], now)
  return `${linkedPath.replace(':fileId', fileId)}?${new URLSearchParams({ until: String(until), signature })}`
}

/** Whether a link was made here, for this reader or for anyone, and its time has not passed. */
export function isGood(
  services: Pick<Services, 'keyedHash'>,
  { fileId, ...link }: FileLink,
  readerIds: ReadonlyArray<string | null>,
  now: Date,
): boolean {
  return [null, ...readerIds.filter((id) => id !== null)].some((reader) =>
    isSigned(services, signedFor, [fileId, reader], link, now),
  )
}
