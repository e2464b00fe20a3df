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
