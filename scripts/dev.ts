// npm run dev: npm start again at each change of a file.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
let running: ChildProcess | null = null
let timer: NodeJS.Timeout | undefined

function start(): void {
  // Does nothing where the schema is as it was. Where it cannot be read, the next change tries again.
  const generated = spawnSync(process.execPath, [join(root, 'scripts', 'generate.ts')], { stdio: 'inherit' })
  if (generated.status !== 0) return
  running = spawn(process.execPath, [join(root, 'scripts', 'start.ts')], { cwd: root, stdio: 'inherit' })
}

/** Waits for the old one to be gone: it holds the port and the data folder. */
async function restart(): Promise<void> {
  const old = running
  if (old && old.exitCode === null && old.signalCode === null) {
    const gone = new Promise((resolve) => old.once('exit', resolve))
    old.kill('SIGTERM')
    await gone
  }
  start()
}

for (const folder of ['src', 'jobs', 'templates', 'prisma/presets', 'prisma/schema', 'prisma/migrations']) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void restart(), 200)
  })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (!running) process.exit(0)
    running.once('exit', () => process.exit(0))
    running.kill(signal)
  })
}
start()
