import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlQueryable,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils'
import type pg from 'pg'

const charOid = 18
const textOid = 25

/** The part of adapter-pg that it does not show: what it asks the driver and then gives types to. */
interface AsksDriver {
  performIO(query: SqlQuery): Promise<pg.QueryArrayResult>
}

/** adapter-pg, repaired for what the schema engine asks and an application does not. */
export function schemaEngineAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool)
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => repaired(await factory.connect(), pool),
    // adapter-pg would connect to the database of the URL itself, and the engine would empty it.
    connectToShadowDb: () => Promise.reject(new Error('The schema engine gets no shadow database')),
  }
}

function repaired(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter)
  return Object.assign(knowingChar(adapter), {
    // adapter-pg cuts the script at every semicolon, those in function bodies included.
    executeScript: async (script: string) => {
      await pool.query(script)
    },
    startTransaction: async (...parameters: Parameters<typeof startTransaction>) =>
      knowingChar(await startTransaction(...parameters)),
  })
}

/** The catalogue is full of the type "char", which adapter-pg does not know. */
function knowingChar<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const asksDriver = queryable as unknown as AsksDriver
  const queryRaw = queryable.queryRaw
  return Object.assign(queryable, {
    queryRaw: async (query: SqlQuery): Promise<SqlResultSet> => {
      const charColumns: number[] = []
      const asText: AsksDriver = Object.assign(Object.create(queryable), {
        performIO: async (inner: SqlQuery) => {
          const result = await asksDriver.performIO(inner)
          for (const [index, field] of result.fields.entries()) {
            if (field.dataTypeID !== charOid) continue
            charColumns.push(index)
            field.dataTypeID = textOid
          }
          return result
        },
      })
      const answer: SqlResultSet = await queryRaw.call(asText, query)
      for (const index of charColumns) answer.columnTypes[index] = ColumnTypeEnum.Character
      return answer
    },
  })
}
