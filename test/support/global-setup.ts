import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Starts the one PostgreSQL server of this run; postgres-keeper.ts says why it is a process of its own. */
export default async function startDatabaseServer(): Promise<void> {
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'postgres-keeper.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Out of the terminal's process group: Ctrl-C must not reach it before Jest's workers have gone.
    detached: true,
  })
  Object.assign(globalThis, { postgresKeeper: keeper })
  const url = await new Promise<string>((resolve, reject) => {
    keeper.once('error', reject)
    keeper.once('exit', () =>
      reject(new Error('PostgreSQL for the tests did not start; the reason stands above')),
    )
    createInterface(keeper.stdout).once('line', (line) => resolve(JSON.parse(line).url))
  })
  process.env.GUILDHALL_TEST_SERVER = url
}
