// Runs a program that needs the whole app: npm run seed is `node scripts/run.ts seed`.
import { build } from './build.ts'
import { loadEnvironment } from './load-environment.ts'

loadEnvironment()
await build()
await import(`../dist/${process.argv[2]}.js`)
