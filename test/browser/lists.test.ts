import { readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { makeMembers } from '../factories/members.ts'
import { hall, send, shareHall } from './hall.ts'

shareHall()

const topOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => Math.round(element.getBoundingClientRect().top))

describe('the heads of a long table', () => {
  const scrolled = async (page: Page) => {
    await page.goto('/units')
    await page.evaluate(() => scrollTo(0, document.querySelector('tbody')?.offsetHeight ?? 0))
    return topOf(page, 'thead th')
  }

  test('stay in sight on a desktop', async () => {
    const page = await hall.newPage({ as: 'member', width: 1280, height: 700 })
    expect(await scrolled(page)).toBe(0)
    const head = page.locator('thead th').first()
    // Opaque, and above the rows.
    expect(await head.evaluate((element) => getComputedStyle(element).backgroundColor)).not.toMatch(
      /, 0\)|transparent/,
    )
    const hit = await page.evaluate(() => {
      const { left, top } = document.querySelector('thead th')?.getBoundingClientRect() ?? { left: 0, top: 0 }
      return document.elementFromPoint(left + 4, top + 4)?.closest('thead') !== null
    })
    expect(hit).toBe(true)
  })

  test('what the keyboard comes to does not lie behind them', async () => {
    const page = await hall.newPage({ as: 'member', width: 1280, height: 700 })
    await scrolled(page)
    const links = page.locator('tbody th a')
    await links.last().focus()
    for (let index = (await links.count()) - 1; index > 0; index -= 1) {
      await page.keyboard.press('Shift+Tab')
      const { top, bottom } = await page.evaluate(() => {
        const of = (selector: string) => document.querySelector(selector)?.getBoundingClientRect()
        return {
          top: document.activeElement?.getBoundingClientRect().top ?? 0,
          bottom: of('thead th')?.bottom ?? 0,
        }
      })
      expect(top).toBeGreaterThanOrEqual(bottom)
    }
  })

  test('lie below what can be done with the rows that are ticked', async () => {
    const page = await hall.newPage({ as: 'administrator', width: 1280, height: 700 })
    await page.goto('/members')
    await page.locator('tbody input[type="checkbox"]').first().check()
    // The hall has few people.
    await page.evaluate(() => {
      const body = document.querySelector('tbody')
      for (let rows = 0; rows < 30; rows += 1) body?.append(body.lastElementChild?.cloneNode(true) as Node)
    })
    await page.evaluate(() => scrollTo(0, 900))
    const bar = await page.locator('.bulk-bar').evaluate((element) => element.getBoundingClientRect().bottom)
    expect(await topOf(page, 'thead th')).toBeGreaterThanOrEqual(Math.floor(bar))
  })

  test('go with their rows on a phone, in a low window, and where the table is wider than the page', async () => {
    const low = await hall.newPage({ as: 'member', width: 1280, height: 400 })
    expect(await scrolled(low)).toBeLessThan(0)
    const phone = await hall.newPage({ as: 'member', width: 360, height: 700 })
    await phone.goto('/units')
    const head = await phone.locator('thead').evaluate((element) => element.getBoundingClientRect().height)
    expect(head).toBeLessThanOrEqual(1)
    expect(
      await phone.evaluate(
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      ),
    ).toBe(true)
    const wide = await hall.newPage({ as: 'member', width: 1280, height: 700 })
    await wide.goto('/units')
    await wide.evaluate(() => {
      const cell = document.querySelector('tbody td')
      if (cell) cell.textContent = 'x'.repeat(400)
    })
    await wide.waitForFunction(() => !document.querySelector('.table-frame')?.hasAttribute('data-fits'))
    const sides = await wide.evaluate(() => [
      document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      getComputedStyle(document.querySelector('.table-frame') as Element).overflowX,
    ])
    expect(sides).toEqual([true, 'auto'])
  })

  test('stand above every sheet of paper, and show a line in forced colours', async () => {
    const page = await hall.newPage({ as: 'member', width: 1280, height: 700 })
    await page.goto('/units')
    const styleOf = (property: 'position' | 'display', selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element)[name], property)
    await page.emulateMedia({ media: 'print' })
    expect(await styleOf('position', 'thead th')).toBe('static')
    expect(await styleOf('display', 'thead')).toBe('table-header-group')
    await page.emulateMedia({ media: 'screen', forcedColors: 'active' })
    const line = await page
      .locator('thead th')
      .first()
      .evaluate((element) => {
        const { borderBlockEndWidth, borderBlockEndColor } = getComputedStyle(element, '::after')
        return {
          width: borderBlockEndWidth,
          isTold: borderBlockEndColor !== getComputedStyle(element).backgroundColor,
        }
      })
    expect(line).toEqual({ width: '1px', isTold: true })
  })
})

describe.each([
  { words: 'with JavaScript', javaScript: true },
  { words: 'without JavaScript', javaScript: false },
])('an act on many rows, $words', ({ javaScript }) => {
  test('is for all that match, says whom it is about, and is followed as a task', async () => {
    const family = javaScript ? 'Alpha' : 'Omega'
    const count = 205
    await makeMembers(hall.portal, {
      tenantId: hall.tenantId,
      unitIds: [hall.tenantId, hall.units.region],
      count,
      family,
    })
    const page = await hall.newPage({ as: 'administrator', javaScript })
    await page.goto(`/members?search=${family}&within=${hall.units.region}`)
    await page.getByLabel(`All ${count} that match`).check()
    await send(page, 'End membership')
    expect(await page.locator('h1').textContent()).toBe(`End ${count} memberships`)
    const named = page.locator('.named-rows li')
    expect(await named.first().textContent()).toBe(`${family} 1 Northern Region`)
    expect(await named.last().textContent()).toBe(`and ${count - 5} more`)
    expect(await page.locator('main').textContent()).toContain('A task does it')
    await send(page, 'End membership')
    expect(new URL(page.url()).pathname).toMatch(/^\/tasks\//)
    expect(await page.locator('h1').textContent()).toBe(`End ${count} memberships`)
    await hall.portal.runJobs()
    await page.reload()
    expect(await page.locator('main').textContent()).toContain(`Done for ${count} rows, none was refused.`)
  })
})

test('a download comes by its link, under a name that says what it is', async () => {
  const page = await hall.newPage({ as: 'member' })
  await page.goto('/units?search=crew')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^units-\d{4}-\d\d-\d\d\.csv$/)
  expect(download.url()).toContain('signature=')
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toMatch(/^\ufeff/)
  expect(text.trim().split('\n')).toHaveLength(23)
})

test('a long list goes on and comes back', async () => {
  const page = await hall.newPage({ as: 'member' })
  await page.goto('/units')
  expect(await page.locator('tbody tr').count()).toBe(20)
  await page.getByRole('link', { name: 'Next' }).click()
  await page.getByRole('link', { name: 'To the first page' }).click()
  expect(await page.locator('tbody tr').count()).toBe(20)
  await page.context().close()
})
