// npm start: compiles what changed, then runs the portal in this very process, so that signals reach it directly.
import { join } from 'node:path'
import { build } from './build.ts'
import { loadEnvironment } from './load-environment.ts'

loadEnvironment()
await build()
await import(join(import.meta.dirname, '..', 'dist', 'main.js'))
