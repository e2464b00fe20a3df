import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { until } from '../factories/waiting.ts'
import { hall, type Role, shareHall } from './hall.ts'
import { countShifts, jumpOf, type Look, looks, phone, wearLogo } from './looks.ts'
import { inLanguage } from './untranslated.ts'

shareHall()

const mostBytes = { first: 50_000, next: 15_000 }

/**
 * Visits a page and tells the bytes over the wire, headers included, until nothing more arrives, and how many of them a
 * browser may not keep for the next page. `aside` is not counted: letters of another language, which somebody's name
 * brings along wherever it stands.
 */
async function weigher(page: Page, aside: RegExp) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const { frameTree } = await session.send('Page.getFrameTree')
  let visited: string | undefined
  let bytes = 0
  let unkept = 0
  const uncounted = new Set<string>()
  const mayBeKept = new Set<string>()
  const underWay = new Set<string>()
  session.on('Network.requestWillBeSent', ({ requestId, request, loaderId, type, frameId }) => {
    if (type === 'Document' && frameId === frameTree.frame.id) {
      visited ??= loaderId
      // A page that loads itself anew, as that of a running task does, leaves behind what it had asked for.
      if (loaderId !== visited) underWay.clear()
    }
    // What the page before this one was still asking for is not of this one, and may never be told to have ended.
    if (loaderId !== visited) return
    underWay.add(requestId)
    if (aside.test(request.url)) uncounted.add(requestId)
  })
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (/max-age=[1-9]/.test(response.headers['cache-control'] ?? response.headers['Cache-Control'] ?? ''))
      mayBeKept.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!underWay.delete(requestId) || uncounted.has(requestId)) return
    bytes += encodedDataLength
    if (!mayBeKept.has(requestId)) unkept += encodedDataLength
  })
  session.on('Network.loadingFailed', ({ requestId }) => underWay.delete(requestId))
  return {
    forget: () => session.send('Network.clearBrowserCache'),
    async visit(path: string): Promise<{ bytes: number; unkept: number }> {
      visited = undefined
      bytes = 0
      unkept = 0
      underWay.clear()
      await page.goto(path)
      // What scripts and styles ask for once the page stands is asked for before the browser has nothing to do. To wait
      // for half a second of silence instead, as `networkidle` does, took longer than all pages together.
      await page.evaluate(restOf)
      await until(`all of ${path} has arrived`, async () => underWay.size === 0, 20_000)
      return { bytes, unkept }
    },
  }
}

/** Runs in the page: until letters are there, everything is drawn, and there has been nothing to do twice. */
async function restOf(): Promise<void> {
  await document.fonts.ready
  const idle = () => new Promise<void>((resolve) => requestIdleCallback(() => resolve()))
  await idle()
  await new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))
  await idle()
  await document.fonts.ready
}

/** What is met by those who build the portal or program against it, and not by those who use it. */
const isForBuilders = ({ page }: Look) => page.startsWith('development.') || page.startsWith('reference.')

/** The letters that another language brings along, which somebody's name may bring as well. */
const lettersOfOthers = { 'en-GB': /guildhall-sans-cyrillic/, 'uk-UA': /guildhall-sans-accented/ }

type Weights = Map<string, { first: number; next: number }>

/** The pages of the navigation, and those that are asked for: as they come, and as the next ones. */
async function weigh(
  locale: keyof typeof lettersOfOthers,
  isWanted: (path: string) => boolean,
): Promise<{ weights: Weights; jumps: string[] }> {
  const weights: Weights = new Map()
  const jumps: string[] = []
  // What an act leads to is drawn with the same styles and letters.
  const pages = looks().filter((look) => !look.act && !look.status && !isForBuilders(look))
  const weighAs = async (as: Role | undefined) => {
    const page = await hall.newPage({ ...phone, locale, as })
    await page.addInitScript(countShifts)
    await page.goto(as ? '/' : '/sign-in')
    const links = page.locator('.navigation-wide a, .topbar-tool')
    const found = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    const others = pages.filter((look) => look.as === as && isWanted(`${as} ${look.path}`))
    const { forget, visit } = await weigher(page, lettersOfOthers[locale])
    for (const path of new Set([...found, ...others.map((look) => look.path)])) {
      await forget()
      const { bytes: first, unkept } = await visit(path)
      const jump = await jumpOf(page)
      if (jump !== null) jumps.push(`${as} ${path} jumps by ${jump}`)
      // That a browser keeps what it is told to is seen on the pages of the navigation.
      const next = found.includes(path) ? (await visit(path)).bytes : unkept
      weights.set(`${as} ${path}`, { first, next })
    }
    await page.context().close()
  }
  const roles = [undefined, 'member', 'manager', 'administrator'] as const
  await inLanguage(locale.slice(0, 2), async () => void (await Promise.all(roles.map(weighAs))))
  return { weights, jumps }
}

const faultsOf = (weights: Weights) =>
  [...weights].filter(
    ([, { first, next }]) =>
      first > mostBytes.first || next > mostBytes.next || first < 1_000 || next < 1_000,
  )

test('every page weighs at most 50,000 bytes at first and 15,000 afterwards, the heaviest in Ukrainian too', async () => {
  await wearLogo()
  const english = await weigh('en-GB', () => true)
  const byWeight = [...english.weights].sort(([, one], [, other]) => other.first - one.first)
  if (process.env.LOOK) console.log(byWeight)
  for (const path of ['/profile/contact', '/profile/region'])
    expect([...english.weights.keys()]).toContain(`member ${path}`)
  const heaviest = new Set(byWeight.slice(0, 40).map(([path]) => path))
  const ukrainian = await weigh('uk-UA', (path) => heaviest.has(path))
  expect(ukrainian.weights.size).toBeGreaterThan(heaviest.size)
  expect({ faults: faultsOf(english.weights), jumps: english.jumps }).toEqual({ faults: [], jumps: [] })
  expect({ faults: faultsOf(ukrainian.weights), jumps: ukrainian.jumps }).toEqual({ faults: [], jumps: [] })
}, 360_000)
