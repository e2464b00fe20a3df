// npm run openapi: writes the description of the JSON API to standard output.
import { modules } from '../../src/modules.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { apiPrefix } from '../../src/platform/http/api.ts'
import { openApiDocument } from '../../src/platform/openapi/document.ts'
import { version } from '../../src/platform/version.ts'

const rooms = modules(loadConfig())
const operations = rooms.flatMap((room) => room.operations)
const endpoints = rooms.flatMap((room) => room.endpoints ?? [])
process.stdout.write(
  `${JSON.stringify(openApiDocument(operations, endpoints, apiPrefix, version), null, 2)}\n`,
)
