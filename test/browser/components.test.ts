import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { makeAssociation } from '../factories/people.ts'
import { expectNoAxeFindings, launchBrowser, type TestBrowser } from '../support/browser.ts'
import { baselines, compare, differenceOf } from '../support/pictures.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let browser: TestBrowser

beforeAll(async () => {
  ;[portal, browser] = await Promise.all([openPortal(), launchBrowser({ plainFonts: true })])
  await makeAssociation(portal, 'Northern Builders')
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

async function open(search: string, options: Parameters<TestBrowser['newPage']>[0]): Promise<Page> {
  const page = await browser.newPage({ baseURL: portal.url, ...options })
  // Pages do not wait for late letters; pictures do, or a busy machine would draw the stand-in.
  await page.route(/\.css\b/, async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replaceAll(/font-display:\s*optional/g, 'font-display:block')
    await route.fulfill({ response, body })
  })
  await page.goto(`/dev/components${search}`)
  await page.evaluate(() => document.fonts.ready)
  return page
}

/** To take all of them anew lasts as long again. */
const forPictures = process.env.UPDATE_SCREENSHOTS ? 600_000 : 120_000

const views = [
  { name: 'desktop', search: '', options: { width: 1000, colorScheme: 'light' } },
  { name: 'phone-dark', search: '', options: { width: 390, colorScheme: 'dark' } },
] as const

test.each(views)(
  'each component looks as it did: $name',
  async ({ name, search, options }) => {
    const page = await open(search, options)
    const specimens = await page.locator('.specimen').all()
    expect(specimens.length).toBeGreaterThan(20)
    const differences: string[] = []
    for (const specimen of specimens) {
      const difference = await differenceOf(specimen, `${await specimen.getAttribute('id')}-${name}`)
      if (difference) differences.push(difference)
    }
    expect(differences).toEqual([])
    await page.context().close()
  },
  forPictures,
)

test(
  'from right to left, and on paper, they look as they did',
  async () => {
    const page = await open('?direction=rtl&scheme=dark', { width: 600 })
    const differences = []
    for (const id of ['navigation', 'choices', 'line-chart'])
      differences.push(await differenceOf(page.locator(`#${id}`), `${id}-rtl`))
    await page.goto('/dev/components')
    await page.emulateMedia({ media: 'print' })
    for (const id of ['buttons', 'tables', 'bar-chart'])
      differences.push(await differenceOf(page.locator(`#${id}`), `${id}-print`))
    expect(differences.filter(Boolean)).toEqual([])
    await page.context().close()
  },
  forPictures,
)

test('axe finds nothing in them, in light and dark, in both directions', async () => {
  for (const [search, width] of [
    ['?scheme=light', 1280],
    ['?scheme=dark&direction=rtl', 390],
  ] as const) {
    const page = await open(search, { width })
    await page.locator('#close-unit').evaluate((dialog: HTMLDialogElement) => dialog.close())
    await expectNoAxeFindings(page)
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(over).toBe(0)
    await page.context().close()
  }
}, 120_000)

test('every picture belongs to something, and all of them stay small', async () => {
  const page = await open('', {})
  const ids = await page.locator('.specimen').evaluateAll((all) => all.map(({ id }) => id))
  const files = readdirSync(baselines)
  expect(files.filter((file) => !ids.some((id) => file.startsWith(`${id}-`)))).toEqual([])
  const bytes = files.reduce((sum, file) => sum + statSync(join(baselines, file)).size, 0)
  expect(bytes).toBeLessThan(1_500_000)
  await page.context().close()
})

test('a planted difference is seen', () => {
  const picture = (mark: boolean, height = 100) => {
    const points = new Uint8Array(100 * height * 4).fill(255)
    if (mark) for (let at = 0; at < 40; at += 1) points[(at * 101 + 5) * 4] = 0
    return { points, width: 100, height }
  }
  expect(compare(picture(false), picture(false))).toBeNull()
  expect(compare(picture(false), picture(true))?.words).toContain('points differ')
  expect(compare(picture(false), picture(false, 99))?.words).toContain('100 × 99')
})

test('a question opens in its dialog, and on its page without scripts', async () => {
  const page = await open('', {})
  await page.locator('#questions').getByRole('link', { name: 'Close unit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Close Bay Chapter?' })
  expect(await dialog.isVisible()).toBe(true)
  await dialog.getByRole('link', { name: 'Cancel' }).click()
  expect(await dialog.isVisible()).toBe(false)
  await page.context().close()
})

test('fields help while somebody writes', async () => {
  const page = await open('', {})
  await page.getByLabel('About you').fill('Brick by brick.')
  await page.getByText('15 / 400').waitFor()
  await page.getByRole('searchbox', { name: 'Narrow the trades' }).fill('plu')
  const shown = page.locator('#choice-search .choice:visible')
  expect(await shown.allTextContents()).toEqual(['Electrician', 'Plumber'])
  await page.getByLabel('By mail').check()
  expect(await page.getByLabel('Phone number').isVisible()).toBe(false)
  await page.context().close()
})
