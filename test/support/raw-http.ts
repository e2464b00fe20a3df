import { connect, type Socket } from 'node:net'

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
  return sendBytes(url, bytesOf(url, message, { Connection: 'close' }), patienceMilliseconds)
}

export interface RawConnections {
  send(message: RawMessage): Promise<RawAnswer>
  close(): void
}

/**
 * The same for thousands of messages: to open a connection costs as much as many an answer. Those whose framing nobody can
 * doubt follow each other on a connection that stays; each of the others has one of its own.
 */
export function keepRawConnections(url: string): RawConnections {
  const { hostname, port } = new URL(url)
  const resting: Socket[] = []
  return {
    async send(message) {
      if (!isFramedPlainly(message)) return sendRaw(url, message)
      const socket = resting.pop() ?? connect({ host: hostname, port: Number(port), noDelay: true })
      const answer = await answerOn(socket, bytesOf(url, message, {}))
      // One that the server had given up while it rested says nothing of the message.
      if (answer === null) return sendRaw(url, message)
      if (!socket.destroyed) resting.push(socket)
      return answer
    },
    close() {
      for (const socket of resting) socket.destroy()
    },
  }
}

/** What the server takes for exactly one message, however it judges that. */
function isFramedPlainly({ method, path, headers = {}, body = '' }: RawMessage): boolean {
  return (
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method) &&
    /^\/[\x21-\x7e]*$/.test(path) &&
    path.length + body.length < 8_000 &&
    Object.entries(headers).every(
      ([name, value]) => /^(Accept|Content-Type|Cookie)$/.test(name) && /^[\x20-\x7e]*$/.test(value),
    )
  )
}

/** Null where the connection ended before anything came. */
function answerOn(
  socket: Socket,
  bytes: Uint8Array,
  patienceMilliseconds = 5_000,
): Promise<RawAnswer | null> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0)
    const patience = setTimeout(() => socket.destroy(), patienceMilliseconds)
    const end = (answer: RawAnswer | null) => {
      clearTimeout(patience)
      socket.removeAllListeners()
      socket.on('error', () => {})
      resolve(answer)
    }
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const answer = parse(received)
      const hasBody = answer.status !== 204 && answer.status !== 304
      if (answer.status === 0 || (hasBody && !isComplete(answer))) return
      // Bytes past the end that was promised must not pass for the next answer.
      const promised = hasBody ? Number(answer.headers.get('content-length') ?? answer.body.length) : 0
      if (answer.headers.get('connection') === 'close' || answer.body.length !== promised) socket.destroy()
      end(answer)
    })
    socket.on('error', () => {})
    socket.on('close', () => end(received.length === 0 ? null : parse(received)))
    socket.write(bytes)
  })
}

function bytesOf(url: string, message: RawMessage, first: Record<string, string>): Buffer {
  const body = Buffer.from(message.body ?? '')
  const headers: Record<string, string> = { Host: new URL(url).host, ...first }
  if (body.byteLength > 0) headers['Content-Length'] = String(body.byteLength)
  Object.assign(headers, message.headers)
  const head = [
    `${message.method} ${message.path} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n')
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body])
}

export function sendBytes(url: string, bytes: Uint8Array, patienceMilliseconds = 5_000): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: hostname, port: Number(port) })
    const patience = setTimeout(() => socket.destroy(), patienceMilliseconds)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (isComplete(parse(Buffer.concat(chunks)))) socket.destroy()
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
function isComplete({ headers, body }: RawAnswer): boolean {
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
