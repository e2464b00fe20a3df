import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { mailsTo } from '../factories/mails.ts'
import { type MadePerson, makePerson } from '../factories/people.ts'
import { hall, send, shareHall } from './hall.ts'

shareHall()

const main = (page: Page) => page.locator('main')
const wordsOf = async (page: Page) => (await main(page).textContent()) ?? ''
const navigate = (page: Page, name: string) =>
  page.locator('.navigation').getByRole('link', { name, exact: true }).click()
const follow = (page: Page, name: string | RegExp) =>
  main(page)
    .getByRole('link', { name, exact: typeof name === 'string' })
    .first()
    .click()
const fill = (page: Page, label: string, value: string) =>
  main(page)
    .getByLabel(new RegExp(`^${label}( \\(optional\\))?$`))
    .first()
    .fill(value)

/** Opens the newest mail to somebody that says this of the project, and follows its link. */
async function followMail(page: Page, { email }: MadePerson, title: string, words: string): Promise<void> {
  await hall.portal.runJobs()
  const mails = (await mailsTo(hall.portal, email)).filter(({ subject, text }) =>
    `${subject}\n${text}`.includes(title),
  )
  const mail = mails.filter(({ subject }) => subject.includes(words)).at(-1)
  if (!mail) throw new Error(`Nothing of "${words}" in: ${mails.map(({ subject }) => subject).join(', ')}`)
  await page.goto(mail.text.match(/https?:\/\/[^/\s]+(\/\S+)/)?.[1] ?? '')
}

/** What reviewers give to each application, known by its proposal since names are hidden: price, experience. */
type Points = Record<'Slate' | 'Clay' | 'Tin', [string, string]>

describe.each([
  { words: 'with JavaScript', javaScript: true },
  { words: 'without JavaScript', javaScript: false },
])('$words', ({ javaScript }) => {
  test('a project is offered, three apply, two weigh, it is awarded by two people and appealed about', async () => {
    const title = `Roof of the market hall ${javaScript}`
    const { tenantId, portal } = hall
    const make = (givenName: string, isStaff = false) =>
      makePerson(portal, {
        tenantId,
        givenName,
        familyName: `Roof${javaScript}`,
        roles: isStaff ? ['member', 'administrator'] : ['member'],
      })
    const people = {
      staff: await make('Oksana', true),
      second: await make('Stepan', true),
      third: await make('Vira', true),
      olena: await make('Olena'),
      bohdan: await make('Bohdan'),
      taras: await make('Taras'),
      halyna: await make('Halyna'),
      yurii: await make('Yurii'),
    }
    const open = (as: MadePerson) => hall.newPage({ javaScript, as })
    const mail = (page: Page, who: keyof typeof people, words: string) =>
      followMail(page, people[who], title, words)

    // The project is drafted, completed and published.
    const staff = await open(people.staff)
    await staff.goto('/')
    await navigate(staff, 'Manage projects')
    await follow(staff, 'Draft a project')
    await main(staff).getByLabel('Unit', { exact: true }).selectOption(tenantId)
    await fill(staff, 'Title', title)
    await send(staff, 'Save draft')
    await follow(staff, 'A deadline')
    await fill(staff, 'Description', 'New **tiles** and gutters.')
    await fill(staff, 'Time zone of the project', 'UTC')
    const deadline = new Date(portal.clock.now().getTime() + 10 * 86_400_000)
    await fill(staff, 'Deadline', deadline.toISOString().slice(0, 16))
    await fill(staff, 'Currency', 'EUR')
    await fill(staff, 'Budget up to', '90,000')
    await fill(staff, 'Skills', 'Roofing')
    await fill(staff, 'E-mail', 'roof@example.org')
    await send(staff, 'Save')

    // By what it will be weighed and what stays hidden: from publication on both stand.
    await follow(staff, 'Say how it is reviewed')
    await follow(staff, 'Change rubric')
    await fill(staff, 'Criterion', 'Price')
    await fill(staff, 'Weight', '2')
    await send(staff, 'Add another criterion')
    await main(staff).getByLabel('Criterion', { exact: true }).nth(1).fill('Experience')
    await send(staff, 'Save rubric')
    await follow(staff, 'Change how it is reviewed')
    await main(staff).getByLabel('names and contact of applicants').check()
    await fill(staff, 'Awards above this amount take two people', '50,000')
    await send(staff, 'Save')
    await follow(staff, title)
    await send(staff, 'Publish')

    // Who weighs it.
    await follow(staff, 'Open the review')
    for (const name of ['Halyna', 'Yurii']) {
      await follow(staff, 'Appoint reviewer')
      await fill(staff, 'Name of a member', name)
      await send(staff, 'Find people')
      await send(staff, `Appoint ${name} Roof${javaScript}`)
    }

    // Somebody finds it and asks; staff answer.
    const olena = await open(people.olena)
    await olena.goto('/')
    await navigate(olena, 'Projects')
    await fill(olena, 'Search', title)
    await send(olena, 'Search')
    await follow(olena, title)
    await follow(olena, 'Ask a question')
    await fill(olena, 'What you want to know', 'Do the old tiles stay on site?')
    await send(olena, 'Ask')
    await mail(staff, 'staff', 'question')
    await follow(staff, 'Answer')
    await fill(staff, 'Answer', 'No, they are taken away.')
    await send(staff, 'Publish answer')

    // Three apply.
    const apply = async (page: Page, proposal: string, price: string) => {
      await page.goto('/projects')
      await follow(page, title)
      expect(await wordsOf(page)).toContain('No, they are taken away.')
      await follow(page, 'Apply')
      await send(page, 'Start an application')
      await fill(page, 'Proposal', proposal)
      await fill(page, 'Experience', 'Ten roofs.')
      await fill(page, 'How the work goes on', 'Six weeks.')
      if (javaScript && page === olena) {
        // What is typed is kept without a button.
        await page.locator('[data-autosave]', { hasText: 'Saved.' }).waitFor()
        await page.reload()
      }
      await send(page, 'Add a line')
      await fill(page, 'What it is', 'All of it')
      await fill(page, 'Price of one', price)
      await send(page, 'Save and go on')
    }
    const hasArrived = async (page: Page) => {
      await send(page, 'Submit application')
      expect(await page.locator('[data-flash]').textContent()).toContain('Your application has arrived.')
    }
    await apply(olena, 'Slate, as it was.', '60,000')
    await main(olena)
      .getByLabel('A file')
      .setInputFiles({
        name: 'plan.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
      })
    await send(olena, 'Add the file')
    await send(olena, 'Go on: check and submit')
    expect(await wordsOf(olena)).toContain('plan.pdf')
    await hasArrived(olena)
    const bohdan = await open(people.bohdan)
    await apply(bohdan, 'Clay tiles.', '55,000')
    await send(bohdan, 'Go on: check and submit')
    await hasArrived(bohdan)
    const taras = await open(people.taras)
    await apply(taras, 'Tin.', '20,000')
    await send(taras, 'Go on: check and submit')
    await hasArrived(taras)

    // An addendum: one reads it and changes the application, one withdraws, comes back and submits again.
    await staff.goto('/')
    await navigate(staff, 'Manage projects')
    await follow(staff, title)
    await follow(staff, 'Issue addendum')
    await fill(staff, 'What is changed, and why', 'Gutters are of copper.')
    await main(staff).getByLabel('It is material').check()
    await send(staff, 'Issue addendum')
    await mail(bohdan, 'bohdan', 'was changed')
    expect(await wordsOf(bohdan)).toContain('not acknowledged')
    await send(bohdan, 'I have read the addenda')
    await send(bohdan, 'Change application')
    await fill(bohdan, 'Proposal', 'Clay tiles, copper gutters.')
    await send(bohdan, 'Save and go on')
    await send(bohdan, 'Go on: check and submit')
    await hasArrived(bohdan)
    await taras.goto('/')
    await navigate(taras, 'My applications')
    await follow(taras, title)
    if (javaScript) {
      await main(taras).getByRole('button', { name: 'Withdraw application' }).click()
      await Promise.all([
        taras.waitForEvent('framenavigated'),
        taras.getByRole('dialog').getByRole('button', { name: 'Withdraw application' }).click(),
      ])
      await taras.waitForLoadState()
    } else await send(taras, 'Withdraw application')
    await send(taras, 'I have read the addenda')
    await follow(taras, 'Apply again')
    await send(taras, 'Save and go on')
    await send(taras, 'Go on: check and submit')
    await hasArrived(taras)

    // The deadline passes, and the review begins.
    portal.clock.advance({ days: 11 })
    await taras.goto('/my-applications')
    await follow(taras, title)
    expect(await wordsOf(taras)).toContain('The deadline is over: nothing can be changed any more.')
    await staff.goto('/managed-projects')
    await follow(staff, title)
    await send(staff, 'Begin review')
    await follow(staff, 'Open the review')
    await follow(staff, 'Applications')
    await fill(staff, 'Reviewers for each application', '2')
    await send(staff, 'Share out evenly')

    // Two weigh, without names; one asks.
    const weigh = async (who: 'halyna' | 'yurii', points: Points) => {
      const page = await open(people[who])
      if (who === 'halyna') {
        await page.goto('/')
        await navigate(page, 'Profile')
        await page.locator('.tabs').getByRole('link', { name: 'My reviews' }).click()
        await follow(page, title)
      } else await mail(page, who, 'wait for your review')
      const queue = page.url()
      const sheets = main(page).getByRole('link', { name: /^Application [0-9A-F]{6}$/ })
      const addresses = await sheets.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
      expect(addresses).toHaveLength(3)
      for (const address of addresses) {
        await page.goto(address)
        const words = await wordsOf(page)
        expect(words).not.toMatch(/Olena|Bohdan|Taras/)
        const proposal = (Object.keys(points) as Array<keyof Points>).find((each) => words.includes(each))
        if (!proposal) throw new Error(`No proposal in: ${words}`)
        if (who === 'halyna' && proposal === 'Tin') {
          await fill(page, 'What should be made clear', 'How thick is the tin?')
          await send(page, 'Send question')
        }
        const [price, experience] = points[proposal]
        await fill(page, 'Points for Price, 10 at most', price)
        await send(page, 'Save review')
        await fill(page, 'Points for Experience, 10 at most', experience)
        // What was typed after it was saved is handed in as well.
        await main(page).getByText('I have finished', { exact: true }).click()
        await send(page, 'Hand in review')
        expect(await wordsOf(page)).toContain(`${experience} of 10`)
      }
      await page.goto(queue)
      expect(await main(page).getByText('handed in').count()).toBe(3)
      await page.context().close()
    }
    await weigh('halyna', { Slate: ['6', '9'], Clay: ['7', '8'], Tin: ['10', '1'] })
    await mail(taras, 'taras', 'A question about your application')
    expect(await wordsOf(taras)).not.toContain('Halyna')
    await fill(taras, 'Your answer', 'One millimetre.')
    await send(taras, 'Send answer')
    await weigh('yurii', { Slate: ['7', '9'], Clay: ['7', '7'], Tin: ['9', '2'] })

    // The first is to be awarded, which takes two; the others are declined together.
    await staff.goto('/managed-projects')
    await follow(staff, title)
    await follow(staff, 'Open the review')
    await follow(staff, 'Applications')
    const ranked = await main(staff)
      .locator('#main table, table')
      .first()
      .locator('tbody th')
      .allTextContents()
    expect(ranked.map((name) => name.split(' ')[0])).toEqual(['Olena', 'Bohdan', 'Taras'])
    await follow(staff, /^Olena/)
    await send(staff, 'Put on shortlist')
    await follow(staff, 'Award')
    await fill(staff, 'Reason', 'First of all three.')
    await fill(staff, 'Feedback', 'We like the slate.')
    await send(staff, 'Show messages anew')
    expect(await main(staff).locator('#messages').textContent()).toContain('We like the slate.')
    await send(staff, 'Decide')
    expect(await wordsOf(staff)).toContain('waits for a second person')
    for (const name of ['Bohdan', 'Taras'])
      await main(staff).getByLabel(`Choose ${name} Roof${javaScript}`).check()
    await main(staff).getByLabel('Decline', { exact: true }).check()
    await send(staff, 'Go on to the decision')
    await fill(staff, 'Reason', 'Less experience.')
    await fill(staff, 'Feedback', 'Show more roofs next time.')
    await send(staff, 'Decide')
    const second = await open(people.second)
    await mail(second, 'second', 'waits for you')
    await send(second, 'Agree')

    // Everybody is told, with feedback and without anybody's name.
    await mail(olena, 'olena', 'You are awarded')
    expect(await wordsOf(olena)).toContain('We like the slate.')
    await mail(bohdan, 'bohdan', 'Your application for')
    const told = await wordsOf(bohdan)
    expect(told).toContain('Show more roofs next time.')
    expect(told).not.toMatch(/Olena|Taras|Oksana|Stepan|Halyna|Yurii|First of|Less experience/)

    // An appeal goes to somebody who decided nothing of this project.
    await fill(bohdan, 'Why you appeal', 'My roofs were not looked at.')
    await send(bohdan, 'Appeal')
    await staff.goto('/managed-projects')
    await follow(staff, title)
    await follow(staff, 'Open the review')
    await follow(staff, 'Applications')
    await follow(staff, /^Bohdan/)
    expect(await main(staff).getByRole('button', { name: 'Answer appeal' }).count()).toBe(0)
    const third = await open(people.third)
    await mail(third, 'third', 'An appeal about')
    await fill(third, 'Answer', 'They were, all ten of them.')
    await send(third, 'Answer appeal')
    await mail(bohdan, 'bohdan', 'Your appeal')
    expect(await wordsOf(bohdan)).toContain('They were, all ten of them.')
    await follow(bohdan, 'Your application')
    expect(await wordsOf(bohdan)).toContain('Clay tiles, copper gutters.')
    for (const page of [staff, second, third, olena, bohdan, taras]) await page.context().close()
  }, 120_000)
})
