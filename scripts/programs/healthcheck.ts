// node dist/healthcheck.js: ends with 0 where the process beside it is ready. For containers.
import { loadConfig } from '../../src/platform/config.ts'

const { PORT, OPERATIONS_PORT } = loadConfig()
const address = `http://127.0.0.1:${OPERATIONS_PORT ?? PORT}/health/ready`
try {
  const reply = await fetch(address, { signal: AbortSignal.timeout(4_000) })
  console.log(await reply.text())
  process.exitCode = reply.ok ? 0 : 1
} catch (error) {
  console.log(`${address} does not answer: ${String(error)}`)
  process.exitCode = 1
}
