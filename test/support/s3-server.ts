import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface S3Server {
  endpoint: string
  objects: Map<string, { bytes: Buffer; changedAt: Date }>
  /** `METHOD path` of each request whose signature was right. */
  requests: string[]
  close(): Promise<void>
}

export const s3Keys = { accessKeyId: 'test-key', secretAccessKey: 'test secret' }
export const s3Bucket = 'files-of-tests'

/** The part of S3 that is used here, path style, with its signatures (version 4) worked out and compared. */
export async function startS3Server(): Promise<S3Server> {
  const objects: S3Server['objects'] = new Map()
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    try {
      for await (const piece of request) pieces.push(piece as Buffer)
    } catch {
      // Half a body makes no object.
      return
    }
    answer(request, Buffer.concat(pieces), response)
  })

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://s3')
    const fail = (status: number, code: string) => {
      response.writeHead(status, { 'Content-Type': 'application/xml' })
      response.end(request.method === 'HEAD' ? '' : `<Error><Code>${code}</Code></Error>`)
    }
    if (!isSigned(request, url, body)) return void fail(403, 'SignatureDoesNotMatch')
    const [, bucket, ...rest] = url.pathname.split('/')
    if (bucket !== s3Bucket) return void fail(404, 'NoSuchBucket')
    requests.push(`${request.method} ${url.pathname}`)
    const key = decodeURIComponent(rest.join('/'))
    const found = objects.get(key)
    if (request.method === 'GET' && key === '') return void list(url, response)
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined) return void fail(411, 'MissingContentLength')
      objects.set(key, { bytes: body, changedAt: new Date() })
      response.writeHead(200, { ETag: `"${createHash('md5').update(body).digest('hex')}"` })
      return void response.end()
    }
    if (request.method === 'DELETE') {
      objects.delete(key)
      response.writeHead(204)
      return void response.end()
    }
    if (!found) return void fail(404, 'NoSuchKey')
    const { bytes, changedAt } = found
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    if (start !== undefined && Number(start) >= bytes.byteLength) return void fail(416, 'InvalidRange')
    const part = start === undefined ? bytes : bytes.subarray(Number(start), Number(end) + 1)
    response.writeHead(start === undefined ? 200 : 206, {
      'Content-Length': part.byteLength,
      'Last-Modified': changedAt.toUTCString(),
      ...(start === undefined ? {} : { 'Content-Range': `bytes ${start}-${end}/${bytes.byteLength}` }),
    })
    response.end(request.method === 'HEAD' ? undefined : part)
  }

  /** Two at a time, so that whoever lists has to ask for the next page. */
  function list(url: URL, response: ServerResponse): void {
    const after = url.searchParams.get('continuation-token') ?? ''
    const prefix = url.searchParams.get('prefix') ?? ''
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort()
    const page = keys.slice(0, 2)
    const contents = page.map((key) => {
      const { bytes, changedAt } = objects.get(key) as { bytes: Buffer; changedAt: Date }
      return `<Contents><Key>${key}</Key><Size>${bytes.byteLength}</Size><LastModified>${changedAt.toISOString()}</LastModified></Contents>`
    })
    const more = keys.length > 2
    response.writeHead(200, { 'Content-Type': 'application/xml' })
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${
        more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
      }${contents.join('')}</ListBucketResult>`,
    )
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** AWS Signature Version 4, from its description. */
function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const header = request.headers.authorization ?? ''
  const [, access, date, region, names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header,
    ) ?? []
  if (access !== s3Keys.accessKeyId || !date || !region) return false
  const payload = String(request.headers['x-amz-content-sha256'])
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body)) return false
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&')
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
  const canonical = [request.method, url.pathname, query, headers.join(''), names, payload].join('\n')
  const scope = `${date}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = ['s3', 'aws4_request'].reduce(
    (made, part) => hmac(made, part),
    hmac(hmac(`AWS4${s3Keys.secretAccessKey}`, date), region),
  )
  return hmac(key, text).toString('hex') === signature
}

function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
