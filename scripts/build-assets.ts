/**
 * Builds what browsers fetch: styles, the script, fonts and the icon, each under a name that changes with its
 * content, so that it may be cached for ever; with `.br` and `.gz` beside, and `manifest.json` to find them by.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build, type Plugin } from 'esbuild'
import { withinScreen } from '../src/platform/presentation/colour.ts'

export interface Asset {
  /** Name of the file in the folder of the manifest. */
  file: string
  type: string
  /** Subresource integrity. */
  integrity: string
  size: number
  /** Sizes of the `.br` and `.gz` beside it; absent where compressing gains nothing. */
  brotli?: number
  gzip?: number
}

export type AssetManifest = Record<string, Asset>

const root = resolve(import.meta.dirname, '..')
const sources = join(root, 'templates/assets')
const fontPackage = join(root, 'node_modules/@fontsource-variable/source-sans-3')
const fontParts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext']

/** Every one of these can nest rules, knows oklch, light-dark(), container queries and :has. */
const browsers = ['chrome123', 'edge123', 'firefox121', 'safari17.5']

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

export async function buildAssets(options: { outDir?: string } = {}): Promise<void> {
  const outDir = resolve(options.outDir ?? join(root, 'dist/assets'))
  const inputs = await hashInputs()
  if (await isBuilt(outDir, inputs)) return
  await mkdir(outDir, { recursive: true })

  const manifest: AssetManifest = {}
  const add = async (name: string, content: Uint8Array) => {
    manifest[name] = await writeAsset(outDir, name, content)
  }
  const rareLetters = fontParts.map(async (part) =>
    add(
      `source-sans-3-${part}.woff2`,
      await readFile(join(fontPackage, `files/source-sans-3-${part}-wght-normal.woff2`)),
    ),
  )
  const letters = (await readdir(join(sources, 'fonts')))
    .filter((name) => name.endsWith('.woff2'))
    .map(async (name) => add(name, await readFile(join(sources, 'fonts', name))))
  await Promise.all([
    ...rareLetters,
    ...letters,
    add('icon.svg', await readFile(join(sources, 'icon.svg'))),
    add('guildhall.js', await bundleScript('main')),
    add('passkeys.js', await bundleScript('passkeys')),
  ])
  // Last, because it carries the fingerprinted names of the fonts.
  for (const sheet of ['guildhall', 'workshop', 'brand', 'charts'])
    await add(`${sheet}.css`, await bundleStyles(sheet, (name) => manifest[name]?.file))

  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)))
  await writeWhole(join(outDir, 'manifest.json'), `${JSON.stringify(sorted, null, 2)}\n`)
  await writeWhole(join(outDir, '.inputs'), inputs)
  await removeStale(outDir, manifest)
}

async function bundleScript(name: string): Promise<Uint8Array> {
  const result = await build({
    entryPoints: [join(sources, `islands/${name}.ts`)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: browsers,
    write: false,
  })
  return firstOutput(result.outputFiles)
}

async function bundleStyles(
  sheet: string,
  fileOf: (name: string) => string | undefined,
): Promise<Uint8Array> {
  const plugin: Plugin = {
    name: 'guildhall-styles',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^generated:hues\.css$/ }, () => ({ path: 'hues.css', namespace: 'generated' }))
      onLoad({ filter: /.*/, namespace: 'generated' }, () => ({ contents: hueStyles(), loader: 'css' }))
      onResolve({ filter: /\.(woff2|svg)$/ }, ({ path, kind }) => {
        if (kind !== 'url-token') return
        const file = fileOf(path.replace('./', ''))
        if (!file) return { errors: [{ text: `No asset is called ${path}` }] }
        return { path: `./${file}`, external: true }
      })
    },
  }
  const result = await build({
    entryPoints: [join(sources, `css/${sheet}.css`)],
    bundle: true,
    minify: true,
    target: browsers,
    write: false,
    legalComments: 'none',
    plugins: [plugin],
  })
  return firstOutput(result.outputFiles)
}

function firstOutput(files: { contents: Uint8Array }[]): Uint8Array {
  const [file] = files
  if (!file) throw new Error('esbuild wrote nothing')
  return file.contents
}

/** Lightness at which the tokens use the brand colour, and the most colour that stays calm there. */
const deep = { lightness: 0.48, most: 0.15 }
const pale = { lightness: 0.82, most: 0.1 }

/**
 * A screen shows less colour in some hues than in others. Each step carries as much as sRGB holds, because a colour
 * beyond it would be moved by the browser, and the contrast with it.
 */
export function hueStyles(): string {
  const rules = []
  for (let hue = 0; hue < 360; hue += 15) {
    const deepChroma = chromaWithin(deep.lightness, hue, deep.most)
    const paleChroma = chromaWithin(pale.lightness, hue, pale.most)
    rules.push(
      `[data-hue="${hue}"]{--brand-hue:${hue};--brand-chroma-deep:${deepChroma};--brand-chroma-pale:${paleChroma}}`,
    )
  }
  return `@layer tokens{${rules.join('')}}`
}

function chromaWithin(lightness: number, hue: number, most: number): number {
  return withinScreen({ lightness, chroma: most, hue }).chroma
}

async function writeAsset(outDir: string, name: string, content: Uint8Array): Promise<Asset> {
  const extension = extname(name)
  const fingerprint = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const file = `${name.slice(0, -extension.length)}.${fingerprint}${extension}`
  const asset: Asset = {
    file,
    type: types[extension] ?? 'application/octet-stream',
    integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
    size: content.length,
  }
  await writeWhole(join(outDir, file), content)
  // woff2 is brotli already.
  if (extension === '.woff2') return asset
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    promisify(gzip)(content, { level: 9 }),
  ])
  await Promise.all([
    writeWhole(join(outDir, `${file}.br`), brotli),
    writeWhole(join(outDir, `${file}.gz`), gzipped),
  ])
  return { ...asset, brotli: brotli.length, gzip: gzipped.length }
}

/** A server that runs meanwhile sees the old file or the new one, never half of it. */
async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`
  await writeFile(draft, content)
  await rename(draft, path)
}

async function hashInputs(): Promise<string> {
  const files = (await readdir(sources, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const hash = createHash('sha256')
  for (const path of [
    ...files,
    import.meta.filename,
    join(fontPackage, 'package.json'),
    join(root, 'node_modules/esbuild/package.json'),
  ]) {
    hash.update(`${path.slice(root.length)}\0`)
    hash.update(await readFile(path))
  }
  return hash.digest('hex')
}

async function isBuilt(outDir: string, inputs: string): Promise<boolean> {
  try {
    if ((await readFile(join(outDir, '.inputs'), 'utf8')) !== inputs) return false
    const manifest = JSON.parse(await readFile(join(outDir, 'manifest.json'), 'utf8')) as AssetManifest
    const present = new Set(await readdir(outDir))
    return Object.values(manifest).every((asset) => present.has(asset.file))
  } catch {
    return false
  }
}

/** Only what this script names so goes: the folder may be shared with files of an installation. */
async function removeStale(outDir: string, manifest: AssetManifest): Promise<void> {
  const kept = new Set(Object.values(manifest).map((asset) => asset.file))
  const fingerprinted = /\.[0-9a-f]{12}\.(css|js|svg|woff2)(\.br|\.gz)?$/
  for (const name of await readdir(outDir)) {
    if (fingerprinted.test(name) && !kept.has(name.replace(/\.(br|gz)$/, ''))) {
      await rm(join(outDir, name), { force: true })
    }
  }
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  const started = performance.now()
  await buildAssets()
  console.log(`Assets are ready in ${Math.round(performance.now() - started)} ms.`)
}
