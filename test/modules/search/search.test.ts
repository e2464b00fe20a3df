import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { modules } from '../../../src/modules.ts'
import type { Module } from '../../../src/platform/declare/module.ts'
import { quote } from '../../../src/platform/presentation/words.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

interface Finds {
  items: Array<{ type: string; id: string; title: string; href: string }>
}

const broken: Module = {
  name: 'planted',
  operations: [],
  find: [
    {
      name: 'planted.broken',
      title: quote('Planted things'),
      icon: 'work',
      order: 1,
      permission: 'member',
      find: async () => {
        throw new Error('planted')
      },
    },
  ],
}

let portal: Portal
let member: MadePerson
let works: string

beforeAll(async () => {
  portal = await openPortal({ modules: [...modules(testConfig()), broken] })
  const here = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  const elsewhere = await makeAssociation(portal, 'Elsewhere')
  works = await makeUnit(portal, here, here, 'Concrete Works 100%')
  await makeUnit(portal, here, here, 'Stone Works')
  await makeUnit(portal, elsewhere, elsewhere, 'Concrete Works of others')
  member = await makePerson(portal, { tenantId: here })
})
afterAll(() => portal.close())

const ask = (text: string) => member.client.call<Finds>('GET', `/search?text=${encodeURIComponent(text)}`)
const titles = async (text: string) => (await ask(text)).body.items.map(({ title }) => title)

test('finds by parts of words, in any order and case, and only what may be seen', async () => {
  expect(await titles('WORKS conc')).toEqual(['Concrete Works 100%'])
  expect(await titles('works')).toEqual(['Stone Works', 'Concrete Works 100%'])
  expect((await ask('concrete')).body.items).toEqual([
    { type: 'units.units', id: works, title: 'Concrete Works 100%', href: `/units/${works}` },
  ])
})

test('takes signs of patterns as they stand', async () => {
  expect(await titles('100%')).toEqual(['Concrete Works 100%'])
  expect(await titles('%s')).toEqual([])
  expect(await titles('_ne')).toEqual([])
})

test('refuses a question that nearly everything would answer', async () => {
  expect((await ask('w')).status).toBe(422)
  expect((await member.client.get('/search?q=w')).text).toContain('Type at least two letters.')
})

test('the page shows what was found, keeps the question and says which room could not answer', async () => {
  const { text } = await member.client.get('/search?q=concrete')
  expect(text).toContain(`href="/units/${works}"`)
  expect(text).toContain('value="concrete"')
  expect(text).toContain('Planted things')
  expect(text).toContain('This part could not be searched.')
  expect((await member.client.get('/search')).text).not.toContain('Planted things')
})

test('a visitor finds nothing', async () => {
  expect((await portal.visitor().call('GET', '/search?text=works')).status).toBe(401)
})
