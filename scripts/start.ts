// npm start: compiles what changed, then runs the portal in this very process, so that signals reach it directly.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.ts'

const environmentFile = join(import.meta.dirname, '..', '.env')
if (existsSync(environmentFile)) process.loadEnvFile(environmentFile)
await build()
await import(join(import.meta.dirname, '..', 'dist', 'main.js'))
