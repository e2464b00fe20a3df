import { connect, type Socket } from 'node:net'

/** What is asked over and over, and what must come back each time. */
export interface Load {
  port: number
  connections: number
  /** The bytes of the next request. */
  next: () => Buffer
  status: number
  bodyLength: number
  /** Runs unmeasured for so long first, until every connection is in step. */
  rampMilliseconds: number
  milliseconds: number
  /** Called as the measured window opens and as it closes. */
  atOpening?: () => void
  atClosing?: () => void
}

export interface Outcome {
  requests: number
  seconds: number
  /** Milliseconds of each request in the window, sorted. */
  latencies: Float64Array
}

const patienceMilliseconds = 15_000
const endOfHead = Buffer.from('\r\n\r\n')
const lengthField = Buffer.from('\r\nContent-Length: ')
const [zero, nine] = ['0'.charCodeAt(0), '9'.charCodeAt(0)]

/**
 * Sends requests on keep-alive connections, one after the other on each. It shares two cores with what it measures,
 * so it is no HTTP client: it writes bytes made beforehand and reads the status and the length of what comes back.
 * The first answer that is not as expected ends it with an error.
 */
export async function runLoad(load: Load): Promise<Outcome> {
  const lanes: Lane[] = []
  const latencies: number[] = []
  let measuring = false
  let stopping = false
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      const timers: NodeJS.Timeout[] = []
      let openedAt = 0
      let answered = 0
      let answeredBefore = 0
      const fail = (error: Error) => {
        for (const timer of timers) clearTimeout(timer)
        clearInterval(watch)
        reject(error)
      }
      const watch = setInterval(() => {
        if (answered === answeredBefore)
          fail(new Error(`No answer for ${patienceMilliseconds / 1000} seconds.`))
        answeredBefore = answered
      }, patienceMilliseconds)
      const onAnswer = (milliseconds: number): boolean => {
        answered += 1
        if (measuring) latencies.push(milliseconds)
        return !stopping
      }
      const close = () => {
        if (latencies.length === 0) {
          // So slow a machine gets a longer window; for how long is watched above.
          timers.push(setTimeout(close, 20))
          return
        }
        const seconds = (performance.now() - openedAt) / 1000
        measuring = false
        stopping = true
        clearInterval(watch)
        load.atClosing?.()
        resolve({ requests: latencies.length, seconds, latencies: Float64Array.from(latencies).sort() })
      }
      const open = () => {
        load.atOpening?.()
        measuring = true
        openedAt = performance.now()
        timers.push(setTimeout(close, load.milliseconds))
      }
      for (let index = 0; index < load.connections; index += 1) lanes.push(new Lane(load, onAnswer, fail))
      Promise.all(lanes.map((lane) => lane.connected)).then(() => {
        for (const lane of lanes) lane.send()
        timers.push(setTimeout(open, load.rampMilliseconds))
      }, fail)
    })
  } finally {
    stopping = true
    for (const lane of lanes) lane.close()
  }
}

/** One keep-alive connection. */
class Lane {
  readonly connected: Promise<void>
  readonly #load: Load
  readonly #socket: Socket
  readonly #onAnswer: (milliseconds: number) => boolean
  readonly #fail: (error: Error) => void
  /** What came of a head that is not whole yet; hardly ever anything. */
  #head: Buffer | null = null
  /** Bytes of the body still to come; -1 while the head is awaited. */
  #missing = -1
  #sentAt = 0
  #closed = false

  constructor(load: Load, onAnswer: (milliseconds: number) => boolean, fail: (error: Error) => void) {
    this.#load = load
    this.#onAnswer = onAnswer
    this.#fail = fail
    const buffer = Buffer.allocUnsafe(64 * 1024)
    this.#socket = connect({
      host: '127.0.0.1',
      port: load.port,
      noDelay: true,
      // One buffer for good: a new one for each chunk would be a good part of what the generator costs.
      onread: { buffer, callback: (size, bytes) => this.#read(bytes as Buffer, size) },
    })
    this.connected = new Promise((resolve, reject) => {
      this.#socket.once('connect', resolve)
      this.#socket.once('error', reject)
    })
    this.#socket.on('error', (error) => this.#end(error))
    this.#socket.on('close', () => this.#end(new Error('The server closed the connection.')))
  }

  send(): void {
    this.#missing = -1
    this.#sentAt = performance.now()
    this.#socket.write(this.#load.next())
  }

  close(): void {
    this.#closed = true
    this.#socket.destroy()
  }

  #end(error: Error): void {
    if (!this.#closed) this.#fail(error)
  }

  #read(bytes: Buffer, size: number): boolean {
    if (this.#closed) return true
    if (this.#missing >= 0) this.#missing -= size
    else this.#readHead(bytes, size)
    if (this.#missing === 0 && this.#onAnswer(performance.now() - this.#sentAt)) this.send()
    return true
  }

  #readHead(bytes: Buffer, size: number): void {
    let head = bytes.subarray(0, size)
    if (this.#head) head = Buffer.concat([this.#head, head])
    const end = head.indexOf(endOfHead)
    if (end === -1) {
      this.#head = Buffer.from(head)
      return
    }
    this.#head = null
    const length = contentLength(head)
    const status = Number(head.toString('latin1', 9, 12))
    if (status !== this.#load.status || length !== this.#load.bodyLength)
      this.#end(
        new Error(
          `Expected ${this.#load.status} with ${this.#load.bodyLength} bytes, but came ${status} with ${length}: ` +
            head.toString('utf8', end + 4, end + 600),
        ),
      )
    this.#missing = length - (head.length - end - endOfHead.length)
    if (this.#missing < 0) this.#end(new Error('More came than was asked for.'))
  }
}

function contentLength(head: Buffer): number {
  const at = head.indexOf(lengthField)
  if (at === -1) return -1
  let length = 0
  for (let index = at + lengthField.length; ; index += 1) {
    const code = head[index] ?? 0
    if (code < zero || code > nine) return length
    length = length * 10 + code - zero
  }
}

/** Sends one request on a connection of its own and gives the body of the answer. */
export function askOnce(port: number, request: Buffer, status: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: '127.0.0.1', port })
    socket.setTimeout(patienceMilliseconds, () => socket.destroy(new Error('No answer came.')))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('The connection ended before the answer did.')))
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const bytes = Buffer.concat(chunks)
      const end = bytes.indexOf(endOfHead)
      if (end === -1 || bytes.length - end - endOfHead.length < contentLength(bytes)) return
      const body = bytes.toString('utf8', end + endOfHead.length)
      const given = Number(bytes.toString('latin1', 9, 12))
      if (given === status) resolve(body)
      else reject(new Error(`Expected ${status}, but came ${given}: ${body.slice(0, 600)}`))
      socket.destroy()
    })
    socket.write(request)
  })
}
