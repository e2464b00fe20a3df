import { outsideFetch } from '../../../platform/outside/outside-fetch.ts'
import type { Services } from '../../../platform/services.ts'
import { type ReadPage, withoutTwice } from '../record.ts'
import { notFetched, notReadable, type Source } from '../source.ts'
import { readCsv } from './csv.ts'
import { pageSize, readSamgov, samgovAddress } from './samgov.ts'

export const keyPurpose = 'sources.key'

const secondsToWait = 60

export interface FetchedPage extends ReadPage {
  next: number | null
}

/**
 * Asks a source for a page, for the preparation of commands: nothing outside happens in a transaction. Its address was
 * chosen by an association, so it is asked as carefully as any that somebody else chose.
 */
export async function fetchPage(
  source: Source,
  offset: number,
  { config, crypto }: Pick<Services, 'config' | 'crypto'>,
  now: Date,
): Promise<FetchedPage> {
  const isSamgov = source.kind === 'samgov'
  const key = source.sealedKey === null ? '' : crypto.openText(keyPurpose, source.sealedKey)
  const address = isSamgov ? samgovAddress(source, key, offset, now) : source.address
  const text = await ask(address, isSamgov ? 'application/json' : 'text/csv', config)
  const read = isSamgov ? readSamgov(text, source) : readCsv(text, source)
  if (read === null) throw notReadable()
  const page = withoutTwice(read)
  const after = offset + pageSize
  const isMore =
    isSamgov && after < page.total && page.records.length + page.faults.length + (page.skipped ?? 0) > 0
  return { ...page, next: isMore ? after : null }
}

async function ask(address: string, accept: string, config: Services['config']): Promise<string> {
  const fetchIt = outsideFetch({
    publicOnly: config.NODE_ENV === 'production',
    exceptHosts: config.OUTSIDE_PRIVATE_HOSTS,
  })
  let answer: Response
  try {
    answer = await fetchIt(address, {
      method: 'GET',
      headers: { Accept: accept },
      signal: AbortSignal.timeout(secondsToWait * 1000),
    })
  } catch {
    // What went wrong may name the address, and that holds the key.
    throw notFetched({ values: { status: 0 } })
  }
  if (!answer.ok) throw notFetched({ values: { status: answer.status } })
  return answer.text()
}
