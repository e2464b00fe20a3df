import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { StartupError } from '../../startup-error.ts'
import { schemaEngineAdapter } from './schema-engine-adapter.ts'

/*
 * Prisma's schema engine, as WebAssembly: the ordinary one is a program that Prisma's CLI downloads at the first
 * use, which fails where only the npm registry can be reached.
 */

/** The script that brings the database to the Prisma schema; null when it is there already. */
export async function scriptToSchema(url: string, schemaFolder: string): Promise<string | null> {
  const schema = readSchema(schemaFolder)
  const Engine = await loadEngine()
  const pool = new pg.Pool({ connectionString: url })
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(schemaEngineAdapter(pool))
    const datamodels = schema.files.map(({ path, content }): [string, string] => [path, content])
    const engine = await Engine.new({ datamodels }, () => {}, adapter)
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', ...schema, configDir: schemaFolder },
      to: { tag: 'schemaDatamodel', ...schema },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return exitCode === 0 || stdout === null ? null : withoutTransactionControl(stdout)
  } catch (error) {
    throw new StartupError(
      `Prisma cannot compare the database with ${schemaFolder}: ${(error as Error).message}`,
    )
  } finally {
    await pool.end()
  }
}

function readSchema(folder: string): SchemasContainer {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.prisma'),
  )
  return {
    files: names
      .sort()
      .map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), 'utf8') })),
  }
}

/** Prisma wraps a changed enum in BEGIN and COMMIT, but a migration already runs in a transaction. */
function withoutTransactionControl(script: string): string {
  return script.replace(/^(BEGIN|COMMIT);\n/gm, '')
}

let loading: Promise<typeof SchemaEngine> | null = null

function loadEngine(): Promise<typeof SchemaEngine> {
  loading ??= instantiate()
  return loading
}

/** The package's own entry imports the .wasm file as a module, which Node does only with a flag. */
async function instantiate(): Promise<typeof SchemaEngine> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = readFileSync(path.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
  })
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  return glue.SchemaEngine
}
