import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { builtInRoles } from '../../src/modules/access/index.ts'
import type { Endpoint } from '../../src/platform/declare/endpoint.ts'
import type { AnyOperation } from '../../src/platform/declare/operation.ts'
import type { AnyPage } from '../../src/platform/declare/page.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { wordless } from '../support/wordless.ts'
import { type Answer, askInside, askOverApi, openPage, postForm, systemOf } from './ask.ts'
import type { Sample } from './samples/sample.ts'
import { samples, samplesByRoom } from './samples.ts'
import { changesBetween, type Door, type Section, tableOf } from './table.ts'
import { type Asking, buildWorld, type Place, places, type Role, roles, type World } from './world.ts'

const file = join(projectRoot, 'test/permissions/table.md')

/**
 * What answers about another association otherwise than as if it did not exist, each with the reason. The system is
 * not listed: jobs and scripts are trusted to say what they mean.
 */
const openToOthers: Readonly<Record<string, string>> = {
  'identity.chooseAssociation': 'whoever shares a portal chooses from the public list of its associations',
  'identity.associationPage': 'as above',
  'branding.readLogoImage': 'whoever comes to the door of an association sees its sign, and to no other',
  'branding.logoImage': 'as above',
  'members.endMemberships': 'an act on many rows answers for how many it was refused: as not found',
  'members.addToUnit': 'as above',
  'members.suspendMembers': 'as above',
  'members.reactivateMembers': 'as above',
  'tokens.endTokens': 'as above',
  'access.endGrants': 'as above',
  'invitations.resendInvitations': 'as above',
  'invitations.withdrawInvitations': 'as above',
}

type Declared = AnyOperation | AnyPage | Endpoint

let world: World
let declarations: Declared[]
let sections: Section[]

beforeAll(async () => {
  world = await buildWorld()
  declarations = world.portal.app.registry.modules.flatMap((module) => [
    ...module.operations,
    ...(module.endpoints ?? []),
    ...(module.pages ?? []),
  ])
  sections = []
  for (const declared of declarations) {
    const sample = samples[declared.name]
    if (sample) sections.push(await sectionOf(declared, sample))
  }
}, 480_000)
afterAll(() => world.close())

test('every declaration has a sample, and every sample a declaration', () => {
  const names = declarations.map(({ name }) => name)
  expect(names.filter((name) => !samples[name])).toEqual([])
  expect(Object.keys(samples).filter((name) => !names.includes(name))).toEqual([])
})

test('the samples of a room stand in its file', () => {
  for (const [room, own] of Object.entries(samplesByRoom))
    expect(Object.keys(own).filter((name) => !name.startsWith(`${room}.`))).toEqual([])
})

test('every built-in role is asked as', () => {
  expect(roles).toEqual(expect.arrayContaining([...builtInRoles]))
})

test('everybody is answered what the committed table says', () => {
  const actual = tableOf(sections)
  if (process.env.UPDATE_PERMISSIONS) writeFileSync(file, actual)
  const changes = changesBetween(existsSync(file) ? readFileSync(file, 'utf8') : '', actual)
  if (changes.length > 0)
    throw new Error(
      `${changes.length} answers differ from test/permissions/table.md. If they are meant, write it anew with ` +
        `UPDATE_PERMISSIONS=1 npm test -- permissions and let someone review the change.\n\n${changes.join('\n')}`,
    )
  expect(readFileSync(file, 'utf8')).toBe(actual)
})

test('whatever a reply names by a key, it says in words as well', () => {
  // What is kept at units goes by names for programs; one of them happens to be a key.
  world.wordless.delete('units.previewMerge /holdings[]/name')
  expect([...world.wordless]).toEqual([])
  const planted = { items: [{ title: 'units.name' }, { title: 'units.name', titleText: 'Name' }] }
  expect(wordless(planted)).toEqual(['/items[]/title'])
  expect(wordless({ refusal: 'units.closed', codes: ['request.notFound'] })).toEqual(['/refusal', '/codes[]'])
})

test('nothing answers with a fault of ours', () => {
  // What a protocol would have and this house does not is said by 501.
  expect(answersThat(({ answer }) => /^5(?!01)/.test(answer))).toEqual([])
})

describe('another association does not exist', () => {
  const people = ['member', 'manager', 'administrator']

  test('its ids answer 404, or the refusal that this role gets everywhere', () => {
    const told = answersThat(({ role, place, answer, all, name }) => {
      if (place !== 'other tenant' || !people.includes(role) || openToOthers[name]) return false
      const alike = new Set(all).size === 1 && /^(401|403)/.test(answer)
      return answer !== '404' && !alike
    })
    expect(told).toEqual([])
  })

  test('its own administrator is nobody here', () => {
    const told = answersThat(
      ({ role, place, answer, name }) =>
        role === 'account without person here' &&
        place !== 'alike' &&
        !openToOthers[name] &&
        !/^(401|403|404)/.test(answer),
    )
    expect(told).toEqual([])
  })
})

test('a visitor is never told whether something exists', () => {
  const told = answersThat(
    ({ role, answer, all }) => role === 'visitor' && new Set(all).size > 1 && answer !== all[0],
  )
  expect(told.filter((line) => !Object.keys(openToOthers).some((name) => line.startsWith(name)))).toEqual([])
})

test('a planted change of an answer, a planted line and a missing one are seen', () => {
  const table = tableOf(sections)
  expect(changesBetween(table, table)).toEqual([])
  const changed = table.replace(/(## units\.readUnit\n[\s\S]*?\| member .*?)200/, '$1404')
  expect(changesBetween(table, changed)).toEqual([
    expect.stringContaining('units.readUnit, `GET /units/:unitId`, member'),
  ])
  const missing = table.replace(/## units\.readUnit\n[\s\S]*?(?=## )/, '')
  expect(changesBetween(table, missing).length).toBeGreaterThan(5)
})

interface Cell {
  name: string
  way: string
  role: string
  place: string
  answer: Answer
  /** What the role is answered at all places. */
  all: Answer[]
}

function answersThat(holds: (cell: Cell) => boolean): string[] {
  return sections.flatMap(({ name, doors }) =>
    doors.flatMap(({ way, places: columns, rows }) =>
      rows.flatMap(({ role, answers }) =>
        answers.flatMap((answer, index) => {
          const cell = { name, way, role, place: columns[index] ?? '', answer, all: answers }
          return holds(cell) ? [`${name}, ${way}, ${role}, ${cell.place}: ${answer}`] : []
        }),
      ),
    ),
  )
}

async function sectionOf(declared: Declared, sample: Sample): Promise<Section> {
  const doors: Door[] = []
  const { name, permission } = declared
  if (declared.kind === 'endpoint') {
    doors.push(
      await doorOf(declared, `${declared.method.toUpperCase()} ${declared.path}`, sample, (asking, input) =>
        askOverApi(world, declared, asking, input),
      ),
    )
  } else if (isPage(declared)) {
    if (declared.show)
      doors.push(
        await doorOf(declared, `GET ${declared.path}`, sample, (asking, input) =>
          openPage(world, declared, asking, input),
        ),
      )
    if (declared.submit)
      doors.push(
        await doorOf(declared, `POST ${declared.path}`, sample, (asking, input) =>
          postForm(world, declared, asking, input),
        ),
      )
  } else if (declared.http) {
    doors.push(
      await doorOf(
        declared,
        `${declared.http.method.toUpperCase()} ${declared.http.surface?.prefix ?? ''}${declared.http.path}`,
        sample,
        (asking, input) => askOverApi(world, declared, asking, input),
      ),
    )
  } else {
    const door = await doorOf(declared, 'inside', sample, async (asking, input) =>
      askInside(world, declared, await asking.actor(), input),
    )
    door.rows.push(
      await rowOf('inside', 'system, of this tenant', sample, world.asking.visitor, (_asking, input) =>
        askInside(world, declared, systemOf(world.here), input),
      ),
    )
    doors.push(door)
  }
  const isProven = 'stepUp' in declared && declared.stepUp === true
  return { name, permission: isProven ? `${permission}, and to have stepped up` : permission, doors }
}

function isPage(declared: Declared): declared is AnyPage {
  return declared.kind === 'page' || declared.kind === 'action'
}

/** Whoever runs the installation is a member like others elsewhere: what is of the installation tells them apart. */
function rolesFor({ name, permission }: Declared): readonly Role[] {
  const isOfPlatform = permission === 'platform' || name.startsWith('tenants.')
  return roles.filter((role) => isOfPlatform || role !== 'platform administrator')
}

type Ask = (asking: Asking, input: Record<string, unknown>) => Promise<Answer>

async function doorOf(declared: Declared, way: string, sample: Sample, ask: Ask): Promise<Door> {
  const rows: Door['rows'] = []
  for (const role of rolesFor(declared)) rows.push(await rowOf(way, role, sample, world.asking[role], ask))
  return { way, places: columnsOf(sample).map(([column]) => column), rows }
}

/** The columns of a sample, each with the place that stands for it. */
function columnsOf({ about }: Sample): Array<[column: string, place: Place]> {
  if (about === 'nothing') return [['alike', 'own unit']]
  if (about === 'tenant')
    return [
      ['own tenant', 'own unit'],
      ['other tenant', 'other tenant'],
    ]
  return places.map((place) => [place, place])
}

async function rowOf(
  way: string,
  role: string,
  sample: Sample,
  asking: Asking,
  ask: Ask,
): Promise<Door['rows'][number]> {
  const answers: Answer[] = []
  for (const [, place] of columnsOf(sample)) {
    const context = { world, place, asking, spot: world.spots[place] }
    if (sample.prepare) {
      await sample.prepare(context)
      await world.settle()
    }
    const answer = await ask(asking, sample.input(context))
    answers.push(answer)
    if (sample.prepare || !(way.startsWith('GET ') || /^(40[134]|303 to)/.test(answer))) await world.restore()
  }
  return { role, answers }
}
