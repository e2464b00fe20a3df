import { existsSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, '..', '.env')

/** Settings of .env; what the environment says already stays. */
export function loadEnvironment(): void {
  if (existsSync(file)) process.loadEnvFile(file)
}
