import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { makePerson } from '../factories/people.ts'
import { client, type RunningProvider, startProvider } from '../support/identity-providers.ts'
import { hall, send, shareHall } from './hall.ts'

shareHall()

let provider: RunningProvider

beforeAll(async () => {
  provider = await startProvider((uri) => uri.startsWith(`${hall.url}/sign-in/with/`))
})
afterAll(() => provider?.close())

const pathOf = (page: Page) => new URL(page.url()).pathname
const flashOf = (page: Page) => page.locator('[data-flash]').textContent()

async function addProvider(name: string): Promise<void> {
  const page = await hall.newPage({ as: 'administrator' })
  await page.goto('/settings/sign-in')
  await page.getByRole('link', { name: 'Add provider' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Address of the provider').fill('http://localhost:1')
  await page.getByLabel('Client ID').fill(client.id)
  await page.getByLabel('Client secret', { exact: true }).fill(client.secret)
  await page.getByLabel('Whoever signs in with it becomes a member').check()
  await page.getByLabel('E-mail domains of your own').fill('owned.example\nother.example')
  await page.getByLabel('Claim that lists groups').fill('groups')
  await page.locator('[name="roles.0.group"]').fill('leads')
  await page.getByLabel('Unit', { exact: true }).selectOption({ label: 'Bay Chapter' })
  await send(page, 'Save provider')
  expect(await page.locator('.error-summary').textContent()).toContain('There is no provider at this address')
  expect(await page.getByLabel('E-mail domains of your own').inputValue()).toContain('owned.example')
  expect(await page.getByLabel('Client secret', { exact: true }).inputValue()).toBe('')
  await page.getByLabel('Address of the provider').fill(provider.issuer)
  await page.getByLabel('Client secret', { exact: true }).fill(client.secret)
  await send(page, 'Save provider')
  expect(await flashOf(page)).toContain('The provider is added.')
  expect(await page.locator('main').textContent()).toContain(`${hall.url}/sign-in/with/`)

  expect(await page.locator('[name="roles.0.group"]').inputValue()).toBe('leads')
  expect(await page.getByLabel('E-mail domains of your own').inputValue()).toBe(
    'owned.example\nother.example',
  )
  await send(page, 'Save provider')
  expect(await flashOf(page)).toContain('The provider is saved.')
}

/** The page of the provider itself, where somebody says who they are. */
async function chooseAtProvider(page: Page, account: string, javaScript: boolean): Promise<void> {
  await page.getByRole('link', { name: account }).click()
  if (!javaScript) await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForURL(`${hall.url}/**`)
  await page.waitForURL((url) => !url.pathname.includes('/callback'))
}

test('an administrator adds a provider, and people sign in with it, with JavaScript and without', async () => {
  await addProvider('Head office')
  for (const javaScript of [true, false]) {
    const account = `newcomer ${javaScript}`
    provider.accounts.set(account, {
      email: `newcomer-${javaScript}@elsewhere.example`,
      email_verified: true,
      given_name: 'Olena',
      family_name: 'Bondar',
      groups: ['leads'],
    })
    const page = await hall.newPage({ javaScript })
    await page.goto('/my-units')
    await page.getByRole('link', { name: 'Sign in with Head office' }).click()
    await chooseAtProvider(page, account, javaScript)
    expect(pathOf(page)).toBe('/my-units')
    await page.goto('/account/security')
    expect(await page.locator('#linked').textContent()).toContain(`newcomer-${javaScript}@elsewhere.example`)
    // The role that the group brought.
    await page.goto('/members')
    expect(await page.locator('h1').textContent()).toBe('Members')
  }
})

test('whoever has an account links it, and unlinks it again; a stranger’s address opens nothing', async () => {
  const { email, client: session } = await makePerson(hall.portal, { tenantId: hall.tenantId })
  provider.accounts.set('owner', { email, email_verified: true })
  const visitor = await hall.newPage()
  await visitor.goto('/sign-in')
  await visitor.getByRole('link', { name: 'Sign in with Head office' }).click()
  await visitor.getByRole('link', { name: 'owner', exact: true }).click()
  await visitor.getByText('There is an account with your address here.').waitFor()
  await visitor.getByRole('link', { name: 'Back to sign in' }).click()
  expect(pathOf(visitor)).toBe('/sign-in')

  const page = await hall.newPage()
  await page
    .context()
    .addCookies([{ name: 'session', value: session.cookies.get('session') ?? '', url: hall.url }])
  await page.goto('/account/security')
  await send(page, 'Link with Head office')
  await page.getByRole('link', { name: 'Go to Head office' }).click()
  await chooseAtProvider(page, 'owner', true)
  expect(pathOf(page)).toBe('/account/security')
  expect(await page.locator('#linked').textContent()).toContain(email)
  await page.locator('#linked').getByRole('button', { name: 'Unlink' }).click()
  await Promise.all([
    page.waitForEvent('framenavigated'),
    page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click(),
  ])
  expect(await flashOf(page)).toContain('It is no longer linked.')
})

test('where people get in by providers only, the other ways are for those who manage them', async () => {
  const boss = await hall.newPage({ as: 'administrator' })
  await boss.goto('/settings/sign-in')
  await boss.getByLabel('Only these providers let people in').check()
  await send(boss, 'Save')
  expect(await flashOf(boss)).toContain('It counts from now on.')
  const page = await hall.newPage()
  await page.goto('/sign-in')
  expect(await page.getByLabel('Password', { exact: true }).isVisible()).toBe(false)
  await page.getByText('Other ways to sign in').click()
  await page.getByLabel('E-mail address').fill(hall.people.member.email)
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await send(page, 'Sign in')
  expect(await page.locator('main').textContent()).toContain('lets people in by this only')
  await boss.goto('/settings/sign-in')
  await boss.getByLabel('Only these providers let people in').uncheck()
  await send(boss, 'Save')

  await boss.getByRole('link', { name: 'Head office', exact: true }).click()
  await boss.getByRole('button', { name: 'Remove provider' }).click()
  await Promise.all([
    boss.waitForEvent('framenavigated'),
    boss.getByRole('dialog').getByRole('button', { name: 'Remove provider' }).click(),
  ])
  expect(await flashOf(boss)).toContain('The provider is removed.')
})
