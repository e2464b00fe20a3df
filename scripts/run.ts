// Runs a program that needs the whole app: npm run seed is `node scripts/run.ts seed`.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.ts'

const environmentFile = join(import.meta.dirname, '..', '.env')
if (existsSync(environmentFile)) process.loadEnvFile(environmentFile)
await build()
await import(`../dist/${process.argv[2]}.js`)
