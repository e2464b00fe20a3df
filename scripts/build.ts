// npm run build: compiles the portal to dist/, with its Prisma client, its assets and the layout of its mails.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as bundle, type Metafile, stop } from 'esbuild'
import { buildAssets } from './build-assets.ts'
import { buildMail } from './build-mail.ts'
import { inProduction, programs } from './program-list.ts'

const root = join(import.meta.dirname, '..')

export async function build(): Promise<void> {
  // Whoever fetched another schema builds with the client that belongs to it.
  await import('./generate.ts')
  const [, , { metafile }] = await Promise.all([
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
      metafile: true,
    }),
  ])
  await writeFile(join(root, 'dist', 'packages.json'), JSON.stringify(packagesOf(metafile), null, 2))
  // Its service would stay beside the portal for as long as that runs.
  await stop()
}

/** Of these the programs read files and load nothing: the letters of documents. */
const readPackages = ['@expo-google-fonts/source-sans-3']

/** The packages that the programs of production load: `@scope/name` of each `@scope/name/part`. */
function packagesOf({ outputs }: Metafile): string[] {
  const found = new Set<string>(readPackages)
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const { path, external } of outputs[file]?.imports ?? []) {
      if (!external) visit(path)
      else if (!path.startsWith('node:')) found.add(/^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path)
    }
  }
  for (const name of inProduction) visit(`dist/${name}.js`)
  return [...found].sort()
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build()
