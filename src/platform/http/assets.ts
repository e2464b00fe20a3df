import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestHandler } from 'express'
import { methodNotAllowed, notFound } from '../errors.ts'
import { nameRoute } from './entry.ts'

export interface Assets {
  /** The fingerprinted address of an asset. */
  url(name: string): string
  handler: RequestHandler
}

interface Entry {
  file: string
  type: string
  brotli: number | null
  gzip: number | null
}

export const assetPrefix = '/assets'

/**
 * What browsers heed in documents only. With every file of a first visit they would weigh as much as a page. A file that
 * somebody opens by itself, as a document, may load and do nothing at all.
 */
const forDocuments = [
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Referrer-Policy',
  'X-DNS-Prefetch-Control',
  'X-Frame-Options',
  'X-Request-Id',
]

const encodings = ['br', 'gzip'] as const

/** Serves what the build made: compressed ahead, named by content, so browsers keep it for good. */
export function createAssets(folder: string): Assets {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, Entry>
  // Held in memory, all of them together less than a photograph: files may be rebuilt under a running server.
  const byFile = new Map(
    Object.values(manifest).map((entry) => [
      `${assetPrefix}/${entry.file}`,
      { ...entry, bodies: readBodies(folder, entry) },
    ]),
  )
  return {
    url(name) {
      const entry = manifest[name]
      if (!entry) throw new Error(`There is no asset ${name}.`)
      return `${assetPrefix}/${entry.file}`
    },
    handler(request, response, next) {
      if (!request.url.startsWith(`${assetPrefix}/`)) return next()
      nameRoute(response, 'assets')
      const entry = byFile.get(request.path)
      if (!entry) throw notFound()
      for (const name of forDocuments) response.removeHeader(name)
      response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
      if (request.method !== 'GET' && request.method !== 'HEAD')
        throw methodNotAllowed({ headers: { Allow: 'GET, HEAD' } })
      const encoding = encodings.find((known) => entry.bodies[known] && request.acceptsEncodings(known))
      const body = entry.bodies[encoding ?? 'identity'] as Buffer
      response.setHeader('Content-Type', entry.type)
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
      response.setHeader('Vary', 'Accept-Encoding')
      response.setHeader('ETag', `"${entry.file}"`)
      response.setHeader('Content-Length', body.byteLength)
      if (encoding) response.setHeader('Content-Encoding', encoding)
      if (request.headers['if-none-match'] === `"${entry.file}"`) {
        response.removeHeader('Content-Length')
        response.status(304).end()
        return
      }
      response.end(request.method === 'HEAD' ? undefined : body)
    },
  }
}

function readBodies(
  folder: string,
  { file, brotli, gzip }: Entry,
): Partial<Record<'identity' | (typeof encodings)[number], Buffer>> {
  const read = (name: string) => readFileSync(join(folder, name))
  return {
    identity: read(file),
    ...(brotli ? { br: read(`${file}.br`) } : {}),
    ...(gzip ? { gzip: read(`${file}.gz`) } : {}),
  }
}
