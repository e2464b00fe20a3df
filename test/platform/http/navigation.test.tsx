import { expect, test } from '@jest/globals'
import { renderToString } from 'preact-render-to-string'
import type { View } from '../../../src/platform/presentation/view.ts'
import { createNavigation, type PlacedPage } from '../../../src/platform/slots/navigation.ts'
import { Navigation } from '../../../templates/layout/navigation.tsx'
import { withView } from '../../../templates/view-context.tsx'

const places: PlacedPage[] = ['/', '/units', '/units/tree', '/audit'].map((path, order) => ({
  path,
  order,
  label: path,
  icon: 'home',
  group: 'me',
}))
const navigationFor = createNavigation(places)

function draw(path: string, { locale = 'en', closed = '' } = {}): string {
  const view = {
    path,
    locale,
    t: (key: string) => `${locale} ${key}`,
    navigation: navigationFor((place) => place.path !== closed),
  } as unknown as View
  return withView(view, () => renderToString(<Navigation />))
}

const marked = (markup: string) =>
  [...markup.matchAll(/href="([^"]*)" aria-current="(\w+)"/g)].map(([, href, how]) => `${href} ${how}`)

test('markup that is remembered is that of the page, the language and the places of whoever asks', () => {
  // Wide and in the bar: each place stands there twice.
  expect(marked(draw('/units'))).toEqual(['/units page', '/units page'])
  expect(marked(draw('/units/42'))).toEqual(['/units true', '/units true'])
  expect(marked(draw('/units/tree'))).toEqual(['/units/tree page', '/units/tree page'])
  expect(marked(draw('/elsewhere'))).toEqual([])
  expect(draw('/units')).toBe(draw('/units'))
  expect(draw('/units', { locale: 'uk' })).toContain('uk /audit')
  expect(draw('/units', { closed: '/audit' })).not.toContain('/audit')
  expect(draw('/units')).toContain('en /audit')
})
