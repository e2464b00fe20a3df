import { expect, test } from '@jest/globals'
import { pseudoLocale } from '../../src/platform/pseudo-locale.ts'
import { hall, shareHall } from './hall.ts'
import { looks, wearLogo } from './looks.ts'
import { inDisguise, sendEmpty, typedByPeople, untranslated } from './untranslated.ts'

shareHall()

test('every word of every page went through t(), and 40 % longer ones still fit on a small phone', async () => {
  await hall.portal.runJobs()
  await wearLogo()
  const faults: string[] = []
  await inDisguise(async () => {
    const typed = await typedByPeople()
    const roles = new Set(looks().map(({ as }) => as))
    const rounds = [...roles].map(async (as) => {
      const page = await hall.newPage({ width: 320, height: 740, locale: pseudoLocale, as })
      for (const { path, state, act, page: name } of looks().filter((look) => look.as === as)) {
        // Other states press buttons by their English words; a form that lacks something needs none.
        if (act && state !== 'errors') continue
        await page.goto(path)
        if (act) await sendEmpty(page)
        const said = await untranslated(page, typed)
        faults.push(...said.map((fault) => `${name} ${state ?? ''} ${fault}`))
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        if (over > 0) faults.push(`${name} ${state ?? ''} is ${over} px wider than 320`)
      }
      await page.context().close()
    })
    await Promise.all(rounds)
  })
  expect([...new Set(faults)].sort()).toEqual([])
}, 300_000)

test('planted words that bypass t() are found', async () => {
  const page = await hall.newPage({ locale: pseudoLocale })
  await page.goto('/sign-in')
  expect(await untranslated(page, await typedByPeople())).toEqual([])
  await page.evaluate(() => {
    const planted =
      '<p>Hello <b>⟦Ŵ⟧ there</b> 12</p><img alt="Logo"><input placeholder="Name" aria-label="⟦Ń⟧">'
    document.querySelector('main')?.insertAdjacentHTML('beforeend', planted)
  })
  expect(await untranslated(page, [])).toEqual(
    expect.arrayContaining([
      expect.stringContaining('Hello'),
      expect.stringContaining('there'),
      expect.stringContaining('Logo'),
      expect.stringContaining('Name'),
    ]),
  )
  await page.context().close()
})
