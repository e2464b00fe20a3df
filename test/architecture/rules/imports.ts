import { posix } from 'node:path'
import { camelCase, type Import, importsOf, type SourceFile } from './source.ts'

/** Parts of the ground floor that draw pages: they hand models to templates, as the pages of rooms do. */
const drawingPlatform = new Set([
  'src/platform/http/portal.ts',
  'src/platform/http/drawing.ts',
  'src/platform/openapi/reference-page.ts',
])

const databasePackages = /^(pg|pg-boss|@prisma\/.*|prisma)$/
const roomFile = /^src\/modules\/([^/]+)\/(.+)$/

/** Every import that runs upwards, sideways or past a door. `tiers` are the rooms, lowest first. */
export function importFaults(files: readonly SourceFile[], tiers: readonly string[]): string[] {
  const faults: string[] = []
  for (const file of files) {
    for (const imported of importsOf(file)) {
      const fault = imported.isPackage
        ? packageFault(file.path, imported)
        : (directionFault(file.path, imported, tiers) ?? anatomyFault(file.path, imported))
      if (fault) faults.push(`${file.path} imports ${imported.target}: ${fault}`)
    }
  }
  return faults
}

function packageFault(path: string, { target, typeOnly }: Import): string | null {
  if (typeOnly) return null
  if (databasePackages.test(target) && !/^src\/platform\/(db|jobs)\//.test(path))
    return 'only src/platform/db and src/platform/jobs speak to the database driver; rooms use tx, db and sql.'
  if (path.startsWith('templates/') && !/^(preact|preact-render-to-string)(\/|$)/.test(target))
    return 'templates draw: they need Preact and nothing else.'
  if (/^src\/modules\//.test(path) && /^(express|node:http|node:fs.*|fs)$/.test(target))
    return 'rooms know neither Express nor the file system; the platform brings both.'
  return null
}

function directionFault(path: string, { target, typeOnly }: Import, tiers: readonly string[]): string | null {
  const layer = layerOf(path)
  const goal = layerOf(target)
  if (goal === 'jobs' && layer !== 'jobs' && path !== 'src/main.ts' && layer !== 'presets')
    return 'only src/main.ts hands the jobs in; anything else would turn the house upside down.'
  switch (layer) {
    case 'main':
    case 'presets':
      return null
    case 'app':
      return goal === 'main' ? 'nothing imports the front door.' : null
    case 'modules':
      if (goal === 'platform') return null
      if (goal === 'modules') return roomFault(path, target, tiers)
      if (goal === 'templates')
        return /^src\/modules\/[^/]+\/pages(\.ts|\/)/.test(path)
          ? null
          : 'only the pages of a room draw templates.'
      return 'a room stands below the app: it imports the platform, its own files and the doors of lower rooms.'
    case 'platform':
      if (goal === 'platform') return null
      if (goal === 'templates' && drawingPlatform.has(path)) return null
      if (goal === 'generated')
        return path.startsWith('src/platform/db/') ? null : 'only src/platform/db knows the generated client.'
      return 'the ground floor knows no module, no template and nothing above it.'
    case 'jobs':
      if (goal === 'jobs')
        return path === 'jobs/index.ts' ? null : 'a job stands alone; only jobs/index.ts lists them.'
      if (goal === 'modules')
        return /^src\/modules\/[^/]+\/index\.ts$/.test(target)
          ? null
          : 'jobs go through the door of a room, its index.ts.'
      if (goal === 'platform' && !target.startsWith('src/platform/db/')) return null
      return 'jobs call commands and ask queries; they import rooms (index.ts) and the platform without its database.'
    case 'templates':
      if (goal === 'templates') return null
      if (target.startsWith('src/platform/presentation/')) return null
      if (typeOnly && /^src\/(modules\/[^/]+\/contract\.ts|platform\/openapi\/)/.test(target)) return null
      return 'templates see types of contracts, platform/presentation and other templates: no database, no rules.'
    default:
      return null
  }
}

function roomFault(path: string, target: string, tiers: readonly string[]): string | null {
  const [, own = ''] = roomFile.exec(path) ?? []
  const [, other = '', file] = roomFile.exec(target) ?? []
  if (own === other) return null
  if (file !== 'index.ts') return `other rooms are entered through their door, src/modules/${other}/index.ts.`
  if (!tiers.includes(own) || !tiers.includes(other))
    return 'a room that src/modules.ts does not list is no room.'
  if (tiers.indexOf(other) > tiers.indexOf(own))
    return `${other} stands after ${own} in src/modules.ts, and rooms use only those before them.`
  return null
}

/** What each role of a file in a room may import of its own room and of the platform (section 2 of the plan). */
function anatomyFault(path: string, { target, typeOnly, names }: Import): string | null {
  const [, room = '', file = ''] = roomFile.exec(path) ?? []
  if (!room) return null
  const [, targetRoom, targetFile = ''] = roomFile.exec(target) ?? []
  const own = targetRoom === room ? targetFile : null
  const isDatabase = !typeOnly && /^src\/platform\/(db|run|jobs)\//.test(target)

  if (own === 'index.ts') return 'index.ts is the door for others; inside one goes straight to the file.'
  if (own === 'module.ts') return 'module.ts hands the room to the app; nothing inside looks at it.'
  if (file === 'index.ts' && own === null) return 'a door shows own files only.'
  if (file === 'module.ts' && own === null && !typeOnly)
    return 'module.ts lists own files; all else it needs are types.'
  if (file === 'facts.ts' && own === null && target !== 'src/platform/declare/fact.ts')
    return 'a fact is a name and a zod schema.'
  if (file === 'contract.ts' && (isDatabase || /^(commands|queries|pages|room|.*-row)\b/.test(own ?? '')))
    return 'a contract is made of schemas; it asks nobody.'
  if (
    (file === 'policy.ts' || file === 'views.ts') &&
    /^(commands|queries|pages|room|.*-row)\b/.test(own ?? '')
  )
    return 'policy and views are read by commands and queries, not the other way round.'
  if (/^(commands|queries)\//.test(file) && /^pages\b/.test(own ?? ''))
    return 'operations know no page; pages call them.'
  if (/^pages(\.ts|\/)/.test(file)) {
    if (isDatabase) return 'pages ask and call; they never speak to the database.'
    if (own !== null && !typeOnly && /^(room\.ts|views\.ts|.*-row\.ts)$/.test(own))
      return 'pages see declarations, contracts and pure rules, not how rows are loaded.'
    if (own?.startsWith('commands/') && !typeOnly) {
      const declared = camelCase(posix.basename(own, '.ts'))
      if (names.length !== 1 || names[0] !== declared)
        return `a page takes the declaration (${declared}) from a command's file and nothing of its inside.`
    }
  }
  return null
}

type Layer =
  | 'main'
  | 'app'
  | 'modules'
  | 'platform'
  | 'jobs'
  | 'templates'
  | 'generated'
  | 'presets'
  | 'other'

function layerOf(path: string): Layer {
  if (path === 'src/main.ts') return 'main'
  if (path.startsWith('src/modules/')) return 'modules'
  if (path.startsWith('src/platform/')) return 'platform'
  if (path.startsWith('src/')) return 'app'
  if (path.startsWith('jobs/')) return 'jobs'
  if (path.startsWith('templates/')) return 'templates'
  if (path.startsWith('prisma/generated/')) return 'generated'
  if (path.startsWith('prisma/presets/')) return 'presets'
  return 'other'
}
