import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'
import { nameRoute } from '../http/entry.ts'
import type { OpenApiDocument } from './document.ts'

const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) } as const

/** The description never changes while the process runs, so it is written and compressed once, when first asked for. */
export function documentRoute(document: () => OpenApiDocument): RequestHandler {
  let written: Promise<{ plain: Buffer; br: Buffer; gzip: Buffer; tag: string }> | null = null

  async function write() {
    const plain = Buffer.from(JSON.stringify(document()))
    const [br, zipped] = await Promise.all([compressors.br(plain), compressors.gzip(plain)])
    const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
    return { plain, br, gzip: zipped, tag }
  }

  return async (request: Request, response: Response) => {
    nameRoute(response, 'openapi')
    written ??= write()
    const bodies = await written
    response.setHeader('ETag', bodies.tag)
    response.setHeader('Cache-Control', 'no-cache')
    response.setHeader('Vary', 'Accept-Encoding')
    if (request.headers['if-none-match'] === bodies.tag) {
      response.status(304).end()
      return
    }
    const encoding = (['br', 'gzip'] as const).find((known) => request.acceptsEncodings(known))
    if (encoding) response.setHeader('Content-Encoding', encoding)
    response.setHeader('Content-Type', 'application/json; charset=utf-8')
    response.end(bodies[encoding ?? 'plain'])
  }
}
