import { createReadStream, readFileSync } from 'node:fs'
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
  size: number
  brotli: number | null
  gzip: number | null
}

export const assetPrefix = '/assets'

const kinds = [
  { encoding: 'br', suffix: '.br', size: 'brotli' },
  { encoding: 'gzip', suffix: '.gz', size: 'gzip' },
] as const

/** Serves what the build made: compressed ahead, named by content, so browsers keep it for good. */
export function createAssets(folder: string): Assets {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, Entry>
  const byFile = new Map(Object.values(manifest).map((entry) => [`/${entry.file}`, entry]))
  return {
    url(name) {
      const entry = manifest[name]
      if (!entry) throw new Error(`There is no asset ${name}.`)
      return `${assetPrefix}/${entry.file}`
    },
    handler(request, response) {
      nameRoute(response, 'assets')
      const entry = byFile.get(request.path)
      if (!entry) throw notFound()
      if (request.method !== 'GET' && request.method !== 'HEAD')
        throw methodNotAllowed({ headers: { Allow: 'GET, HEAD' } })
      const kind = kinds.find(({ encoding, size }) => entry[size] && request.acceptsEncodings(encoding))
      response.setHeader('Content-Type', entry.type)
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
      response.setHeader('Vary', 'Accept-Encoding')
      response.setHeader('ETag', `"${entry.file}"`)
      response.setHeader('Content-Length', kind ? (entry[kind.size] as number) : entry.size)
      if (kind) response.setHeader('Content-Encoding', kind.encoding)
      if (request.headers['if-none-match'] === `"${entry.file}"`) {
        response.removeHeader('Content-Length')
        response.status(304).end()
        return
      }
      if (request.method === 'HEAD') {
        response.end()
        return
      }
      createReadStream(join(folder, entry.file + (kind?.suffix ?? ''))).pipe(response)
    },
  }
}
