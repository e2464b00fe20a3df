import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { contentDisposition } from '../storage/display-name.ts'
import type { Storage } from '../storage/storage.ts'
import { rangeOf } from './byte-range.ts'

export interface SentFile {
  /** Under which the storage holds it. */
  key: string
  mediaType: string
  size: number
  /** Another one whenever the bytes are others, such as their hash. */
  tag: string
  /** To save it under. */
  name?: string | null
  /** A file of this key never changes: a browser need not ask again so soon. */
  cacheSeconds?: number
}

/** Nothing in these can act, and no browser takes them for something else. All the rest is saved, never opened here. */
const shownInPlace = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'])

/** Sends a file of the storage, or the part that was asked for, to its end or to when whoever asked goes away. */
export async function sendFile(
  storage: Storage,
  { key, mediaType, size, tag, name = null, cacheSeconds = 0 }: SentFile,
  request: Request,
  response: Response,
): Promise<void> {
  if (response.destroyed) return
  const etag = `"${tag}"`
  const range = rangeOf(request, size, etag)
  const headers = {
    ETag: etag,
    'Accept-Ranges': 'bytes',
    'Cache-Control': cacheSeconds > 0 ? `private, max-age=${cacheSeconds}` : 'private, no-cache',
    'Content-Type': mediaType,
    'Content-Disposition': contentDisposition(shownInPlace.has(mediaType) ? 'inline' : 'attachment', name),
    // Whatever it is, opened by itself it can run nothing and reach nothing.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  }
  if (isKnown(request.headers['if-none-match'], etag)) {
    response.writeHead(304, { ETag: etag, 'Cache-Control': headers['Cache-Control'] })
    return void response.end()
  }
  // Asked for first: an answer that says what went wrong must not carry the headers of a file.
  const bytes = request.method === 'HEAD' ? null : await storage.read(key, range ?? undefined)
  for (const [header, value] of Object.entries(headers)) response.setHeader(header, value)
  if (range) {
    response.statusCode = 206
    response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  }
  response.setHeader('Content-Length', range ? range.end - range.start + 1 : size)
  if (!bytes) return void response.end()
  try {
    await pipeline(bytes, response)
  } catch (error) {
    // Someone who closes the page is no fault of anybody.
    if (!response.destroyed) throw error
  } finally {
    bytes.destroy()
  }
}

function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)
}
