// Part of npm test. Compiles the tests, with all that they import, into the folder that it is told: Jest then loads a few
// files for each of them instead of two thousand, which takes half as long.
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin, stop } from 'esbuild'

const root = join(import.meta.dirname, '..')
const [outdir] = process.argv.slice(2)
if (outdir === undefined) throw new Error('Say where to: scripts/build-tests.ts FOLDER')

/** Packages of many small files that are nothing but functions: all others stay where they are. */
const carriedAlong = /^(zod|libphonenumber-js)(\/|$)/

const packagesAside: Plugin = {
  name: 'packages aside',
  setup(builder) {
    // A name that is neither a path nor a part of what is carried along.
    builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || carriedAlong.test(path) ? undefined : { path, external: true },
    )
  },
}

/** Each file knows where it stood before. */
const placesKept: Plugin = {
  name: 'places kept',
  setup(builder) {
    builder.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const places = {
        'import.meta.dirname': dirname(path),
        'import.meta.filename': path,
        'import.meta.url': pathToFileURL(path).href,
      }
      let contents = await readFile(path, 'utf8')
      for (const [name, place] of Object.entries(places))
        contents = contents.replaceAll(name, JSON.stringify(place))
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
}

const files = globSync('test/**/*.test.{ts,tsx}', { cwd: root })
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(
    [...files, 'test/support/network-closed.ts', 'test/support/short-stacks.ts'].map((file) => [
      file.replace(/\.tsx?$/, ''),
      join(root, file),
    ]),
  ),
  outdir,
  // By the names that they have, so that whoever names a test names the same as ever.
  outExtension: { '.js': '.ts' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: true,
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
  plugins: [packagesAside, placesKept],
})
await stop()
