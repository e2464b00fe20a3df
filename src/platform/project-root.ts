import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Found by walking up, because the same code runs from `src/` and, bundled, from `dist/main.js`. */
export const projectRoot: string = findProjectRoot(import.meta.dirname)

function findProjectRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) throw new Error(`No package.json above ${start}`)
  }
}
