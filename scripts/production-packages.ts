// node scripts/production-packages.ts: after the build, removes from node_modules what the built program never loads
// (compilers, the database of the demo, a second Node). For the image; `npm ci` brings everything back.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

interface LockedPackage {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** The folders below node_modules that dist/ loads, each with what it depends on, and so on. */
export function productionPackages(root: string): Set<string> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  const wanted = JSON.parse(readFileSync(join(root, 'dist', 'packages.json'), 'utf8')) as string[]
  const kept = new Set<string>()

  const keep = (name: string, from: string, isOptional: boolean): void => {
    const place = find(name, from)
    if (place === null) {
      if (isOptional) return
      throw new Error(`${from || 'dist/'} needs ${name}, which package-lock.json does not have.`)
    }
    if (kept.has(place)) return
    kept.add(place)
    const { dependencies = {}, optionalDependencies = {} } = packages[place] ?? {}
    for (const next of Object.keys(dependencies)) keep(next, place, next in optionalDependencies)
    for (const next of Object.keys(optionalDependencies)) keep(next, place, true)
  }
  /** As Node looks: beside the one that asks, then in each folder above. */
  const find = (name: string, from: string): string | null => {
    for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
      const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
      if (packages[place]) return place
      if (folder === '') return null
    }
  }
  for (const name of wanted) keep(name, '', false)
  return kept
}

/** Removes every package that is not kept. One with a kept package inside of it stays. */
function removeOthers(root: string): number {
  const kept = [...productionPackages(root)]
  let removed = 0
  const modules = join(root, 'node_modules')
  for (const entry of readdirSync(modules)) {
    const names = entry.startsWith('@')
      ? readdirSync(join(modules, entry)).map((name) => `${entry}/${name}`)
      : [entry]
    for (const name of names) {
      const place = `node_modules/${name}`
      if (kept.some((other) => other === place || other.startsWith(`${place}/`))) continue
      rmSync(join(root, place), { recursive: true, force: true })
      removed += 1
    }
  }
  return removed
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = join(import.meta.dirname, '..')
  console.log(`${removeOthers(root)} packages removed that only building needs`)
}
