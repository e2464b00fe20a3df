import { committedCatalogue, defaultCatalogueFile, readCatalogue } from './catalogue.ts'
import { defaultSchemaFolder } from './migration-files.ts'
import { scriptToSchema } from './schema-engine.ts'
import { splitStatements } from './statements.ts'

export interface DriftOptions {
  schemaFolder?: string
  catalogueFile?: string
}

/** How the live database differs from what was committed; nothing if it does not. */
export async function checkDrift(url: string, options: DriftOptions = {}): Promise<string[]> {
  const { schemaFolder = defaultSchemaFolder, catalogueFile = defaultCatalogueFile } = options
  const fromSchema = await schemaDrift(url, schemaFolder)
  return [...fromSchema, ...catalogueDrift(await readCatalogue(url), catalogueFile)]
}

async function schemaDrift(url: string, schemaFolder: string): Promise<string[]> {
  const script = await scriptToSchema(url, schemaFolder)
  return splitStatements(script ?? '').map(
    ({ text }) => `differs from the Prisma schema, which would need: ${text.replace(/\s+/g, ' ')}`,
  )
}

function catalogueDrift(live: string[], file: string): string[] {
  const committed = committedCatalogue(file)
  if (!committed) return [`${file} is missing; "npm run migrate:new" writes it`]
  return [
    ...committed.filter((line) => !live.includes(line)).map((line) => `missing: ${line}`),
    ...live.filter((line) => !committed.includes(line)).map((line) => `unexpected: ${line}`),
  ]
}
