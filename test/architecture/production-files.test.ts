import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { inProduction } from '../../scripts/program-list.ts'
import { loadConfig, settings } from '../../src/platform/config.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { productionSettings } from '../support/production-settings.ts'
import {
  composeFaults,
  dockerfileFaults,
  filledIn,
  type Known,
  readCompose,
  readStages,
  variablesIn,
} from './rules/production-files.ts'

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
const dockerfile = read('Dockerfile')
const compose = read('docker-compose.yml')
const ignored = read('.dockerignore')

const known: Known = {
  settings: Object.keys(settings),
  decided: {
    NODE_ENV: 'the image is for production',
    PORT: 'WEB_PORT says where the machine has it',
    OPERATIONS_PORT: 'stays on the network of the file',
    HOST: 'all addresses of the container',
    DATA_DIR: 'the volume',
    MAIL_ENABLED: 'SMTP_URL is asked for',
    PSEUDO_LOCALE: 'refused in production',
  },
  programs: inProduction,
  exists: (path) => existsSync(join(projectRoot, path)),
}

const { NODE_ENV: _ours, ...least } = productionSettings

/** What an operator writes into .env at least. */
const given = {
  ...least,
  OWNER_DATABASE_PASSWORD: 'a1b2c3d4e5f6',
  PORTAL_DATABASE_PASSWORD: 'f6e5d4c3b2a1',
  MAIL_FROM: 'The Association <portal@example.org>',
}

test('the compose file and the Dockerfile hold together, and with the settings', () => {
  expect(Object.keys(readCompose(compose).services)).toEqual(
    expect.arrayContaining(['postgres', 'migrate', 'web', 'worker', 'mailpit', 'meilisearch']),
  )
  expect(composeFaults(compose, known)).toEqual([])
  expect(dockerfileFaults(dockerfile, ignored, known)).toEqual([])
})

test('with what an operator writes into .env at least, every process of the image starts', () => {
  const { services } = readCompose(compose)
  const image = readStages(dockerfile).at(-1)?.environment
  const ours = Object.entries(services).filter(([, { build }]) => build)
  expect(ours.map(([name]) => name).sort()).toEqual(['migrate', 'web', 'worker'])
  for (const [name, service] of ours) {
    const config = loadConfig({ ...image, ...filledIn(service, given) })
    if (name !== 'migrate') expect(config.ROLE).toBe(name)
    expect(config.MIGRATION_DATABASE_URL !== undefined).toBe(name === 'migrate')
  }
  const needed = new Set(
    [...compose.matchAll(/.*/g)]
      .flatMap(([line]) => variablesIn(line))
      .flatMap(({ name, kind }) => (kind === 'required' ? [name] : [])),
  )
  expect([...needed].sort()).toEqual(Object.keys(given).sort())
})

test('web is reached where the image listens', () => {
  const image = readStages(dockerfile).at(-1)
  const [published = ''] = readCompose(compose).services.web?.ports ?? []
  expect(published).toBe(`127.0.0.1:\${WEB_PORT:-${image?.environment.PORT}}:${image?.environment.PORT}`)
})

test('docs/operations.md names every variable of .env that is no setting', () => {
  const guide = read('docs/operations.md')
  const own = [...compose.matchAll(/.*/g)]
    .flatMap(([line]) => variablesIn(line))
    .filter(({ name }) => !known.settings.includes(name))
  expect(own.length).toBeGreaterThan(3)
  expect(own.filter(({ name }) => !guide.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([])
})

test('planted faults of a compose file are caught', () => {
  const faultsOf = (from: string | RegExp, to: string) => {
    const planted = compose.replace(from, to)
    expect(planted).not.toBe(compose)
    return composeFaults(planted, known).length
  }
  for (const [from, to] of [
    ['  LOG_LEVEL: ', '  LOG_LEVELS: '],
    [/ {2}BRAND_HUE: .*\n/, ''],
    [/SECRET: \$\{.*/, 'SECRET: geheim'],
    [/\{SECRET:.*\}/, '{SECRET}'],
    [/guildhall_app:\$\{[^}]*\}@/, 'guildhall_app:geheim@'],
    ['  search:\n', '  searches:\n'],
    ['./docker/create-portal-user.sh:', './docker/nowhere.sh:'],
    ['dist/migrate.js', 'dist/migration.js'],
    ['condition: service_completed_successfully', 'condition: service_started'],
    ['healthcheck: *health', 'labels: {}'],
    ['postgres:18-bookworm', 'postgres:latest'],
  ] as const)
    expect({ to, caught: faultsOf(from, to) > 0 }).toEqual({ to, caught: true })
})

test('planted faults of a Dockerfile are caught', () => {
  for (const [from, to] of [
    ['USER node', 'USER root'],
    ['USER node\n', ''],
    ['--omit=dev', ''],
    ['COPY jobs ./jobs', 'COPY job ./jobs'],
    ['PORT=3000', 'PORT=8080'],
    ['DATA_DIR=/data', 'DATA_FOLDER=/data'],
    ['"dist/main.js"', '"dist/server.js"'],
    ['"dist/healthcheck.js"', '"dist/health.js"'],
    ['STOPSIGNAL SIGTERM', 'STOPSIGNAL SIGKILL'],
    ['NODE_ENV=production', 'NODE_ENV=development'],
    ['COPY --from=build /app/package.json', 'COPY package.json'],
  ] as const) {
    const planted = dockerfile.replace(from, to)
    expect(planted).not.toBe(dockerfile)
    expect({ to, caught: dockerfileFaults(planted, ignored, known).length > 0 }).toEqual({ to, caught: true })
  }
  expect(dockerfileFaults(dockerfile, ignored.replace('!jobs\n', ''), known)).toHaveLength(1)
})
