import { expect, test } from '@jest/globals'
import { hall, shareHall } from './hall.ts'

shareHall()

const phone = { width: 320, height: 640 }

test.each([true, false])(
  'every part of a profile is within reach, with JavaScript: %s',
  async (javaScript) => {
    const page = await hall.newPage({ ...phone, javaScript, as: 'member' })
    await page.goto('/profile/contact')
    const parts = page.getByRole('navigation', { name: 'Parts of your profile' })
    const button = parts.locator('summary')
    expect((await button.textContent())?.trim()).toMatch(/^Parts of your profile: Contact\d+ parts$/)
    expect(await parts.getByRole('link').count()).toBe(0)
    await button.press('Enter')
    const links = await parts.getByRole('link').all()
    expect(links.length).toBeGreaterThan(5)
    expect(await parts.locator('a[aria-current=page]:visible').textContent()).toBe('Contact')
    for (const link of links) {
      const box = await link.boundingBox()
      expect(box && box.x >= 0 && box.x + box.width <= phone.width && box.height >= 44).toBe(true)
    }
    if (javaScript) {
      await page.keyboard.press('Escape')
      expect(await parts.getByRole('link').count()).toBe(0)
      await button.press('Enter')
    }
    await page.keyboard.press('Tab')
    await Promise.all([page.waitForURL((at) => at.pathname === '/profile'), page.keyboard.press('Enter')])
    await button.click()
    await parts.getByRole('link', { name: 'Languages' }).click()
    expect(await page.locator('h2').first().textContent()).toBe('Languages')
    await page.context().close()
  },
)

test('on a wide screen the parts stand in a row, and nothing is behind a button', async () => {
  const page = await hall.newPage({ as: 'member' })
  await page.goto('/profile/contact')
  const parts = page.getByRole('navigation', { name: 'Parts of your profile' })
  expect(await parts.locator('summary').isVisible()).toBe(false)
  expect(await parts.getByRole('link').count()).toBeGreaterThan(5)
  await page.context().close()
})

test('the box of a row stands beside its name', async () => {
  const page = await hall.newPage({ ...phone, as: 'administrator' })
  await page.goto('/members')
  const row = page.locator('tbody tr').first()
  const [box, name] = [
    await row.locator('input[name=chosen]').boundingBox(),
    await row.locator('th a').boundingBox(),
  ]
  if (!box || !name) throw new Error('There is no row.')
  expect(Math.abs(box.y + box.height / 2 - (name.y + name.height / 2))).toBeLessThan(6)
  expect(box.x + box.width).toBeLessThan(name.x)
  expect(box.width).toBeGreaterThanOrEqual(20)
  await page.context().close()
})

test.each([true, false])(
  'the bar and what is behind “More” lead everywhere, with JavaScript: %s',
  async (javaScript) => {
    const page = await hall.newPage({ ...phone, javaScript, as: 'administrator' })
    await page.goto('/settings/brand')
    const navigation = page.getByRole('navigation', { name: 'Main' })
    const inBar = await navigation.getByRole('link').evaluateAll((all) => all.map((link) => link.textContent))
    expect(inBar).toEqual(['Home', 'My units', 'Members', 'All units'])
    await navigation.locator('summary').press('Enter')
    const behind = navigation.locator('.menu-panel')
    expect(
      await behind.getByRole('list', { name: 'Settings' }).getByRole('link', { name: 'Looks' }).count(),
    ).toBe(1)
    const [marked, ...others] = await navigation.locator('a[aria-current]:visible').allTextContents()
    expect([marked, others]).toEqual(['Looks', []])
    // Nothing is out of reach: the last of many comes into sight when the keyboard gets there.
    const last = behind.getByRole('link').last()
    await last.focus()
    const [box, frame] = [await last.boundingBox(), await behind.boundingBox()]
    expect(box && frame && box.y >= frame.y && box.y + box.height <= frame.y + frame.height).toBe(true)
    expect(frame && frame.y >= 0).toBe(true)
    const found = await navigation
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    await page.setViewportSize({ width: 1280, height: 800 })
    const wide = await navigation
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    expect([...found].sort()).toEqual([...wide].sort())
    expect(
      await navigation.getByRole('list', { name: 'Me', exact: true }).getByRole('link').first().textContent(),
    ).toBe('My units')
    await page.context().close()
  },
)

test('whoever may open little has no heading without anything below it', async () => {
  const page = await hall.newPage({ as: 'member' })
  await page.goto('/')
  expect(await page.locator('.navigation-wide .navigation-heading').allTextContents()).toEqual([
    'Me',
    'Association',
  ])
  await page.context().close()
})
