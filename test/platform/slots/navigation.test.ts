import { expect, test } from '@jest/globals'
import { createNavigation, type PlacedPage } from '../../../src/platform/slots/navigation.ts'

const place = (path: string, more: Partial<PlacedPage>): PlacedPage => ({
  path,
  label: `label of ${path}`,
  icon: 'home',
  group: 'me',
  order: 10,
  ...more,
})

const navigationOf = createNavigation([
  place('/keys', { group: 'administration', order: 20 }),
  place('/audit', { group: 'administration', order: 10 }),
  place('/units', { group: 'association', bar: 2 }),
  place('/search', { group: 'top' }),
  place('/profile', { account: true }),
  place('/', { group: 'start', bar: 1 }),
])

const hrefs = (items: Array<{ href: string }>) => items.map(({ href }) => href)

test('places stand in their groups, in the order of groups and of themselves', () => {
  const { groups, top, account } = navigationOf(() => true)
  expect(groups.map(({ name, heading, items }) => [name, heading === null, hrefs(items)])).toEqual([
    ['start', true, ['/']],
    ['me', false, ['/profile']],
    ['association', false, ['/units']],
    ['administration', false, ['/audit', '/keys']],
  ])
  expect([hrefs(top), hrefs(account)]).toEqual([['/search'], ['/profile']])
})

test('a group without a place is none', () => {
  const { groups } = navigationOf(({ group }) => group !== 'administration')
  expect(groups.map(({ name }) => name)).toEqual(['start', 'me', 'association'])
  expect(navigationOf(() => false)).toEqual({ groups: [], bar: [], top: [], account: [] })
})

test('the bar begins with what says its place there, and goes on in the order of the groups', () => {
  expect(hrefs(navigationOf(() => true).bar)).toEqual(['/', '/units', '/profile', '/audit', '/keys'])
})

test('who may open the same places gets the same navigation', () => {
  const some = navigationOf(({ group }) => group !== 'administration')
  expect(navigationOf(({ path }) => path !== '/keys' && path !== '/audit')).toBe(some)
  expect(navigationOf(() => true)).not.toBe(some)
})
