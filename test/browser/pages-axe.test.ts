import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings, bringAxeAlong, colourFindings, screenshot } from '../support/browser.ts'
import { hall, shareHall } from './hall.ts'
import { countShifts, jumpOf, type Look, looks, phone } from './looks.ts'

shareHall()

/** `LOOK=1` leaves a picture of each page, `LOOK=people` of those whose name says so, and visits no others. */
const wanted = process.env.LOOK ?? '1'
const isWanted = ({ page, state = '' }: Look) => wanted === '1' || `${page} ${state}`.includes(wanted)
const desktop = { width: 1280, height: 800 }

/** All pages there are, on a machine that has other tests to run. */
const patience = 900_000

test('every page of the registry is looked at', () => {
  // All components on one page: looked at in components.test.ts.
  const seen = new Set([...looks().map(({ page }) => page), 'development.componentsPage'])
  const pages = hall.portal.app.registry.modules.flatMap(({ pages = [] }) => pages)
  const unseen = pages
    .filter(({ kind, name }) => kind === 'page' && name !== 'test.failing' && !seen.has(name))
    .map(({ name }) => name)
  expect(unseen).toEqual([])
})

test(
  'axe finds nothing anywhere, in light and dark, on phones and desktops; nothing overflows or jumps',
  async () => {
    await hall.portal.runJobs()
    const faults: string[] = []
    // One window for each role: to open one costs more than to look at a page.
    const visited = looks().filter(isWanted)
    expect(visited.length).toBeGreaterThan(0)
    const roles = new Set(visited.map(({ as }) => as))
    const rounds = [...roles].map(async (as) => {
      const page = await hall.newPage({ ...phone, as })
      await page.addInitScript(countShifts)
      await bringAxeAlong(page)
      for (const look of visited) {
        if (look.as !== as) continue
        const found = await inspect(page, look).catch((error: unknown) => [String(error)])
        faults.push(...found.map((fault) => `${look.page} ${look.state ?? ''} ${fault}`))
      }
      await page.context().close()
    })
    await Promise.all(rounds)
    expect(faults).toEqual([])
  },
  patience,
)

/** Appearances of texts whose colours axe has judged: most pages are made of the same. */
const judged = new Set<string>()

async function inspect(page: Page, look: Look): Promise<string[]> {
  const faults: string[] = []
  await page.setViewportSize(phone)
  const answer = await page.goto(look.path)
  if (answer?.status() !== (look.status ?? 200)) faults.push(`answers ${answer?.status()}`)
  await look.act?.(page)
  await page.waitForLoadState()
  faults.push(...(await deadEnds(page)))
  // Before the window changes its size, which moves everything.
  const jump = await jumpOf(page)
  if (jump !== null) faults.push(`jumps by ${jump}`)
  for (const [size, colorScheme] of [
    [phone, 'light'],
    [phone, 'dark'],
    [desktop, 'dark'],
    [desktop, 'light'],
  ] as const) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme })
    // Another colour scheme changes nothing but the colours, and another state of a page nothing of what a wide window
    // does to it.
    const isWhole =
      size.width + colorScheme === '360light' ||
      (size.width + colorScheme === '1280dark' && look.state === undefined)
    const found = [...(isWhole ? await axeFindings(page) : []), ...(await colourFindings(page, judged))]
    faults.push(...found.map((finding) => `${size.width} ${colorScheme} ${finding}`))
    if (process.env.LOOK)
      await screenshot(page, `${look.page}-${look.state ?? ''}-${size.width}-${colorScheme}`)
  }
  for (const width of [320, 640, 2560]) {
    // 640 by 400 is what 200 % zoom leaves of a small laptop.
    await page.setViewportSize({ width, height: width === 640 ? 400 : 900 })
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (over > 0) faults.push(`is ${over} px wider than ${width}`)
  }
  return faults
}

/** Lines of the summary of errors that lead to no field. */
function deadEnds(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.error-summary li')]
      .filter((line) => {
        const link = line.querySelector('a')
        return !link || !document.getElementById(decodeURIComponent(link.hash.slice(1)))
      })
      .map((line) => `sums up an error that leads nowhere: ${line.textContent}`),
  )
}
