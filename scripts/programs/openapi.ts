// npm run openapi: writes the description of the JSON API to standard output.
import { join } from 'node:path'
import { modules } from '../../src/modules.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { apiPrefix } from '../../src/platform/http/api.ts'
import { openApiDocument } from '../../src/platform/openapi/document.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { version } from '../../src/platform/version.ts'
import { loadWords } from '../../src/platform/words.ts'
import { readArguments } from './read-arguments.ts'

readArguments({
  usage: 'npm run --silent openapi',
  does: 'Writes the description of the JSON API to standard output.',
})

const rooms = modules(loadConfig())
const operations = rooms.flatMap((room) => room.operations)
const endpoints = rooms.flatMap((room) => room.endpoints ?? [])
const words = loadWords(join(projectRoot, 'templates', 'locales'))
process.stdout.write(
  `${JSON.stringify(openApiDocument(operations, endpoints, apiPrefix, version, words), null, 2)}\n`,
)
