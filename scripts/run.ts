// Runs a program that needs the whole app: npm run seed is `node scripts/run.ts seed`.
import { build } from './build.ts'
import { loadEnvironment } from './load-environment.ts'

loadEnvironment()
await build()
// The program sees its own arguments, as when it is started without this.
const [name] = process.argv.splice(2, 1)
await import(`../dist/${name}.js`)
