import type { ChildProcess } from 'node:child_process'

/** Closing the pipe tells the keeper to stop the server and to remove its folder. */
export default async function stopDatabaseServer(): Promise<void> {
  const { postgresKeeper: keeper } = globalThis as { postgresKeeper?: ChildProcess }
  if (keeper === undefined || keeper.exitCode !== null) return
  const gone = new Promise((resolve) => keeper.once('exit', resolve))
  keeper.stdin?.end()
  const limit = setTimeout(() => keeper.kill('SIGTERM'), 15_000)
  await gone
  clearTimeout(limit)
}
