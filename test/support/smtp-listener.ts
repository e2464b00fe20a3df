import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

export interface SmtpListener {
  url: string
  /** Everything the client said, line by line. */
  lines: string[]
  /** The mails taken, headers and body as they came. */
  mails: string[]
  connections: number
  /** The reply to lines that start with the key, such as `RCPT TO` or `.` for the end of a mail. */
  replies: Map<string, string>
  close(): Promise<void>
}

/** As much of a mail server as a client needs to deliver to. It answers 250 unless a reply is set. */
export async function listenSmtp(): Promise<SmtpListener> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    listener.connections += 1
    let mail: string[] | undefined
    const say = (line: string) => socket.write(`${line}\r\n`)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    say(listener.replies.get('') ?? '220 listening')
    createInterface(socket).on('line', (line) => {
      if (mail !== undefined && line !== '.') return mail.push(line.startsWith('..') ? line.slice(1) : line)
      listener.lines.push(line)
      const [, set] = [...listener.replies].find(([start]) => start !== '' && line.startsWith(start)) ?? []
      if (line.startsWith('QUIT')) return socket.end('221 bye\r\n')
      if (line === '.') {
        if (set === undefined) listener.mails.push((mail ?? []).join('\n'))
        mail = undefined
      }
      if (line === 'DATA' && set === undefined) mail = []
      return say(set ?? (line === 'DATA' ? '354 go on' : '250 fine'))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const listener: SmtpListener = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines: [],
    mails: [],
    connections: 0,
    replies: new Map(),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return listener
}
