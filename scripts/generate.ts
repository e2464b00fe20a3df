// npm install, or node scripts/generate.ts: writes the Prisma client to prisma/generated/ if the schema changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const schemaFolder = join(root, 'prisma', 'schema')
const stampFile = join(root, 'prisma', 'generated', 'generated-from.txt')

const stamp = stampOfInputs()
const isCurrent = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
if (!isCurrent) generate()

function stampOfInputs(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'node_modules', 'prisma', 'package.json')))
  for (const name of readdirSync(schemaFolder).sort()) {
    if (name.endsWith('.prisma')) hash.update(name).update(readFileSync(join(schemaFolder, name)))
  }
  return hash.digest('hex')
}

function generate(): void {
  const started = performance.now()
  const cli = join(root, 'node_modules', 'prisma', 'build', 'index.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Prisma downloads a schema engine that generating never starts; any program that exists will do.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`)
    process.exit(1)
  }
  writeFileSync(stampFile, stamp)
  console.log(`Prisma client generated in ${Math.round(performance.now() - started)} ms`)
}
