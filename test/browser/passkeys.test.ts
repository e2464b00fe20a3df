import { expect, test } from '@jest/globals'
import type { CDPSession, Page } from 'playwright-core'
import { makePerson, password } from '../factories/people.ts'
import { hall, send, shareHall } from './hall.ts'

shareHall()

const pathOf = (page: Page) => new URL(page.url()).pathname
const flashOf = (page: Page) => page.locator('[data-flash]').textContent()

interface Device {
  page: Page
  cdp: CDPSession
  authenticatorId: string
}

/** A browser with an authenticator in it, as a laptop with a fingerprint reader has. */
async function openDevice({ offers = true } = {}): Promise<Device> {
  const page = await hall.newPage()
  // Some browsers offer passkeys only when they are asked.
  if (!offers)
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false
    })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      // Else it would answer, unasked, as soon as a page offers passkeys where the address is typed.
      automaticPresenceSimulation: false,
    },
  })
  return { page, cdp, authenticatorId }
}

/** Touches the sensor while something happens. */
async function touching({ cdp, authenticatorId }: Device, work: () => Promise<void>): Promise<void> {
  await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: true })
  await work()
  await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: false })
}

async function signInByPassword(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await send(page, 'Sign in')
}

async function addPasskey(device: Device, name: string): Promise<void> {
  const { page } = device
  await page.goto('/account/security')
  await page.getByRole('link', { name: 'Add a passkey' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await touching(device, () => send(page, 'Make passkey'))
}

test('a passkey is made, signs in by its button, steps up, gets a name and is removed', async () => {
  const { email } = await makePerson(hall.portal, { tenantId: hall.tenantId })
  const device = await openDevice({ offers: false })
  const { page } = device
  await signInByPassword(page, email)
  await addPasskey(device, 'Laptop')
  expect(await flashOf(page)).toContain('The passkey is added.')
  expect(await page.locator('#passkeys').textContent()).toContain('north.localhost')

  await page.context().clearCookies()
  await page.goto('/account/passkeys/new')
  expect(pathOf(page)).toBe('/sign-in')
  await touching(device, () => send(page, 'Use a passkey'))
  // Signed in, brought to where one wanted to go, and as well proven as one can be.
  expect(pathOf(page)).toBe('/account/passkeys/new')

  hall.portal.clock.advance({ minutes: 11 })
  await page.goto('/account/passkeys/new')
  expect(pathOf(page)).toBe('/step-up')
  await touching(device, () => send(page, 'Use a passkey'))
  expect(pathOf(page)).toBe('/account/passkeys/new')

  await page.goto('/account/security')
  await page.getByRole('link', { name: 'Laptop', exact: true }).click()
  await page.getByLabel('Name', { exact: true }).fill('')
  await send(page, 'Save name')
  expect(await page.locator('.error-summary').textContent()).toContain('Name: Fill this in.')
  await page.getByLabel('Name', { exact: true }).fill('Old laptop')
  await send(page, 'Save name')
  expect(await page.locator('#passkeys').textContent()).toContain('Old laptop')
  await page.getByRole('link', { name: 'Old laptop', exact: true }).click()
  await page.getByRole('button', { name: 'Remove passkey' }).click()
  await Promise.all([
    page.waitForEvent('framenavigated'),
    page.getByRole('dialog').getByRole('button', { name: 'Remove passkey' }).click(),
  ])
  expect(await flashOf(page)).toContain('The passkey is removed.')

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await touching(device, () => send(page, 'Use a passkey'))
  expect(await flashOf(page)).toContain('This passkey could not be used.')
})

test('a passkey is offered where the address is typed, and takes the second step', async () => {
  const { email, client } = await makePerson(hall.portal, { tenantId: hall.tenantId })
  const device = await openDevice()
  const { page } = device
  await signInByPassword(page, email)
  await addPasskey(device, 'Laptop')
  await page.context().clearCookies()

  // What an authenticator that is touched all the time would pick from the list under the field.
  await touching(device, async () => {
    await page.goto('/sign-in?next=%2Fmy-units')
    await page.waitForURL('**/my-units')
  })

  await hall.portal.app.database.pool.query(
    `INSERT INTO second_factors (account_id, sealed_secret, created_at, confirmed_at)
     SELECT a.id, '\\x00', now(), now() FROM accounts a WHERE a.email = $1`,
    [email],
  )
  expect(client.cookies.has('session')).toBe(true)
  await page.context().clearCookies()
  await signInByPassword(page, email)
  expect(pathOf(page)).toBe('/sign-in/second-step')
  await touching(device, () => send(page, 'Use a passkey'))
  expect(pathOf(page)).toBe('/')
})

test('whoever does not confirm is told, and may try again or go on in another way', async () => {
  const device = await openDevice()
  const { page, cdp, authenticatorId } = device
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await page.goto('/sign-in')
  await touching(device, async () => {
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByText('That did not work.').waitFor()
  })
  expect(await page.getByRole('button', { name: 'Use a passkey' }).isEnabled()).toBe(true)
  expect(await page.getByLabel('Password', { exact: true }).isVisible()).toBe(true)
})

test('without JavaScript no passkey is offered, and the other ways are there', async () => {
  const page = await hall.newPage({ javaScript: false })
  await page.goto('/sign-in')
  expect(await page.getByRole('button', { name: 'Use a passkey' }).isVisible()).toBe(false)
  await signInByPassword(page, hall.people.member.email)
  expect(pathOf(page)).toBe('/')
  await page.goto('/account/passkeys/new')
  expect(await page.locator('main').textContent()).toContain('Passkeys need JavaScript')
  expect(await page.getByRole('button', { name: 'Make passkey' }).isVisible()).toBe(false)
})
