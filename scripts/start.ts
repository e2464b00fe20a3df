// npm start: compiles what changed, then runs the portal in this very process, so that signals reach it directly.
import { join } from 'node:path'
import { build } from './build.ts'
import { loadEnvironment } from './load-environment.ts'

const watch = stopWithNpm()
loadEnvironment()
await build()
await import(join(import.meta.dirname, '..', 'dist', 'main.js'))
// Whoever is asked to stop twice does so at once: what npm passes on, or Ctrl-C sends to both, is enough.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => clearInterval(watch))

/** npm does not pass every signal on: when it is gone, nobody is left who could stop the portal. */
function stopWithNpm(): NodeJS.Timeout | undefined {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  const startedBy = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === startedBy) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  return timer.unref()
}
