import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { joinings, kindIcons } from '../../src/modules/units/kind.ts'
import { unitSettingNames } from '../../src/modules/units/setting.ts'
import { unitStatuses } from '../../src/modules/units/unit.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import {
  type LocaleFiles,
  localeFileFaults,
  messageFaults,
  missingKeys,
  unusedKeys,
  wantedOf,
} from './rules/locales.ts'
import { mailFaults } from './rules/mails.ts'
import { planted, readProgram, readSources } from './rules/source.ts'

const program = readProgram()
const wanted = wantedOf(program)
const locales = readLocales(join(projectRoot, 'templates/locales'))
const known = keysOf(locales)

/** Families whose last part is one of a list: each of them has words. */
const lists: Record<string, readonly string[]> = {
  'units.kinds.icons': kindIcons,
  'units.joinings': joinings,
  'units.settings.names': unitSettingNames,
  'units.settings.help': unitSettingNames,
  'units.joiningHelp': joinings,
  'units.statuses': unitStatuses,
  'layout.flash': ['success', 'info', 'warning', 'error'],
  'reference.in': ['query', 'header'],
}

/** Keys that only running code can name, each with the place that does. */
const namedWhileRunning: Readonly<Record<string, string>> = {}

function readLocales(folder: string): LocaleFiles {
  return Object.fromEntries(
    readdirSync(folder).map((locale) => [
      locale,
      Object.fromEntries(
        readdirSync(join(folder, locale)).map((file) => [
          file,
          readFileSync(join(folder, locale, file), 'utf8'),
        ]),
      ),
    ]),
  )
}

function keysOf(files: LocaleFiles, locale = 'en'): Set<string> {
  return new Set(Object.values(files[locale] ?? {}).flatMap((text) => Object.keys(JSON.parse(text))))
}

test('every locale has the same keys, each once and in the file of its room', () => {
  expect(Object.keys(locales).length).toBeGreaterThan(1)
  expect(localeFileFaults(locales)).toEqual([])
})

test('every message can be read, takes the same values in each locale and has all plural forms', () => {
  expect(messageFaults(locales)).toEqual([])
})

test('every key that the program asks for exists', () => {
  expect(wanted.keys.size).toBeGreaterThan(150)
  expect(missingKeys(wanted, known)).toEqual([])
  const listed = Object.entries(lists).flatMap(([prefix, names]) => names.map((name) => `${prefix}.${name}`))
  expect(listed.filter((key) => !known.has(key))).toEqual([])
})

test('no key is left over', () => {
  const unused = unusedKeys(wanted, known, program)
  expect(unused.filter((key) => !Object.hasOwn(namedWhileRunning, key))).toEqual([])
})

test('every mail has a body in each locale that shows the same values, and is sent by some job', () => {
  expect(mailFaults(readSources(['templates/mail'], ['.liquid']), readSources(['jobs']))).toEqual([])
})

test('planted locale files that differ are caught', () => {
  const english = { 'units.json': '{\n  "units.name": "Name"\n}' }
  const faultsWith = (text: string) => localeFileFaults({ en: english, uk: { 'units.json': text } })
  expect(faultsWith('{\n  "units.name": "Назва"\n}')).toEqual([])
  for (const text of [
    '{}',
    '{\n  "units.name": "Назва",\n  "units.more": "Ще"\n}',
    '{\n  "units.name": "Назва",\n  "units.name": "Назва"\n}',
    '{\n  "units.name": "Назва",\n  "access.name": "Назва"\n}',
    '{\n  "units.name": ""\n}',
  ])
    expect({ text, caught: faultsWith(text).length > 0 }).toEqual({ text, caught: true })
})

test('planted messages that are broken, take other values or lack a plural form are caught', () => {
  const faultsOf = (en: string, uk: string) =>
    messageFaults({
      en: { 'a.json': JSON.stringify({ 'a.b': en }) },
      uk: { 'a.json': JSON.stringify({ 'a.b': uk }) },
    })
  const ukrainian = '{n, plural, one {# день} few {# дні} many {# днів} other {# дня}}'
  expect(faultsOf('{n, plural, one {# day} other {# days}}', ukrainian)).toEqual([])
  expect(faultsOf('{a, select, b {B} other {C}}', '{a, select, other {В} b {Б}}')).toEqual([])
  for (const [en, uk] of [
    ['{name} left', '{name left'],
    ['{name} left', 'Хтось пішов'],
    ['{name} left', '{person} пішов'],
    ['{n, plural, one {# day} other {# days}}', '{n, plural, one {# день} other {# дні}}'],
    ['{n, plural, other {# days}}', ukrainian],
    ['{n, plural, one {{name}} other {{name}}}', ukrainian],
    ['{kind, select, unit {Unit} other {Else}}', '{kind, select, units {Підрозділ} other {Інше}}'],
    ['{kind, select, unit {Unit} other {Else}}', '{kind, select, other {Інше}}'],
  ] as const)
    expect({ en, uk, caught: faultsOf(en, uk).length > 0 }).toEqual({ en, uk, caught: true })
})

test('planted uses of keys that do not exist are caught, whatever way they are asked for', () => {
  const missing = (text: string, path = 'templates/pages/a.tsx') =>
    missingKeys(wantedOf(planted({ [path]: text })), new Set(['request.status.409'])).length
  for (const text of [
    `t('units.never')`,
    `view.t(isOpen ? 'units.never' : 'request.status.409')`,
    `t(label ?? 'units.never')`,
    `t(\`units.never.\${kind}\`)`,
    `const key = \`layout.never.\${status}\``,
    `go('/', success('units.never'))`,
    `export const never = defineError('units.never', 409)`,
    `throw new AppError('units.never', 409)`,
    `z.string().refine(check, { params: { code: 'never' } })`,
    `z.string().refine(check, { params: { code: 'units.error.never' } })`,
    `throw invalid([{ pointer: '', code: 'never', message: '' }])`,
    `page({ navigation: { group: 'me', label: 'units.never', icon: 'units', order: 1 } })`,
    `const issues = () => [at(isMissing ? 'never' : 'never')]`,
  ])
    expect({ text, missing: missing(text) }).toEqual({ text, missing: 1 })
})

test('a planted permission without words, or in a room without a heading, is caught', () => {
  const files = planted({
    'src/modules/clubs/policy.ts': `export const permissions = { 'clubs.found': { may: 'found clubs', heldBy: [] } }`,
  })
  expect(missingKeys(wantedOf(files), new Set())).toEqual(['clubs.may.found', 'clubs.may.heading'])
})

test('a planted command without words for the audit is caught', () => {
  const files = planted({
    'src/modules/clubs/commands/found-club.ts': `export const foundClub = command({ name: 'clubs.foundClub' })`,
  })
  expect(missingKeys(wantedOf(files), new Set())).toEqual(['clubs.acts.foundClub'])
})

test('a planted key that nobody asks for is caught', () => {
  const files = planted({
    'templates/a.tsx': `t('units.name'); t(\`units.kinds.\${kind}\`); keep('units.kept')`,
  })
  const has = new Set(['units.name', 'units.kinds.group', 'units.kept', 'units.left'])
  expect(unusedKeys(wantedOf(files), has, files)).toEqual(['units.left'])
})

test('planted mails that a locale lacks, that show something else or that nobody sends are caught', () => {
  const job = planted({ 'jobs/a/b.ts': `mail.send({ template: 'a/b' })` })
  const bodies = (uk: Record<string, string>) =>
    planted({
      'templates/mail/en/a/b.liquid': 'Hello {{ name }}',
      ...Object.fromEntries(
        Object.entries(uk).map(([name, text]) => [`templates/mail/uk/${name}.liquid`, text]),
      ),
    })
  expect(mailFaults(bodies({ 'a/b': 'Вітаємо, {{ name }}' }), job)).toEqual([])
  expect(mailFaults(bodies({ 'a/b': 'Вітаємо' }), job)).toHaveLength(1)
  expect(mailFaults(bodies({ 'a/b': '{{ name }}', 'a/c': '' }), job)).toHaveLength(2)
  expect(mailFaults(bodies({ 'a/b': '{{ name }}' }), [])).toHaveLength(1)
})
