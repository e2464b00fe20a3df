// npm run build: compiles the portal to dist/, with its assets and the layout of its mails.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as bundle, stop } from 'esbuild'
import { buildAssets } from './build-assets.ts'
import { buildMail } from './build-mail.ts'

const root = join(import.meta.dirname, '..')

/** Scripts that need the whole app; they are compiled with it and share its parts. */
const programs = ['migrate', 'seed', 'admin-first', 'openapi', 'bench', 'audit-verify', 'audit-checkpoint']

export async function build(): Promise<void> {
  await Promise.all([
    buildAssets(),
    buildMail(),
    bundle({
      absWorkingDir: root,
      entryPoints: {
        main: 'src/main.ts',
        ...Object.fromEntries(programs.map((name) => [name, `scripts/programs/${name}.ts`])),
      },
      outdir: 'dist',
      bundle: true,
      splitting: true,
      packages: 'external',
      platform: 'node',
      target: 'node24',
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      sourcemap: true,
      chunkNames: 'chunks/[name]-[hash]',
      logLevel: 'warning',
    }),
  ])
  // Its service would stay beside the portal for as long as that runs.
  await stop()
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build()
