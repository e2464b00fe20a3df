// A floor for reads whose statements are many: bare node:http and pg, which asks the database what the portal asked for each path,
// and sends the bytes that the portal sent. It takes both from the bench, says where it listens, and ends with it.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

export interface Recording {
  /** Asked at the same time: none of them waits for what another one answers. */
  statements: Array<{ name?: string; text: string; values: unknown[] }>
  type: string
  body: string
}

export interface ReplaySettings {
  databaseUrl: string
  poolSize: number
  recordings: Record<string, Recording>
}

process.once('message', async ({ databaseUrl, poolSize, recordings }: ReplaySettings) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize, options: '-c TimeZone=UTC' })
  const answer = async (path: string, response: ServerResponse) => {
    const recording = recordings[path]
    if (!recording) return void response.writeHead(404).end()
    await Promise.all(recording.statements.map((statement) => pool.query(statement)))
    response.writeHead(200, {
      'Content-Type': recording.type,
      'Content-Length': Buffer.byteLength(recording.body),
    })
    response.end(recording.body)
  }
  const server = createServer((request, response) => {
    answer(request.url ?? '', response).catch((error: Error) => response.writeHead(500).end(error.stack))
  })
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
})
process.once('disconnect', () => process.exit(0))
