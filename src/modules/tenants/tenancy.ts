import { defineError } from '../../platform/errors.ts'

export const unknownAccount = defineError('tenants.unknownAccount', 404)
export const alreadyAdministrator = defineError('tenants.alreadyAdministrator', 409)
export const notAdministrator = defineError('tenants.notAdministrator', 409)
export const alreadySuspended = defineError('tenants.alreadySuspended', 409)
export const notSuspended = defineError('tenants.notSuspended', 409)
export const alreadyClosing = defineError('tenants.alreadyClosing', 409)
export const notClosing = defineError('tenants.notClosing', 409)
export const closedByPlatform = defineError('tenants.closedByPlatform', 403)
export const notClosed = defineError('tenants.notClosed', 409)
export const isClosed = defineError('tenants.isClosed', 409)
export const foundingClosed = defineError('tenants.foundingClosed', 409)
export const slugTaken = defineError('tenants.slugTaken', 409)
export const alreadyAsked = defineError('tenants.alreadyAsked', 409)
export const decidedBefore = defineError('tenants.decidedBefore', 409)
export const founderGone = defineError('tenants.founderGone', 409)
export const alreadyVisiting = defineError('tenants.alreadyVisiting', 409)

/** For how long a platform administrator may look into an association at once. */
export const visitMinutes = [15, 30, 60, 120, 240] as const

/** Names that stand for something else where associations have host names, or would be taken for us. */
const reserved = new Set(
  (
    'about abuse account accounts admin administrator api app apps assets auth autoconfig autodiscover billing blog ' +
    'cdn contact demo dev docs download email example export feed ftp guildhall help home host hostmaster imap info ' +
    'install internal invitation legal localhost login logout mail mailer metrics mobile news noreply official oauth ' +
    'operator platform pop portal postmaster privacy public root scim security settings shop sign-in sign-up signin ' +
    'signup smtp sso staff staging static status support system tasks tenant tenants terms test tls webmail webmaster www'
  ).split(' '),
)

/** What may stand between dots in a host name, and in an address: never a name that is spoken for. */
export function isReserved(slug: string): boolean {
  return reserved.has(slug) || slug.startsWith('xn-') || /^(ns|mx|www)\d+$/.test(slug)
}
