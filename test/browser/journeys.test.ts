import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { sql } from '../../src/platform/db/sql.ts'
import { codeIn, mailsTo } from '../factories/mails.ts'
import { makePerson, makeUnit, password } from '../factories/people.ts'
import { appCode } from '../factories/second-steps.ts'
import { hall, send, shareHall } from './hall.ts'

shareHall()

const pathOf = (page: Page) => new URL(page.url()).pathname
const titleOf = (page: Page) => page.locator('h1').textContent()
const flashOf = (page: Page) => page.locator('[data-flash]').textContent()

/** Opens the newest kept mail to an address and follows its link. */
async function followMail(page: Page, email: string): Promise<void> {
  await hall.portal.runJobs()
  await page.goto('/dev/mail')
  await page.locator('tr', { hasText: email }).first().locator('a').click()
  await page
    .locator('main')
    .getByRole('link', { name: /\/(confirm|new-password)\// })
    .first()
    .click()
}

describe.each([
  { words: 'with JavaScript', javaScript: true },
  { words: 'without JavaScript', javaScript: false },
])('$words', ({ javaScript }) => {
  test('somebody joins, signs in, mends the profile, forgets the password and comes back', async () => {
    const page = await hall.newPage({ javaScript })
    const email = `iryna.${javaScript}@example.org`
    await page.goto('/')
    expect(pathOf(page)).toBe('/sign-in')
    await page.getByRole('link', { name: 'Join' }).click()
    await page.getByLabel('E-mail address').fill(email)
    await send(page, 'Join')
    expect(await page.locator('.error-summary').textContent()).toContain(
      'Given name: Enter at least one name.',
    )
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(email)
    await page.getByLabel('Given name').fill('Iryna')
    await page.getByLabel('Family name').fill('Koval')
    await send(page, 'Join')
    expect(pathOf(page)).toBe('/sign-up/code')

    await followMail(page, email)
    const confirm = page.url()
    await page.getByLabel('Password', { exact: true }).fill('quiet river stone')
    await send(page, 'Confirm address and join')
    expect(await flashOf(page)).toContain('Your address is confirmed, and you are signed in.')
    expect(await titleOf(page)).toBe('Welcome, Iryna')

    await page.locator('.navigation').getByRole('link', { name: 'Profile' }).click()
    await page.locator('.tabs').getByRole('link', { name: 'About you', exact: true }).click()
    await page.getByLabel('Title').fill('Concrete finisher')
    await send(page, 'Save profile')
    expect(await flashOf(page)).toContain('Your profile is saved.')
    await page.locator('.tabs').getByRole('link', { name: 'Contact' }).click()
    await page.getByLabel('Phone').fill('by letter')
    await page.getByLabel('Town or city').fill('Kyiv')
    await send(page, 'Save profile')
    expect(await page.title()).toMatch(/^Error: Contact · Profile/)
    expect(await page.getByLabel('Phone').inputValue()).toBe('by letter')
    expect(await page.getByLabel('Town or city').inputValue()).toBe('Kyiv')
    await page.getByLabel('Country').selectOption('UA')
    await page.getByLabel('Phone').fill('+380 44 555 0100')
    await send(page, 'Save profile')
    expect(await flashOf(page)).toContain('Your profile is saved.')
    await page.reload()
    expect(await page.locator('[data-flash]').count()).toBe(0)
    await page.getByRole('link', { name: 'Northern Builders, home' }).click()
    expect(await page.locator('#profile').textContent()).toContain('Concrete finisher · +380 44 555 0100')

    await page.goto(confirm)
    await page.getByLabel('Password', { exact: true }).fill('quiet river stone')
    await send(page, 'Confirm address and join')
    expect(await page.locator('.error-summary').textContent()).toBe('This link no longer works.')
    await page.goto('/')
    await page.locator('.person-summary').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
    expect(await flashOf(page)).toContain('You are signed out.')

    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByLabel('E-mail address').fill(email)
    await send(page, 'Send code')
    await followMail(page, email)
    await page.getByLabel('New password').fill('tall granite harbor')
    await send(page, 'Set password')
    expect(await flashOf(page)).toContain('Your new password is set.')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('quiet river stone')
    await send(page, 'Sign in')
    expect(await page.locator('.error-summary').textContent()).toBe(
      'Address and password do not belong together.',
    )
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(email)
    await page.getByLabel('Password', { exact: true }).fill('tall granite harbor')
    await send(page, 'Sign in')
    expect(await titleOf(page)).toBe('Welcome, Iryna')
    await page.context().close()
  }, 60_000)

  test('a member finds a unit, joins it and leaves it', async () => {
    const page = await hall.newPage({ javaScript, as: 'member' })
    await page.goto('/units')
    await page.getByLabel('Search by name').fill('bay chap')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: 'Bay Chapter' }).click()
    await send(page, 'Join unit Bay Chapter')
    expect(await flashOf(page)).toContain('You are a member now.')
    await page.locator('.navigation').getByRole('link', { name: 'My units' }).click()
    await page.getByRole('link', { name: 'Bay Chapter' }).click()
    if (javaScript) {
      await page.getByRole('button', { name: 'Leave unit' }).click()
      const question = page.getByRole('dialog')
      expect(await question.textContent()).toContain('Leave Bay Chapter? You can join again later.')
      await question.getByRole('button', { name: 'Cancel' }).click()
      expect(await question.count()).toBe(0)
      await page.getByRole('button', { name: 'Leave unit' }).click()
      await Promise.all([
        page.waitForEvent('framenavigated'),
        question.getByRole('button', { name: 'Leave unit' }).click(),
      ])
    } else {
      expect(await page.locator('#actions').textContent()).toContain('You can join again later')
      await send(page, 'Leave unit')
    }
    expect(await flashOf(page)).toContain('You are no longer a member of this unit.')
    await page.context().close()
  })

  test('a manager creates a unit, renames and closes it; a hasty second click changes nothing', async () => {
    const page = await hall.newPage({ javaScript, as: 'manager' })
    await page.goto('/')
    await page.locator(`#managed a[href="/units/${hall.units.region}/new"]`).click()
    await page.getByRole('textbox', { name: 'Name' }).fill(`Masons ${javaScript}`)
    await send(page, 'Create unit')
    expect(await page.locator('.error-summary').textContent()).toContain('Kind: Choose one.')
    await page.getByLabel('Chapter').check()
    await page.getByRole('button', { name: 'Create unit' }).dblclick()
    await page.getByText(`Masons ${javaScript} is created.`).waitFor()
    const { body } = await hall.people.manager.client.call<{ items: unknown[] }>(
      'GET',
      `/units?search=Masons%20${javaScript}`,
    )
    expect(body.items).toHaveLength(1)

    await page.getByRole('link', { name: 'Edit unit' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Bay Chapter')
    await send(page, 'Save unit')
    expect(await page.locator('.error-summary').textContent()).toContain('an open unit with this name')
    await page.getByRole('textbox', { name: 'Name' }).fill(`Stone masons ${javaScript}`)
    await send(page, 'Save unit')
    expect(await titleOf(page)).toBe(`Stone masons ${javaScript}`)

    await page.getByRole('button', { name: 'Close unit' }).click()
    if (javaScript) await page.getByRole('dialog').getByRole('button', { name: 'Close unit' }).click()
    await page.getByText('This unit is closed.').waitFor()
    expect(await flashOf(page)).toContain(`Stone masons ${javaScript} is closed.`)
    await page.context().close()
  })
})

test('what somebody else saved meanwhile is not overwritten', async () => {
  const unitId = await makeUnit(hall.portal, hall.tenantId, hall.units.region, 'Riggers')
  const page = await hall.newPage({ as: 'manager' })
  await page.goto(`/units/${unitId}/edit`)
  await hall.people.administrator.client.call('PATCH', `/units/${unitId}`, { name: 'Steel riggers' })
  await page.getByRole('textbox', { name: 'Name' }).fill('My riggers')
  await send(page, 'Save unit')
  expect(await page.locator('.error-summary').textContent()).toContain('Someone changed this')
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('My riggers')
  await page.goto(`/units/${unitId}`)
  expect(await titleOf(page)).toBe('Steel riggers')
  await page.context().close()
})

test('the navigation shows what a role may open, and nothing else', async () => {
  const places = hall.portal.app.registry.modules
    .flatMap(({ pages = [] }) => pages)
    .filter(({ navigation }) => navigation)
  expect(places.length).toBeGreaterThan(3)
  for (const role of ['member', 'manager', 'administrator', 'outsider'] as const) {
    const page = await hall.newPage({ as: role, javaScript: false })
    await page.goto('/')
    // Phones find the same once more, in the bar and behind "More".
    const links = page.locator('.navigation-wide a, .topbar-tool')
    const shown = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    for (const { path, navigation } of places) {
      const answer = await page.goto(path)
      // Some are open to more people than they are offered to.
      const isOffered =
        navigation?.permission === 'courses.manage'
          ? role === 'manager' || role === 'administrator'
          : navigation?.permission !== 'member' || role !== 'outsider'
      expect({ role, path, shown: shown.includes(path) }).toEqual({
        role,
        path,
        shown: answer?.status() === 200 && isOffered,
      })
    }
    expect(shown.length).toBeLessThanOrEqual(places.length)
    await page.context().close()
  }
  const visitor = await hall.newPage()
  await visitor.goto('/dev/mail')
  expect(await visitor.locator('.navigation').count()).toBe(0)
  await visitor.context().close()
}, 60_000)

test('a unit offers each role the buttons that would work', async () => {
  const offers: Record<string, string[]> = {}
  for (const role of ['member', 'manager', 'administrator'] as const) {
    const page = await hall.newPage({ as: role })
    await page.goto(`/units/${hall.units.chapter}`)
    offers[role] = await page
      .locator('main .button, #actions a')
      .evaluateAll((buttons) =>
        buttons.map((button) => button.getAttribute('aria-label') ?? (button.textContent ?? '').trim()),
      )
    await page.context().close()
  }
  const changes = ['Create unit', 'Edit unit', 'Choose leader', 'Set boundary', 'Settings']
  const [held, give, why] = [
    'Roles held here and below',
    'Give a role',
    'Why may somebody do something here?',
  ]
  const join = 'Join unit Bay Chapter'
  const looks = 'Choose how the pages of this unit look'
  const transfer = 'Ask for the transfer'
  const positions = 'Positions'
  const invite = 'Invite somebody'
  const places = ['Move unit', 'Merge unit', 'Export units']
  expect(offers).toEqual({
    member: [join, transfer, positions],
    manager: [join, ...changes, ...places, transfer, 'Close unit', positions, invite, held, why],
    // Looks of a unit are for those who choose the looks of the association.
    administrator: [
      join,
      ...changes,
      ...places,
      transfer,
      'Close unit',
      positions,
      invite,
      held,
      give,
      why,
      looks,
      'Conditions for joining',
    ],
  })
})

test('the keyboard alone signs in, and errors come to the reader', async () => {
  const { email } = await makePerson(hall.portal, { tenantId: hall.tenantId })
  const page = await hall.newPage()
  const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.className)
  await page.goto('/sign-in')
  await page.keyboard.press('Tab')
  expect(await page.locator('.skip-link').evaluate((link) => link.getBoundingClientRect().top >= 0)).toBe(
    true,
  )
  await page.keyboard.press('Enter')
  expect(await focused()).toBe('main')
  await page.keyboard.press('Tab')
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  expect(await focused()).toBe('error-summary')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await focused()).toBe('form-password')
  await page.keyboard.type(password)
  await page.keyboard.press('Tab')
  expect(await focused()).toContain('affix-button')
  await page.keyboard.press('Tab')
  await Promise.all([page.waitForURL((at) => at.pathname === '/'), page.keyboard.press('Enter')])
  expect(await titleOf(page)).toBe('Welcome, Given')

  await page.locator('.person-summary').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Profile')
  await page.keyboard.press('Escape')
  expect(await page.locator('.person-menu').getAttribute('open')).toBeNull()
  expect(await focused()).toBe('person-summary')
  await page.context().close()
})

test('an address that needs a signature leads there after signing in', async () => {
  const page = await hall.newPage()
  await page.goto('/units?search=Bay')
  expect(page.url()).toContain('/sign-in?next=')
  await page.getByLabel('E-mail address').fill(hall.people.member.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await send(page, 'Sign in')
  expect(page.url()).toBe(`${hall.url}/units?search=Bay`)
  await page.context().close()
})

test('too many tries to sign in are told, with what was typed kept', async () => {
  const page = await hall.newPage()
  await page.goto('/sign-in')
  for (let tries = 0; tries < 11; tries += 1)
    await hall.portal
      .visitor()
      .call('POST', '/sign-in', { address: 'guess@example.org', password: 'wrong guess' })
  await page.getByLabel('E-mail address').fill('guess@example.org')
  await page.getByLabel('Password', { exact: true }).fill('wrong guess')
  await send(page, 'Sign in')
  expect(await page.locator('.error-summary').textContent()).toMatch(
    /Too many wrong tries. Try again in \d+ (second|minute)/,
  )
  expect(await page.getByLabel('E-mail address').inputValue()).toBe('guess@example.org')
  await page.context().close()
})

test('times are in the zone of the browser, and a profile made there keeps it', async () => {
  const page = await hall.newPage({ timezoneId: 'Asia/Tokyo' })
  await page.goto('/sign-in')
  expect(await page.locator('.footer').textContent()).toContain('UTC')
  await page.reload()
  expect(await page.locator('.footer').textContent()).toContain('Asia/Tokyo')
  await page.context().close()

  const first = await hall.newPage({ timezoneId: 'Asia/Tokyo' })
  await first.goto('/sign-up')
  await first.getByLabel('Given name').fill('Aiko')
  await first.getByLabel('Family name').fill('Mori')
  await first.getByLabel('E-mail address').fill('aiko@example.org')
  await send(first, 'Join')
  const signUps = await hall.portal.app.database.sql<{ timeZone: string }>(
    sql`SELECT time_zone AS "timeZone" FROM sign_ups s JOIN challenges c ON c.id = s.id WHERE c.address = 'aiko@example.org'`,
  )
  expect(signUps).toEqual([{ timeZone: 'Asia/Tokyo' }])
  await first.context().close()
})

describe.each([
  { words: 'with JavaScript', javaScript: true },
  { words: 'without JavaScript', javaScript: false },
])('$words', ({ javaScript }) => {
  test('somebody signs in with a code, sets up a second step and signs in with it', async () => {
    const { portal } = hall
    const { email } = await makePerson(portal, { tenantId: hall.tenantId })
    const page = await hall.newPage({ javaScript })
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Sign in with a code instead' }).click()
    await page.getByLabel('E-mail address').fill(email)
    await send(page, 'Send code')
    await portal.runJobs()
    const code = codeIn((await mailsTo(portal, email)).at(-1)?.text)
    await page.getByLabel('Code', { exact: true }).fill('000 000')
    await send(page, 'Sign in')
    expect(await page.locator('.error-summary').textContent()).toContain('You have 4 more tries.')
    expect(await page.getByLabel('Code', { exact: true }).inputValue()).toBe('')
    await page.getByLabel('Code', { exact: true }).fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await send(page, 'Sign in')

    await page.goto('/account/security')
    await send(page, 'Set up the second step')
    const secret = ((await page.locator('.code-block').textContent()) ?? '').replaceAll(' ', '')
    await page.getByLabel('Code', { exact: true }).fill(await appCode(portal, secret))
    await send(page, 'Switch on')
    const [recoveryCode = ''] = ((await page.locator('.code-block').textContent()) ?? '').split('\n')
    expect(recoveryCode).toMatch(/^\w{4}-\w{4}-\w{4}$/)

    const other = await hall.newPage({ javaScript })
    await other.goto('/sign-in?next=%2Faccount%2Fsecurity')
    await other.getByLabel('E-mail address').fill(email)
    await other.getByLabel('Password', { exact: true }).fill(password)
    await send(other, 'Sign in')
    expect(pathOf(other)).toBe('/sign-in/second-step')
    await other.getByLabel('Code', { exact: true }).fill(recoveryCode)
    await send(other, 'Sign in')
    expect(pathOf(other)).toBe('/account/security')
    expect(await other.locator('#second-step').textContent()).toContain('9 recovery codes are left.')
    expect(await other.locator('#devices tbody tr').count()).toBe(3)
    await other.context().close()
    await page.context().close()
  }, 60_000)
})

test('the language is that of the browser, until the profile names one', async () => {
  const { email } = await makePerson(hall.portal, { tenantId: hall.tenantId })
  const page = await hall.newPage({ locale: 'uk-UA' })
  await page.goto('/sign-in')
  expect(await page.locator('html').getAttribute('lang')).toBe('uk')
  expect(await titleOf(page)).toBe('Вхід')
  await page.context().close()

  const english = await hall.newPage({ locale: 'en-GB' })
  await english.goto('/sign-in')
  await english.getByLabel('E-mail address').fill(email)
  await english.getByLabel('Password', { exact: true }).fill(password)
  await send(english, 'Sign in')
  await english.goto('/profile/region')
  await english.getByLabel('Language').selectOption('uk')
  await english.getByLabel('Time zone').selectOption({ label: 'Kyiv' })
  await send(english, 'Save profile')
  // Who somebody is may be remembered for a second.
  for (let tries = 0; tries < 20; tries += 1) {
    if ((await english.locator('html').getAttribute('lang')) === 'uk') break
    await english.waitForTimeout(100)
    await english.reload()
  }
  expect(await titleOf(english)).toBe('Профіль')
  expect(await english.locator('.footer').textContent()).toContain('Europe/Kyiv')
  await english.context().close()
})
