import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { until } from '../factories/waiting.ts'

const root = join(import.meta.dirname, '..', '..')

/** The program as it is started by a person: a process of its own with an environment of its own. */
export class Program {
  readonly child: ChildProcess
  output = ''
  readonly #ended: Promise<unknown>

  private constructor(child: ChildProcess) {
    this.child = child
    this.#ended = once(child, 'close')
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text
      })
    }
  }

  static run(parameters: readonly string[], environment: Record<string, string>, folder = root): Program {
    const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
    const child = spawn(process.execPath, parameters, {
      cwd: folder,
      env: { PATH, HOME, TMPDIR, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return new Program(child)
  }

  /** Waits for words in what it prints; whoever ends before has failed to start. */
  async says(words: string, deadlineMilliseconds = 25_000): Promise<void> {
    await until(
      `it says "${words}"`,
      async () => {
        if (this.output.includes(words)) return true
        if (this.child.exitCode !== null)
          throw new Error(`It ended with ${this.child.exitCode}: ${this.output}`)
        return false
      },
      deadlineMilliseconds,
    )
  }

  async exitCode(): Promise<number | null> {
    await this.#ended
    return this.child.exitCode
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal)
    return this.exitCode()
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
