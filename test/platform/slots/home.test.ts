import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { modules } from '../../../src/modules.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import type { Module } from '../../../src/platform/declare/module.ts'
import { quote, say } from '../../../src/platform/presentation/words.ts'
import type { HomeSection } from '../../../src/platform/slots/home.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

let portal: Portal
let member: MadePerson

const section = (name: string, load: HomeSection['load'], permission = 'member'): HomeSection => ({
  name: `planted.${name}`,
  title: quote(`Section ${name}`),
  order: 50,
  permission,
  load,
})
const card = (title: string) => ({
  cards: [{ title: quote(title), href: '/units', icon: 'units' as const, facts: [] }],
})

const planted: Module = {
  name: 'planted',
  operations: [],
  home: [
    section('sound', async (run) => {
      await run(sql`SELECT 1`)
      return card('A sound card')
    }),
    section('broken', async () => {
      throw new Error('planted')
    }),
    section('greedy', async (run) => {
      await run(sql`SELECT 1`)
      await run(sql`SELECT 2`)
      return card('A greedy card')
    }),
    section('silent', async () => null),
    section('empty', async () => ({
      cards: [],
      empty: { title: quote('Nothing planted'), help: say('units.mine.noneHelp') },
    })),
    section('closed', async () => card('A closed card'), 'access.manage'),
  ],
}

beforeAll(async () => {
  portal = await openPortal({ modules: [...modules(testConfig()), planted] })
  member = await makePerson(portal, { tenantId: await makeAssociation(portal) })
})
afterAll(() => portal.close())

test('the home page holds what each room has for its reader', async () => {
  const { status, text } = await member.client.get('/')
  expect(status).toBe(200)
  for (const shown of ['A sound card', 'Nothing planted', 'Section empty', 'My units'])
    expect(text).toContain(shown)
  for (const hidden of ['Section silent', 'A closed card', 'Section closed'])
    expect(text).not.toContain(hidden)
})

test('a section that fails, or asks the database twice, says so in its place and leaves the others alone', async () => {
  const { text } = await member.client.get('/')
  const failed = portal.app.words.in('en')('identity.home.sectionFailed')
  expect(text).toContain('Section broken')
  expect(text).toContain('Section greedy')
  expect(text).not.toContain('A greedy card')
  expect(text.split(failed)).toHaveLength(3)
})
