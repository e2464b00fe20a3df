import { isSigned, signLink } from '../../platform/http/signed-link.ts'
import type { Services } from '../../platform/services.ts'
import type { FileLink } from './contract.ts'
import type { FilePurpose } from './purpose.ts'

export const linkedPath = '/files/:fileId'

const signedFor = 'files.link'

/**
 * The address of a file for a short time. Whoever makes one has judged that its reader may see the file: a person, or an account
 * that is nobody in the association whose file it is. Where it says what the file is a part of (`of`), whoever opens it stands in the
 * audit for it each time.
 */
export function linkToFile(
  services: Pick<Services, 'keyedHash'>,
  purpose: Pick<FilePurpose, 'links'>,
  fileId: string,
  readerId: string | null,
  now: Date,
  { of = null as { type: string; id: string } | null } = {},
): string {
  const reader = purpose.links === 'anyone' ? null : (readerId ?? '')
  const whole: Record<string, string> = of === null ? {} : { of: `${of.type} ${of.id}` }
  const { until, signature } = signLink(services, signedFor, [fileId, reader, ...Object.values(whole)], now)
  return `${linkedPath.replace(':fileId', fileId)}?${new URLSearchParams({ until: String(until), signature, ...whole })}`
}

/** Whether a link was made here, for this reader or for anyone, and its time has not passed. */
export function isGood(
  services: Pick<Services, 'keyedHash'>,
  { fileId, of, ...link }: FileLink,
  readerIds: ReadonlyArray<string | null>,
  now: Date,
): boolean {
  return [null, ...readerIds.filter((id) => id !== null)].some((reader) =>
    isSigned(services, signedFor, [fileId, reader, ...(of === undefined ? [] : [of])], link, now),
  )
}
