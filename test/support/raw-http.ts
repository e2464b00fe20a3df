import { connect } from 'node:net'

export interface RawAnswer {
  /** 0 where the connection ended without an answer. */
  status: number
  type: string
  body: string
  headers: ReadonlyMap<string, string>
}

export interface RawMessage {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string | Uint8Array
}

/**
 * Bytes as they are: paths, headers and lengths that no client library would send. Every message has a connection of its
 * own, and says `close` unless the message says otherwise.
 */
export function sendRaw(url: string, message: RawMessage, patienceMilliseconds = 5_000): Promise<RawAnswer> {
  const { host } = new URL(url)
  const body = Buffer.from(message.body ?? '')
  const headers: Record<string, string> = { Host: host, Connection: 'close' }
  if (body.byteLength > 0) headers['Content-Length'] = String(body.byteLength)
  Object.assign(headers, message.headers)
  const head = [
    `${message.method} ${message.path} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n')
  return sendBytes(url, Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body]), patienceMilliseconds)
}

export function sendBytes(url: string, bytes: Uint8Array, patienceMilliseconds = 5_000): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: hostname, port: Number(port) })
    const patience = setTimeout(() => socket.destroy(), patienceMilliseconds)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (isComplete(Buffer.concat(chunks))) socket.destroy()
    })
    // A server that has answered may close while we still send.
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(patience)
      resolve(parse(Buffer.concat(chunks)))
    })
    // Not ended: a server takes the end of what we say for the end of our interest.
    socket.write(bytes)
  })
}

/** Whether all has come, as far as the answer says how much that is. */
function isComplete(bytes: Buffer): boolean {
  const { headers, body } = parse(bytes)
  const length = headers.get('content-length')
  if (length !== undefined) return body.length >= Number(length)
  return headers.get('transfer-encoding') === 'chunked' && body.endsWith('0\r\n\r\n')
}

function parse(bytes: Buffer): RawAnswer {
  const text = bytes.toString('latin1').replace(/^HTTP\/1\.1 100 [^\r]*\r\n(?:[^\r]+\r\n)*\r\n/, '')
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end === -1 ? undefined : end).split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    type: headers.get('content-type') ?? '',
    body: end === -1 ? '' : text.slice(end + 4),
    headers,
  }
}
