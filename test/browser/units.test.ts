import { expect, test } from '@jest/globals'
import { makeUnit } from '../factories/people.ts'
import { hall, send, shareHall } from './hall.ts'

shareHall()

const phone = { width: 360 }

test.each([true, false])(
  'the tree opens by keyboard, and is searched, with JavaScript: %s',
  async (javaScript) => {
    const unitId = await makeUnit(hall.portal, hall.tenantId, hall.units.chapter, `Ropers ${javaScript}`)
    const page = await hall.newPage({ javaScript, as: 'member', ...phone })
    await page.goto('/unit-tree')
    const branch = page.locator('.tree-fold > summary').first()
    const below = page.getByRole('link', { name: 'Bay Chapter' })
    expect(await below.isVisible()).toBe(false)
    await branch.focus()
    await page.keyboard.press('Enter')
    await below.waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Bay Chapter')

    await page.getByLabel('Find by name or code').fill(`ropers ${javaScript}`)
    await page.locator('search').getByRole('button', { name: 'Find' }).click()
    const found = page.locator('.tree [data-current] a')
    await found.waitFor()
    expect(await found.count()).toBe(1)
    // What is above it is shown as well: where it stands is seen.
    expect(await page.locator('.tree').textContent()).toContain('Bay Chapter')
    await found.click()
    await page.waitForURL(`**/units/${unitId}`)
    await page.context().close()
  },
)

test.each([true, false])(
  'a unit moves and goes into another, said beforehand, with JavaScript: %s',
  async (javaScript) => {
    const name = `Movers ${javaScript}`
    const unitId = await makeUnit(hall.portal, hall.tenantId, hall.units.region, name)
    const page = await hall.newPage({ javaScript, as: 'manager' })
    await page.goto(`/units/${unitId}`)
    await page.getByRole('link', { name: 'Move unit' }).click()
    await page.getByLabel('Find by name or code').fill('bay')
    await page.locator('search').getByRole('button', { name: 'Find' }).click()
    await page.locator('main table').getByRole('link', { name: 'Bay Chapter' }).click()
    await page.getByRole('heading', { name: `Move ${name} to Bay Chapter` }).waitFor()
    expect(await page.locator('main').textContent()).toContain('Who loses charge of it')
    await send(page, 'Move unit')
    expect(await page.locator('[data-flash]').textContent()).toContain(`${name} is moved.`)
    await page.getByRole('link', { name: 'Merge unit' }).click()
    await page.getByLabel('Find by name or code').fill('bay')
    await page.locator('search').getByRole('button', { name: 'Find' }).click()
    await page.locator('main table').getByRole('link', { name: 'Bay Chapter' }).click()
    await page.getByText('This cannot be undone in one step').waitFor()
    await send(page, 'Merge into Bay Chapter')
    expect(await page.locator('h1').textContent()).toBe('Bay Chapter')
    await page.goto(`/units/${unitId}`)
    expect(await page.locator('h1').textContent()).toBe('Bay Chapter')
    await page.context().close()
  },
)
