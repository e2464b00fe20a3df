import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { z } from 'zod'
import { modules } from '../../src/modules.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { room } from '../../src/platform/declare/room.ts'
import { testConfig } from '../support/portal.ts'
import { filled } from './ask.ts'
import { type ForeignAssociation, type ForeignId, marker, markForeign, partOfMarker } from './foreign.ts'
import { type Described, type Position, positionsIn, withValue } from './positions.ts'
import { samples } from './samples.ts'
import { buildWorld, type World } from './world.ts'

/**
 * Walks the description of the API: as an administrator of one association, with the ids of everything that another holds in
 * each place where an id can stand. Whoever asks shall not be able to tell them from ids of nothing at all.
 */
const toldOnPurpose: Readonly<Record<string, string>> = {
  'identity.chooseAssociation, body tenantId':
    'whoever shares a portal chooses from the public list of its associations, by their names',
}

const ofRows = 'an act on many rows answers for how many it was refused: as not found'

/** What is answered as done to an id of nothing, each with the reason; a filter finds nothing by it. */
const doneAllTheSame: Readonly<Record<string, string>> = {
  'access.endGrants, body chosen: 200': ofRows,
  'identity.chooseAssociation, body tenantId: 200': 'as above',
  'identity.requestSignUp, body unitId: 202':
    'whoever asks to join is told nothing, and begins at no unit of that id',
  'invitations.resendInvitations, body chosen: 200': ofRows,
  'invitations.withdrawInvitations, body chosen: 200': ofRows,
  'members.addToUnit, body chosen: 200': ofRows,
  'members.addToUnit, body unitId: 200': 'refused for each row, as not found',
  'members.endMemberships, body chosen: 200': ofRows,
  'members.reactivateMembers, body chosen: 200': ofRows,
  'members.suspendMembers, body chosen: 200': ofRows,
  'membership.readDoorway, path unitId: 200': 'a door that is not there is told like one that is closed',
  'tasks.redriveDeadJobs, body ids: 200': 'it says how many of the jobs were dead: none',
  'tokens.endTokens, body chosen: 200': ofRows,
}

/** What somebody did at a work is called their role as well, and the column of a table that holds ids is told by its heading. */
const isText = ({ name }: Described, { steps }: Position) =>
  (name.startsWith('companies.') && steps.at(-1) === 'role') ||
  (name.startsWith('sources.') && steps.at(-1) === 'externalId')

/** What the other association holds beside what samples make. */
const alsoHeld = `
  WITH company AS (INSERT INTO companies (id, tenant_id, legal_name, country, created_at, updated_at)
      VALUES (gen_random_uuid(), $1, 'Works', 'UA', now(), now()) RETURNING id),
    paper AS (INSERT INTO company_papers (id, tenant_id, company_id, kind, title, created_at)
      SELECT gen_random_uuid(), $1, id, 'licence', 'Class B', now() FROM company),
    agency AS (INSERT INTO agencies (id, tenant_id, company_id, person_id, powers, asked_at)
      SELECT gen_random_uuid(), $1, id, $2, '{manage}', now() FROM company)
  INSERT INTO certifications (id, tenant_id, person_id, name, created_at, updated_at)
  VALUES (gen_random_uuid(), $1, $2, 'Welder', now(), now())`

/** Rows of these have no address in the API. */
const withoutAddress = [
  'clarifications',
  'classifications',
  'closings',
  'decision_records',
  'eligibility_rules',
  'enrolments',
  'field_values',
  'invitations',
  'linked_identities',
  'primary_choices',
  'project_addenda',
  'provider_roles',
  'referral_codes',
  'referrals',
  'review_rules',
  'scim_refusals',
  'scim_users',
  'sign_ups',
  'source_runs',
  'tenant_exports',
  'tenant_visits',
]

/** Three declarations that forgot to ask whose the unit is. */
const planted = room({ name: 'planted', models: [], permissions: {} })
const plantedUnit = z.strictObject({ unitId: z.uuid() })
const readAnyUnit = planted.query({
  name: 'planted.readAnyUnit',
  summary: 'Read a unit of anybody',
  permission: 'signed-in',
  input: plantedUnit,
  output: z.strictObject({ name: z.string().nullable() }),
  http: { method: 'get', path: '/planted/:unitId' },
  async run({ db }, { unitId }) {
    const [unit] = await db.sql<{ name: string }>(sql`SELECT name FROM units WHERE id = ${unitId}::uuid`)
    return { name: unit?.name ?? null }
  },
})
const isAnyUnit = planted.query({
  name: 'planted.isAnyUnit',
  summary: 'Say whether a unit of anybody is there',
  permission: 'signed-in',
  input: plantedUnit,
  output: z.strictObject({ isThere: z.boolean() }),
  http: { method: 'get', path: '/planted/:unitId/there' },
  async run({ db }, { unitId }) {
    return { isThere: (await db.sql(sql`SELECT 1 FROM units WHERE id = ${unitId}::uuid`)).length > 0 }
  },
})
const closeAnyUnit = planted.command({
  name: 'planted.closeAnyUnit',
  summary: 'Close a unit of anybody',
  permission: 'signed-in',
  input: plantedUnit,
  output: z.strictObject({}),
  http: { method: 'post', path: '/planted', status: 200 },
  async run({ tx }, { unitId }) {
    await tx.sql(sql`UPDATE units SET description = 'closed' WHERE id = ${unitId}::uuid`)
    return {}
  },
})

let world: World
let owner: pg.Client
let foreign: ForeignAssociation
let described: Described[]
let faults: string[]
let asked = 0
const answers = new Set<string>()
const tables = new Set<string>()

/** It asks thousands of times, and the machine may be busy. */
const patience = 480_000

beforeAll(async () => {
  const years = 10 * 365 * 86_400
  world = await buildWorld({
    // The clock runs ahead here, so that no rate limit stands in the way; sessions shall outlive that.
    config: { SESSION_IDLE_SECONDS: years, SESSION_MAX_SECONDS: years },
    administratorRoles: ['member', 'manager', 'administrator'],
    modules: [
      ...modules(testConfig()),
      { name: 'planted', operations: [readAnyUnit, isAnyUnit, closeAnyUnit], permissions: {} },
    ],
  })
  owner = new pg.Client({ connectionString: world.portal.databaseUrl })
  await owner.connect()
  foreign = await markForeign(owner, world.elsewhere)
  const reply = await fetch(`${world.portal.url}/api/openapi.json`)
  described = positionsIn((await reply.json()) as Record<string, unknown>)
  faults = await walk()
}, patience)
afterAll(async () => {
  await owner.end()
  await world.close()
})

async function walk(): Promise<string[]> {
  const found: string[] = []
  // What needs nothing to be prepared shares one state.
  const isPlain = ({ name, method }: Described) => method === 'get' && !samples[name]?.prepare
  for (const lot of [
    described.filter(isPlain),
    ...described.filter((each) => !isPlain(each)).map((each) => [each]),
  ])
    found.push(...(await faultsOf(lot)))
  return found
}

/** One of everything that operations are about, on both sides; and what they answer to the ids of the other side. */
async function faultsOf(operations: readonly Described[]): Promise<string[]> {
  const asking = world.asking.administrator
  const requests = operations.flatMap((operation) =>
    operation.positions
      .filter((position) => !isText(operation, position))
      .map((position) => ({ operation, position })),
  )
  if (requests.length === 0) return []
  for (const { name } of operations) {
    for (const place of ['other tenant', 'own unit'] as const)
      await samples[name]?.prepare?.({ world, place, spot: world.spots[place], asking }).catch(unlessThere)
    if (samples[name]?.prepare) await world.settle()
  }
  await owner.query(alsoHeld, [world.elsewhere, world.spots['other tenant'].personId])
  const ids = await foreign.ids()
  for (const { table } of ids) tables.add(table)
  const before = await foreign.checksum()
  const found: string[] = []
  let isDone = false
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let next = requests.shift(); next; next = requests.shift()) {
        const { operation, position } = next
        const told = await compare(operation, position, ids)
        found.push(...told.faults)
        isDone ||= told.isDone
      }
    }),
  )
  const names = operations.map(({ name }) => name).join(', ')
  if ((await foreign.checksum()) !== before) found.push(`${names}: changed rows of another association`)
  if (isDone)
    for (const row of await foreign.reachedFrom(world.here, ids))
      found.push(`${names}: leads elsewhere by ${row}`)
  await world.restore()
  return found
}

/** What belongs to whoever asks is the same at both places. */
function unlessThere(error: { code?: string }): void {
  if (error.code !== '23505') throw error
}

interface Reply {
  status: number
  text: string
}

async function compare(operation: Described, position: Position, all: readonly ForeignId[]) {
  const place = `${operation.name}, ${position.in} ${position.steps.join('/')}`
  const found: string[] = []
  const control = position.isId ? randomUUID() : `q${randomUUID().slice(0, 8)}`
  const nothing = await send(operation, position, control)
  let isDone = isWritten(operation, nothing)
  const values = position.isId
    ? idsFor(position.steps.at(-1) ?? '', all)
    : [{ table: 'text', id: partOfMarker }]
  for (const { table, id } of values) {
    const reply = await send(operation, position, id)
    isDone ||= isWritten(operation, reply)
    if (reply.status >= 500) found.push(`${place} of ${table}: answers ${reply.status}`)
    if (toldOnPurpose[place]) continue
    if (reply.text.includes(marker)) found.push(`${place} of ${table}: shows ${reply.text.slice(0, 200)}`)
    else if (told(reply, id) !== told(nothing, control))
      found.push(
        `${place} of ${table}: answers ${told(reply, id).slice(0, 300)}, and to nothing ${told(nothing, control).slice(0, 300)}`,
      )
  }
  return { faults: found, isDone }
}

const isWritten = ({ method }: Described, { status }: Reply) => method !== 'get' && status < 300

/** What a name speaks of, as `groupId` of groups, and one of everything else; all of them where it says nothing. */
function idsFor(name: string, all: readonly ForeignId[]): ForeignId[] {
  const word =
    name
      .replace(/Ids?$/, '')
      .split(/(?=[A-Z])/)
      .at(-1)
      ?.toLowerCase() ?? ''
  const counts = new Map<string, number>()
  return all.filter(({ table }) => {
    const count = (counts.get(table) ?? 0) + 1
    counts.set(table, count)
    return count <= (word.length > 2 && table.includes(word) ? 4 : 1)
  })
}

async function send(operation: Described, position: Position, value: string): Promise<Reply> {
  for (let again = 0; ; again += 1) {
    const reply = await sendOnce(operation, position, value)
    asked += 1
    if (reply.status !== 429 || again > 2) {
      note(`${operation.name}, ${position.in} ${position.steps.join('/')}`, position, reply)
      return reply
    }
    world.portal.clock.advance({ minutes: 61 })
  }
}

function note(place: string, position: Position, { status }: Reply): void {
  if (status < 400 && position.in !== 'query') answers.add(`${place}: ${status}`)
}

async function sendOnce(
  { name, method, path, mediaType }: Described,
  position: Position,
  value: string,
): Promise<Reply> {
  const asking = world.asking.administrator
  const spot = world.spots['own unit']
  const [field = ''] = position.steps
  const [address, rest] = filled(path.replaceAll(/\{(\w+)\}/g, ':$1'), {
    ...samples[name]?.input({ world, place: 'own unit', spot, asking }),
    ...(position.in === 'path' && { [field]: value }),
  })
  const headers: Record<string, string> = { Accept: 'application/json', Cookie: `session=${asking.session}` }
  const query = new URLSearchParams()
  let body: string | Uint8Array<ArrayBuffer> | undefined
  if (method === 'get') {
    for (const [key, each] of Object.entries(rest)) query.set(key, String(each))
  } else if (rest.file instanceof Uint8Array) {
    headers['Content-Type'] = mediaType ?? ''
    body = rest.file as Uint8Array<ArrayBuffer>
  } else {
    headers['Content-Type'] = 'application/json'
    body = JSON.stringify(position.in === 'body' ? withValue(rest, position, value) : rest)
  }
  if (position.in === 'query') query.set(field, value)
  // A file lies at an address of its own, which is led to.
  const reply = await fetch(`${world.portal.url}/api/v1${address}?${query}`, {
    method: method.toUpperCase(),
    headers,
    body,
  })
  return { status: reply.status, text: await reply.text() }
}

/** What tells two replies apart, whatever was asked for: ids and times are others each time. */
function told({ status, text }: Reply, value: string): string {
  return `${status} ${text}`
    .replaceAll(value, '#')
    .replaceAll(/"requestId":"[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/g, '#')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '@')
}

const isPlanted = (text: string) => text.startsWith('planted.')

test('nobody can tell what another association holds from what does not exist, nor change it, nor lead to it', () => {
  expect(faults.filter((fault) => !isPlanted(fault))).toEqual([])
})

test('what is done all the same for ids of nothing is known, with its reason', () => {
  expect([...answers].filter((answer) => !isPlanted(answer)).sort()).toEqual(
    Object.keys(doneAllTheSame).sort(),
  )
})

test('it was asked about everything that an association can hold', () => {
  expect(asked).toBeGreaterThan(2_000)
  expect(foreign.tables.filter((table) => !tables.has(table))).toEqual(withoutAddress)
})

test('planted declarations that show what is of others, tell that it is there, or change it, are caught', () => {
  expect(faults.filter(isPlanted).sort()).toEqual([
    'planted.closeAnyUnit: changed rows of another association',
    ...Array(2).fill(
      expect.stringMatching(/^planted.isAnyUnit, path unitId of units: answers .*true.* to nothing .*false/),
    ),
    ...Array(2).fill(expect.stringMatching(/^planted.readAnyUnit, path unitId of units: shows .*Zzforeign/)),
  ])
})
