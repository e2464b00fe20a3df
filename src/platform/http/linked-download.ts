import type { Request } from 'express'
import type { Caller } from '../run/runner.ts'
import type { Services } from '../services.ts'
import { isSigned, linkEnded, signLink } from './signed-link.ts'

const purpose = 'download.link'

const parts = ['until', 'signature']

/** What was asked, without what makes the address a link. */
export function withoutLink(fields: Iterable<[string, string]>): Array<[string, string]> {
  return [...fields].filter(([name]) => !parts.includes(name))
}

/**
 * The address that a download is fetched from: the one that was asked for, for whoever asked, for a short time. Null where
 * it is that already. A link that has ended, was changed or was made for somebody else leads nowhere.
 */
export function linkTo(
  { keyedHash }: Pick<Services, 'keyedHash'>,
  request: Request,
  { actor, now }: Pick<Caller, 'actor' | 'now'>,
): string | null {
  const { pathname, searchParams } = new URL(request.originalUrl, 'http://here')
  const asked = new URLSearchParams(withoutLink(searchParams))
  const reader = actor.kind === 'account' ? [actor.accountId, actor.tenantId, actor.personId] : []
  const what = [pathname, String(asked), ...reader]
  const [until, signature] = parts.map((name) => searchParams.get(name))
  if (until === null && signature === null) {
    const link = signLink({ keyedHash }, purpose, what, now)
    asked.set('until', String(link.until))
    asked.set('signature', link.signature)
    return `${pathname}?${asked}`
  }
  const link = { until: Number(until), signature: signature ?? '' }
  if (!isSigned({ keyedHash }, purpose, what, link, now)) throw linkEnded()
  return null
}
