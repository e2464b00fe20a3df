import type { Request } from 'express'
import { defineError } from '../errors.ts'
import type { ByteRange } from '../storage/storage.ts'

const rangeNotThere = defineError('request.rangeNotThere', 416)

/**
 * The part of a file that is asked for, or null for all of it: also where several parts are asked for, or what is asked
 * cannot be understood, both of which a server may answer with the whole (RFC 9110).
 */
export function rangeOf(request: Request, size: number, etag: string): ByteRange | null {
  const header = request.headers.range
  if (header === undefined || request.method !== 'GET') return null
  // Whoever holds a part of what it was before wants all of what it is now.
  const condition = request.headers['if-range']
  if (condition !== undefined && condition !== etag) return null
  const [, first = '', last = ''] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header) ?? []
  if (first === '' && last === '') return null
  const range =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size - 1 }
      : { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  if (range.start > range.end) throw rangeNotThere({ headers: { 'Content-Range': `bytes */${size}` } })
  return range
}
