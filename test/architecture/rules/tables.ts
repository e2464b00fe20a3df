import {
  argumentsOf,
  isCallOf,
  type Node,
  nodesOf,
  parse,
  propertyOf,
  type SourceFile,
  textOf,
} from './source.ts'

export interface Table {
  /** The room that writes it, or `platform`. */
  owner: string
  model: string
  table: string
  /** Fields that lead to other models, with the owner of each. */
  relations: Array<{ field: string; model: string }>
}

/** Views that rooms publish, with the room that does. Everybody may read them; nobody writes through them. */
export type PublishedViews = Readonly<Record<string, string>>

/** The models of prisma/schema/<owner>.prisma. */
export function tablesOf(schemas: readonly SourceFile[]): Table[] {
  const tables = schemas.flatMap(({ path, text }) =>
    [...text.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) => ({
      owner: /([^/]+)\.prisma$/.exec(path)?.[1] ?? path,
      model: uncapitalised(name),
      table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name,
      fields: [...body.matchAll(/^\s+(\w+)\s+(\w+)/gm)].map(([, field = '', type = '']) => ({ field, type })),
    })),
  )
  const models = new Set(tables.map(({ model }) => model))
  return tables.map(({ fields, ...table }) => ({
    ...table,
    relations: fields
      .map(({ field, type }) => ({ field, model: uncapitalised(type) }))
      .filter(({ model }) => models.has(model)),
  }))
}

function uncapitalised(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** Where the list in a room's room.ts and its Prisma schema say different things. */
export function roomModelFaults(files: readonly SourceFile[], tables: readonly Table[]): string[] {
  const faults: string[] = []
  const rooms = new Set<string>()
  for (const file of files) {
    const [, room] = /^src\/modules\/([^/]+)\/room\.ts$/.exec(file.path) ?? []
    if (!room) continue
    rooms.add(room)
    const declaration = [...nodesOf(parse(file))].find((node) => isCallOf(node, 'room'))
    const options = declaration && argumentsOf(declaration)[0]
    const declaredName = textOf(propertyOf(options, 'name'))
    if (declaredName !== room) faults.push(`${file.path} calls the room ${declaredName}, its folder ${room}.`)
    const listed = [...nodesOf(propertyOf(options, 'models'))].flatMap((node) => textOf(node) ?? [])
    const inSchema = tables.filter(({ owner }) => owner === room).map(({ model }) => model)
    for (const model of listed.filter((each) => !inSchema.includes(each)))
      faults.push(`${file.path} lists ${model}, which prisma/schema/${room}.prisma does not have.`)
    for (const model of inSchema.filter((each) => !listed.includes(each)))
      faults.push(`${file.path} lacks ${model}, which prisma/schema/${room}.prisma has.`)
  }
  for (const { owner, model } of tables)
    if (owner !== 'platform' && !rooms.has(owner))
      faults.push(
        `prisma/schema/${owner}.prisma holds ${model}, but there is no src/modules/${owner}/room.ts.`,
      )
  return faults
}

/** SQL of one owner that names another's table, and Prisma calls that reach into one through a relation. */
export function tableFaults(
  files: readonly SourceFile[],
  tables: readonly Table[],
  views: PublishedViews,
): string[] {
  return files.flatMap((file) => {
    const owner = ownerOf(file.path)
    if (owner === null) return []
    return [...sqlFaults(file, owner, tables, views), ...relationFaults(file, owner, tables)].map(
      (fault) => `${file.path} ${fault}`,
    )
  })
}

function ownerOf(path: string): string | null {
  const [, room] = /^src\/modules\/([^/]+)\//.exec(path) ?? []
  return room ?? (path.startsWith('src/platform/') ? 'platform' : null)
}

function sqlFaults(
  file: SourceFile,
  owner: string,
  tables: readonly Table[],
  views: PublishedViews,
): string[] {
  const faults: string[] = []
  for (const text of sqlTexts(file)) {
    const plain = text.replace(/--.*$/gm, ' ').replace(/'(?:[^']|'')*'/g, "''")
    for (const { table, owner: other } of tables) {
      if (other === owner || !mentions(plain, table)) continue
      faults.push(
        writes(plain, table)
          ? `writes ${table}, which only ${other} writes: call a command of ${other}, or emit a fact.`
          : `names ${table}, a table of ${other}: ask one of its queries, or read a view that it publishes.`,
      )
    }
    for (const [view, publisher] of Object.entries(views))
      if (writes(plain, view))
        faults.push(`writes through ${view}, which ${publisher} publishes for reading.`)
  }
  return faults
}

/** A table's name as such, not as the column of something (`a.units`) or as an alias (`AS units`). */
function mentions(text: string, table: string): boolean {
  return new RegExp(`(?<!(?<!\\bpublic"?)\\.)(?<!\\bAS )\\b"?${table}\\b`, 'i').test(text)
}

function writes(text: string, table: string): boolean {
  return new RegExp(
    `\\b(INSERT\\s+INTO|UPDATE(\\s+ONLY)?|DELETE\\s+FROM(\\s+ONLY)?|MERGE\\s+INTO|TRUNCATE(\\s+TABLE)?)\\s+(public\\.)?"?${table}\\b`,
    'i',
  ).test(text)
}

/** The texts of sql`…` and of trusted('…'), with $ where a value or another piece comes in. */
export function sqlTexts(file: SourceFile): string[] {
  const texts: string[] = []
  for (const node of nodesOf(parse(file))) {
    if (node.type === 'TaggedTemplateExpression' && (node.tag as { value?: string }).value === 'sql')
      texts.push(
        (node.template as { quasis: Array<{ raw: string }> }).quasis.map(({ raw }) => raw).join(' $ '),
      )
    if (isCallOf(node, 'trusted')) {
      const { quasis } = (argumentsOf(node)[0] ?? {}) as { quasis?: Array<{ raw: string }> }
      texts.push(textOf(argumentsOf(node)[0]) ?? quasis?.map(({ raw }) => raw).join(' $ ') ?? '')
    }
  }
  return texts
}

function relationFaults(file: SourceFile, owner: string, tables: readonly Table[]): string[] {
  const faults: string[] = []
  for (const node of nodesOf(parse(file))) {
    if (node.type !== 'CallExpression') continue
    const callee = node.callee as Node
    const object = callee.type === 'MemberExpression' ? (callee.object as Node) : null
    if (object?.type !== 'MemberExpression') continue
    const model = (object.property as { value?: string }).value
    const table = tables.find((each) => each.model === model && each.owner === owner)
    if (!table) continue
    faults.push(...reachFaults(argumentsOf(node), table, owner, tables))
  }
  return faults
}

function reachFaults(value: Node[], from: Table, owner: string, tables: readonly Table[]): string[] {
  const faults: string[] = []
  for (const node of nodesOf(value)) {
    if (node.type !== 'KeyValueProperty') continue
    const key = (node.key as { value?: unknown }).value
    const relation = from.relations.find(({ field }) => field === key)
    const target = relation && tables.find(({ model }) => model === relation.model)
    if (target && target.owner !== owner)
      faults.push(
        `reaches from ${from.model} through ${relation.field} into ${target.table}, a table of ${target.owner}.`,
      )
  }
  return faults
}
