import type { Page } from 'playwright-core'
import { sql } from '../../src/platform/db/sql.ts'
import { countriesIn, languagesIn } from '../../src/platform/presentation/countries.ts'
import { zoneName, zoneParts } from '../../src/platform/presentation/time-zones.ts'
import { pseudoLocale } from '../../src/platform/pseudo-locale.ts'
import { until } from '../factories/waiting.ts'
import { hall } from './hall.ts'

export function inDisguise(work: () => Promise<void>): Promise<void> {
  return inLanguage(pseudoLocale, work)
}

/** Lets everybody of the hall read a language, and gives them back what they read before. */
export async function inLanguage(locale: string, work: () => Promise<void>): Promise<void> {
  const { sql: run } = hall.portal.app.database
  const before = await run<{ id: string; locale: string }>(sql`SELECT id, locale FROM persons`)
  try {
    await run(sql`UPDATE persons SET locale = ${locale}`)
    // Sessions are cached until the database has told of the change.
    for (const { client } of Object.values(hall.people))
      await until(`the pages speak ${locale}`, async () =>
        (await client.get('/profile')).text.includes(`<html lang="${locale}"`),
      )
    await work()
  } finally {
    for (const { id, locale } of before)
      await run(sql`UPDATE persons SET locale = ${locale} WHERE id = ${id}::uuid`)
  }
}

/** Everything in the hall that somebody typed, so that no translation is to be expected. */
export async function typedByPeople(): Promise<string[]> {
  const rows = await hall.portal.app.database.sql<{ typed: string | null }>(sql`
    SELECT name AS typed FROM units UNION SELECT host FROM tenant_hosts
    UNION SELECT name FROM foundings UNION SELECT slug FROM foundings UNION SELECT purpose FROM foundings UNION SELECT unit_kind FROM foundings UNION SELECT concat_ws(' ', given_name, family_name) FROM foundings
    UNION SELECT given_name || ' ' || family_name FROM persons UNION SELECT display_name FROM persons
    UNION SELECT label->>'en' FROM unit_kinds UNION SELECT reason FROM grants UNION SELECT name->>'en' FROM roles UNION SELECT description->>'en' FROM roles
    UNION SELECT label->>'en' FROM member_classes
    UNION SELECT label->>'en' FROM field_definitions UNION SELECT help->>'en' FROM field_definitions
    UNION SELECT item->'label'->>'en' FROM field_definitions, jsonb_array_elements(options->'items') item
    UNION SELECT email::text FROM accounts UNION SELECT name FROM api_tokens UNION SELECT name FROM passkeys UNION SELECT name FROM identity_providers UNION SELECT issuer FROM identity_providers
    UNION SELECT unnest(skills) FROM persons UNION SELECT title FROM persons UNION SELECT bio FROM persons UNION SELECT array_to_string(skills, ' · ') FROM persons UNION SELECT array_to_string(skills, ', ') FROM persons
    UNION SELECT name FROM certifications UNION SELECT issuer FROM certifications
    UNION SELECT name->>'en' FROM positions UNION SELECT description->>'en' FROM positions UNION SELECT reason FROM terms
    UNION SELECT name->>'en' FROM project_categories UNION SELECT unnest(ARRAY[title, organisation, contact_email, city]) FROM projects UNION SELECT unnest(skills) FROM projects
    UNION SELECT item->>'title' FROM applications, jsonb_array_elements(draft->'items') item
    UNION SELECT title FROM project_demands UNION SELECT text FROM project_addenda UNION SELECT name FROM project_sources UNION SELECT unnest(ARRAY[text, answer]) FROM project_questions
    UNION SELECT unnest(ARRAY[name, description]) FROM question_banks UNION SELECT title FROM questions UNION SELECT unnest(tags) FROM questions
    UNION SELECT array_to_string(tags, ', ') FROM questions
    UNION SELECT item->>'text' FROM question_revisions, jsonb_array_elements(content->'options') item
    UNION SELECT unnest(ARRAY[title, summary]) FROM course_versions UNION SELECT unnest(objectives || tags) FROM course_versions UNION SELECT title FROM course_modules UNION SELECT title FROM lessons
    UNION SELECT message FROM join_requests
    UNION SELECT legal_name FROM companies UNION SELECT about FROM companies
    UNION SELECT title FROM company_papers UNION SELECT concat_ws(', ', issuer, number, jurisdiction) FROM company_papers
    UNION SELECT concat_ws(' · ', issuer, number, jurisdiction) FROM company_papers UNION SELECT concat_ws(' · ', issuer, number, jurisdiction) FROM certifications
    UNION SELECT array_to_string(skills, ' · ') FROM companies UNION SELECT title FROM past_works UNION SELECT name FROM stored_files
    UNION SELECT address FROM person_invitations UNION SELECT left(address, 1) || '…@' || split_part(address, '@', 2) FROM person_invitations
    UNION SELECT given_name FROM person_invitations UNION SELECT family_name FROM person_invitations
    UNION SELECT subject FROM kept_mails UNION SELECT recipient FROM kept_mails`)
  return [
    ...rows.flatMap(({ typed }) => typed ?? []),
    hall.portal.app.config.BRAND_NAME,
    ...namesOfTheWorld(),
  ]
}

/** Zones are called by their cities, languages by their own names, currencies by their codes; countries as the browser's language calls them. */
function namesOfTheWorld(): string[] {
  const zones = Intl.supportedValuesOf('timeZone').flatMap((zone) => [zoneName(zone), zoneParts(zone).place])
  const places = [...countriesIn(pseudoLocale), ...languagesIn(pseudoLocale)].map(({ name }) => name)
  return [
    ...zones.filter(Boolean),
    'UTC',
    'English',
    'Українська',
    ...places,
    ...Intl.supportedValuesOf('currency'),
  ]
}

/** Sends the form of the page as it is, past the browser's own checks. */
export async function sendEmpty(page: Page): Promise<void> {
  await Promise.all([
    page.waitForEvent('framenavigated'),
    page.evaluate(() => {
      const form = [...document.querySelectorAll<HTMLFormElement>('main form')].find(
        ({ method }) => method === 'post',
      )
      for (const field of form?.querySelectorAll<HTMLInputElement>('input[type=text], input[type=email]') ??
        [])
        field.value = ''
      if (form) HTMLFormElement.prototype.submit.call(form)
    }),
  ])
  await page.waitForLoadState()
}

/**
 * What a page of the pseudo-locale says without having asked t(): text that stands outside the brackets and is no
 * number, no time, not marked as not to be translated or as of another language, and nothing that people typed.
 */
export async function untranslated(page: Page, typed: readonly string[]): Promise<string[]> {
  return page.evaluate(
    findUntranslated,
    [...typed].sort((a, b) => b.length - a.length),
  )
}

/** Runs in the page. */
function findUntranslated(typed: string[]): string[] {
  const found: string[] = []
  const asked = [...new URLSearchParams(location.search).values()]
  const outside = 'script, style, noscript, time, [translate="no"], body [lang], textarea'
  const look = (text: string | null, where: string) => {
    // Codes of colours are the same everywhere.
    let rest = (text ?? '').replace(/#[0-9a-f]{6}\b/gi, '')
    for (let before = ''; before !== rest; ) {
      before = rest
      rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '')
    }
    // What one has searched for is shown again.
    if (asked.includes(rest.trim())) return
    for (const data of typed) rest = rest.replaceAll(data, '')
    if (/\p{L}/u.test(rest)) found.push(`${where}: “${rest.trim().slice(0, 80)}”`)
  }
  look(document.title, 'title')
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement
    if (parent && !parent.closest(outside))
      look(walker.currentNode.textContent, parent.className || parent.tagName)
  }
  for (const attribute of [
    'aria-label',
    'aria-description',
    'aria-roledescription',
    'title',
    'placeholder',
    'alt',
  ])
    for (const element of document.querySelectorAll(`[${attribute}]`))
      if (!element.closest(outside)) look(element.getAttribute(attribute), `${element.tagName} ${attribute}`)
  for (const button of document.querySelectorAll('input[type=submit], input[type=button]'))
    look(button.getAttribute('value'), 'button')
  return found
}
