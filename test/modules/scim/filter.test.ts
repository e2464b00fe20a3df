import { describe, expect, test } from '@jest/globals'
import { conditionOf } from '../../../src/modules/scim/condition-row.ts'
import { matches, parseFilter, parseValueFilter } from '../../../src/modules/scim/filter.ts'
import { user, userKind } from '../../../src/modules/scim/schema.ts'
import { userTable } from '../../../src/modules/scim/user-column-row.ts'
import { once, toStatement } from '../../../src/platform/db/sql.ts'

/** A filter in its plainest form, so that its precedence can be read. */
function shape(text: string): string {
  const write = (filter: ReturnType<typeof parseFilter>): string => {
    if ('left' in filter) return `(${write(filter.left)} ${filter.is} ${write(filter.right)})`
    if (filter.is === 'not') return `!${write(filter.inner)}`
    const { extension, attribute, sub } = filter.at
    const name = [extension?.split(':').at(-2), attribute.name, sub?.name].filter(Boolean).join('.')
    if (filter.is === 'some') return `${name}[]`
    return filter.is === 'present' ? `${name}?` : `${name} ${filter.by} ${JSON.stringify(filter.value)}`
  }
  return write(parseFilter(userKind, text))
}

describe('the examples of RFC 7644, 3.4.2.2', () => {
  test.each([
    ['userName eq "bjensen"', 'userName eq "bjensen"'],
    ['name.familyName co "O\'Malley"', 'name.familyName co "O\'Malley"'],
    ['userName sw "J"', 'userName sw "J"'],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"', 'userName sw "J"'],
    ['title pr', 'title?'],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', 'meta.lastModified gt "2011-05-13T04:42:34Z"'],
    ['title pr and userType eq "Employee"', '(title? and userType eq "Employee")'],
    ['title pr or userType eq "Intern"', '(title? or userType eq "Intern")'],
    [
      'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
      '(userType eq "Employee" and (emails.value co "example.com" or emails.value co "example.org"))',
    ],
    [
      'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
      '(userType ne "Employee" and !(emails.value co "example.com" or emails.value co "example.org"))',
    ],
    [
      'userType eq "Employee" and (emails.type eq "work")',
      '(userType eq "Employee" and emails.type eq "work")',
    ],
    [
      'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
      '(userType eq "Employee" and emails.value[])',
    ],
    ['emails[type eq "work"] or phoneNumbers[type eq "home"]', '(emails.value[] or phoneNumbers.value[])'],
  ])('%s', (text, expected) => expect(shape(text)).toBe(expected))
})

test('names and operators know no case, `and` binds more than `or`, extensions have their names', () => {
  expect(shape('USERNAME EQ "a" OR title pr AND NOT (active eq true)')).toBe(
    '(userName eq "a" or (title? and !active eq true))',
  )
  expect(shape('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "Tour"')).toBe(
    '2.0.department eq "Tour"',
  )
  expect(shape('userName eq "say \\"hi\\" \\u0041"')).toBe('userName eq "say \\"hi\\" A"')
  expect(shape('title eq null')).toBe('title eq null')
})

test.each([
  '',
  'userName',
  'userName eq',
  'userName eq bjensen',
  'userName eq "open',
  'userName like "a"',
  'shoeSize eq "1"',
  'userName.first eq "a"',
  'userName eq "a" and',
  '(userName eq "a"',
  'userName eq "a")',
  'not userName eq "a"',
  'emails[type eq "work"',
  'emails[type eq "work"].value eq "a"',
  'userName[type eq "work"]',
  'emails[emails[type eq "x"]]',
  'emails[shoe eq "x"]',
  'userName eq "a" userName eq "b"',
  "userName eq 'a'",
  'userName eq "a"; DROP TABLE persons',
  `${'('.repeat(30)}userName pr${')'.repeat(30)}`,
  Array.from({ length: 60 }, () => 'userName pr').join(' or '),
])('scim.invalidFilter: %s', (text) => {
  expect(() => parseFilter(userKind, text)).toThrow('scim.invalidFilter')
})

test.each([
  'active gt true',
  'active eq "yes"',
  'userName eq true',
  'meta.created eq "yesterday"',
  'meta.created co "2011-01-01T00:00"',
])('scim.invalidFilter: %s compares what cannot be compared', (text) => {
  expect(() => conditionOf(parseFilter(userKind, text), userTable('https://x'))).toThrow('scim.invalidFilter')
})

test('nothing that somebody sent becomes SQL', () => {
  const evil = `'); DROP TABLE persons; --`
  const filter = `userName eq "${evil}" or emails[value co "${evil}"] or title sw "${evil}" or groups.display eq "${evil}"`
  const { text, values, name } = toStatement(
    once(conditionOf(parseFilter(userKind, filter), userTable(evil))),
  )
  expect(text).not.toContain('DROP')
  expect(
    values.filter((value) => String(value).includes('drop') || String(value).includes('DROP')),
  ).toHaveLength(4)
  // What anybody may ask is not kept prepared for ever.
  expect(name).toBeUndefined()
})

test('a filter in brackets judges one value', () => {
  const [emails] = user.attributes.filter(({ name }) => name === 'emails')
  const fits = (text: string, value: object) =>
    matches(parseValueFilter(emails as never, text), value as never)
  const work = { value: 'B@Example.com', type: 'work', primary: true }
  expect(fits('type eq "WORK"', work)).toBe(true)
  expect(fits('type eq "work" and value ew "example.COM"', work)).toBe(true)
  expect(fits('not (type eq "work")', work)).toBe(false)
  expect(fits('primary eq true', work)).toBe(true)
  expect(fits('primary eq false', { value: 'a' })).toBe(true)
  expect(fits('display pr or value sw "b@"', work)).toBe(true)
  expect(fits('type ne "home" and value gt "a" and value le "b@example.com"', work)).toBe(true)
  expect(fits('display eq null', work)).toBe(true)
})
