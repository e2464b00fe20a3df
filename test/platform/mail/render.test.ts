import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildMail } from '../../../scripts/build-mail.ts'
import { mailLooks } from '../../../src/platform/mail/colours.ts'
import { createMailRenderer, type MailContext } from '../../../src/platform/mail/render.ts'
import { plainBrand } from '../../../src/platform/presentation/brand.ts'
import { disguised } from '../../../src/platform/pseudo-locale.ts'

const root = join(import.meta.dirname, '../../..')
const context: MailContext = {
  brandName: 'Guild & Sons',
  looks: mailLooks(plainBrand, 210),
  baseUrl: 'https://portal.example.org/',
}
const locales = ['en', 'uk']

const address = 'https://portal.example.org/confirm?code=a%20b&next=%2F'
const variables: Record<string, Record<string, unknown>> = {
  'reviews/review-notice': {
    name: 'Olena',
    subject: 'Renew the quay',
    what: 'You are awarded.',
    said: 'Well done',
    url: address,
  },
  'reviews/sheets-given': { name: 'Olena', title: 'Renew the quay', url: address },
  'reviews/reviewer-appointed': { name: 'Olena', title: 'Renew the quay', url: address },
  'tokens/token-changed': {
    name: 'Olena',
    what: 'An API token was made.',
    when: '2026-11-20T10:54:00Z',
    url: address,
  },
  'tenants/visit-began': {
    name: 'Olena',
    by: 'staff@example.org',
    reason: 'A question of theirs',
    until: '2026-11-27T10:54:00Z',
    url: address,
  },
  'tenants/suspended': { name: 'Olena', reason: 'Unpaid', url: address },
  'tenants/export-asked': { name: 'Olena', by: 'staff@example.org', reason: 'A court asks', url: address },
  'tenants/closing': { name: 'Olena', dueAt: new Date(), timeZone: 'UTC', reason: 'Unpaid', url: address },
  'tenants/kept': { name: 'Olena', url: address },
  'tenants/closed': { name: 'Olena', association: 'Old Guild', url: address },
  'tenants/resumed': { name: 'Olena', url: address },
  'tenants/founding-approved': { name: 'Olena', association: 'New Guild', url: address },
  'tenants/founding-declined': { name: 'Olena', association: 'New Guild', reason: 'Not here', url: address },
  'tenants/founding-asked': { name: 'Olena', association: 'New Guild', url: address },
  'identity/confirm-address': { name: 'Olena', url: address, code: '012345', minutes: 10, hours: 24 },
  'identity/address-known': { name: 'Olena', signInUrl: address, resetUrl: `${address}reset` },
  'identity/sign-in-code': { name: 'Olena', url: address, code: '012345', minutes: 10 },
  'identity/step-up-code': { name: 'Olena', url: address, code: '012345', minutes: 10 },
  'identity/change-address': { name: 'Olena', url: address, code: '012345', minutes: 10 },
  'identity/address-taken': { name: 'Olena', url: address },
  'identity/address-changed': { name: 'Olena', url: address, days: 7 },
  'identity/unlock': { name: 'Olena', url: address, hours: 24 },
  'identity/reset-password': { name: 'Olena', url: address, code: '012345', minutes: 10, linkMinutes: 30 },
  'identity/no-account': { url: address },
  'identity/reset-asked': {
    name: 'Olena',
    association: 'The Association',
    staff: 'Taras',
    due: '',
    days: 7,
    url: address,
  },
  'identity/reset-begun': {
    name: 'Olena',
    association: 'The Association',
    staff: 'Taras',
    due: '2026-11-27T10:54:00Z',
    days: 7,
    url: address,
  },
  'identity/reset-completed': {
    name: 'Olena',
    association: 'The Association',
    staff: 'Taras',
    due: '',
    days: 7,
    url: address,
  },
  'identity/reset-wanted': { name: 'Olena', person: 'Taras', url: address },
  'identity/security-changed': {
    name: 'Olena',
    what: 'Your password was changed.',
    when: '2026-11-20T10:54:00Z',
    url: address,
  },
  'privacy/account-closing': { name: 'Olena', when: '2026-12-04T10:54:00Z', url: address },
  'access/second-step-asked': {
    name: 'Olena',
    what: 'A role of yours asks for a second step.',
    url: address,
  },
  'privacy/entries-merged': {
    name: 'Olena',
    what: 'Your two entries are one now. Sign in as o…@example.org.',
    when: '2026-12-04T10:54:00Z',
    url: address,
  },
  'privacy/leaving': { name: 'Olena', when: '2026-12-04T10:54:00Z', url: address },
  'membership/standing-changed': {
    name: 'Olena',
    what: 'Your membership is suspended.',
    reason: 'Because',
    ask: 'Office, office@example.org',
    url: address,
  },
  'privacy/data-ready': { name: 'Olena', url: address },
  'invitations/invitation': {
    name: 'Olena',
    association: 'Guild',
    unit: 'Booth 7',
    invitedBy: 'Petro',
    until: '3 May',
    greeting: 'Come along.',
    url: address,
  },
  'invitations/accepted': { name: 'Olena', person: 'Petro', unit: 'Booth 7', lacksRole: true, url: address },
  'units/unit-created': {
    name: 'Olena',
    unitName: 'Booth 7',
    parentName: 'Kyiv',
    actorName: 'Taras',
    url: address,
  },
  'companies/asked-to-act': {
    name: 'Olena',
    companyName: 'Harbour Works',
    askedBy: 'Petro Koval',
    powers: 'Sign and apply',
    url: address,
  },
  'companies/company-left': { name: 'Olena', companyName: 'Harbour Works', url: address },
  'applications/witness-asked': { name: 'Olena', projectTitle: 'Renew the quay', url: address },
  'applications/witness-declined': {
    name: 'Olena',
    projectTitle: 'Renew the quay',
    witness: 'Taras',
    reason: 'I am away',
    url: address,
  },
  'applications/addendum': { name: 'Olena', projectTitle: 'Renew the quay', url: address },
  'applications/addendum-material': { name: 'Olena', projectTitle: 'Renew the quay', url: address },
  'applications/receipt': {
    name: 'Olena',
    projectTitle: 'Renew the quay',
    applicantName: 'Harbour Works',
    number: 1,
    time: 'May 1, 2027, 17:00 (Europe/Kyiv)',
    hash: 'ab'.repeat(32),
    url: address,
  },
  'companies/paper-expiring': {
    name: 'Olena',
    companyName: 'Harbour Works',
    title: 'Liability',
    day: 'May 1, 2027',
    url: address,
  },
  'positions/term-changed': {
    name: 'Olena',
    positionName: 'Chair',
    unitName: 'Kyiv',
    what: 'You hold the position Chair in Kyiv.',
    reason: '–',
    url: address,
  },
  'membership/join-requested': {
    name: 'Olena',
    personName: 'Taras',
    unitName: 'Booth 7',
    message: 'I live here',
    url: address,
  },
  'projects/question-asked': {
    name: 'Olena',
    projectTitle: 'Renew the quay',
    text: 'How deep is it?',
    url: address,
  },
  'applications/withdrawn': {
    name: 'Olena',
    projectTitle: 'Renew the quay',
    applicantName: 'Harbour Works',
    number: 1,
    time: 'May 1, 2027, 17:00 (Europe/Kyiv)',
    url: address,
  },
  'applications/bids-to-open': {
    name: 'Olena',
    projectTitle: 'Renew the quay',
    time: 'May 1, 2027, 17:00 (Europe/Kyiv)',
    url: address,
  },
  'applications/bids-opened': { name: 'Olena', projectTitle: 'Renew the quay', url: address },
  'applications/project-closed': {
    name: 'Olena',
    projectTitle: 'Renew the quay',
    reason: 'Enough',
    url: address,
  },
  'applications/project-cancelled': {
    name: 'Olena',
    projectTitle: 'Renew the quay',
    reason: 'No money',
    url: address,
  },
  'projects/invited': {
    name: 'Olena',
    projectTitle: 'Renew the quay',
    companyName: 'Quay Ltd',
    until: '17:00',
    url: address,
  },
  'projects/question-answered': {
    name: 'Olena',
    projectTitle: 'Renew the quay',
    text: 'How deep is it?',
    answer: 'Nine metres.',
    url: address,
  },
  'membership/join-decided': {
    name: 'Olena',
    unitName: 'Booth 7',
    what: 'You belong to Booth 7 now.',
    answer: 'Welcome',
    url: address,
  },
  'units/transfer-requested': {
    name: 'Olena',
    personName: 'Taras',
    what: 'Taras asks to belong to Kyiv instead of Lviv.',
    toName: 'Kyiv',
    reason: 'I moved',
    url: address,
  },
  'units/transfer-decided': {
    name: 'Taras',
    toName: 'Kyiv',
    what: 'You belong to Kyiv now.',
    answer: '–',
    url: address,
  },
  'units/leader-left': { name: 'Olena', leaderName: 'Taras', unitName: 'Lviv', url: address },
  'units/transfer-begun': {
    name: 'Olena',
    fromName: 'Lviv',
    toName: 'Kyiv',
    reason: 'You moved',
    url: address,
  },
  'watches/new-projects': {
    name: 'Olena',
    count: 1,
    first: 'Renew the quay',
    projects: [{ title: 'Renew the quay', url: address, until: '17:00' }],
    url: address,
  },
}

const hostile = [
  '<script>alert(1)</script>',
  '{{ url }}{% assign x = 1 %}',
  '[Click here](https://evil.example/)',
  'Eve\r\nBcc: eve@example.org\n\n[Win](https://evil.example/)',
  '" onmouseover="alert(1)',
  '\u202Egnp.exe',
  '\uE0000\uE001',
]

beforeAll(async () => {
  await buildMail()
})

test('every mail in templates/mail is tested, in every language', async () => {
  for (const locale of locales) {
    const files = await readdir(join(root, 'templates/mail', locale), { recursive: true })
    const names = files.filter((file) => file.endsWith('.liquid')).map((file) => file.replace('.liquid', ''))
    expect(names.sort()).toEqual(Object.keys(variables).sort())
  }
})

describe.each(locales)('in %s', (locale) => {
  const renderer = createMailRenderer({ root })

  describe.each(Object.entries(variables))('%s', (name, data) => {
    test('has a subject, a text and a page that say the same', async () => {
      const { subject, html, text } = await renderer.render(name, locale, data, context)
      expect(subject).not.toMatch(/[{}\n\uE000!]/)
      expect(text).not.toMatch(/[{}<>!\uE000]|undefined|null/)
      expect(text).toContain(`:\n${address}\n`)
      expect(text).toContain('-- \nGuild & Sons\nhttps://portal.example.org/\n')
      expect(html).not.toMatch(/\{\{|\{%|\uE000|undefined/)
      expect(html).toContain(`lang="${locale}"`)
      expect(html).toContain('Guild &amp; Sons')
      expect(html.match(/class="button|background:#[0-9a-f]{6};color:#ffffff/g)).toHaveLength(1)
      expect(html).toContain(address.replace('&', '&amp;'))
      expect(html).not.toMatch(/src=|googleapis|@import/)
    })

    test.each(hostile)('keeps the value %j a value', async (value) => {
      const texts = Object.keys(data).filter((key) => /name$/i.test(key))
      const poisoned = { ...data, ...Object.fromEntries(texts.map((key) => [key, value])) }
      const brand = { ...context, brandName: value }
      const { subject, html, text } = await renderer.render(name, locale, poisoned, brand)
      const calm = await renderer.render(name, locale, data, context)
      expect(subject).not.toMatch(/[\p{Cc}\u202E\uE000]/u)
      expect(html).not.toMatch(/<script|href="https:\/\/evil|<[^>]* onmouseover="alert/)
      expect(html.match(/<a /g)?.length).toBe(calm.html.match(/<a /g)?.length)
      expect(html.match(/<p /g)?.length).toBe(calm.html.match(/<p /g)?.length)
      expect(text.split('\n')).toHaveLength(calm.text.split('\n').length)
    })
  })
})

describe('in a disguise of English', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guildhall-mail-'))
    await cp(join(root, 'dist/mail'), join(folder, 'dist/mail'), { recursive: true })
    for (const name of Object.keys(variables)) {
      const source = await readFile(join(root, 'templates/mail/en', `${name}.liquid`), 'utf8')
      const file = join(folder, 'templates/mail/en', `${name}.liquid`)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, disguisedSource(source))
    }
  })
  afterAll(() => rm(folder, { recursive: true }))

  test.each(Object.entries(variables))('%s says nothing that is not in its own file', async (name, data) => {
    const { subject, html, text } = await createMailRenderer({ root: folder }).render(
      name,
      'en',
      data,
      context,
    )
    expect([subject, html, text].flatMap((part) => plainWords(part, data))).toEqual([])
  })

  test('planted words of a layout are found', () => {
    expect(
      plainWords(`<style>a {}</style><p title="x">${disguised('Hello')} Olena</p>`, { name: 'Olena' }),
    ).toEqual([])
    expect(plainWords('<p>Sent by us</p>', {})).toEqual(['Sent', 'by', 'us'])
  })
})

/** The words of a mail's file, but not its Liquid, its links' addresses and the names of its front part. */
function disguisedSource(source: string): string {
  return source
    .split(/(\{\{.*?\}\}|\{%.*?%\}|\]\([^)]*\)|^(?:subject|why):)/gms)
    .map((piece, index) =>
      index % 2 === 0
        ? disguised(piece)
        : piece.startsWith('{')
          ? piece.replace(/'[^']*'/g, disguised)
          : piece,
    )
    .join('')
}

/** Words of ordinary letters that nobody handed in. */
function plainWords(part: string, data: Record<string, unknown>): string[] {
  const given = [
    ...Object.values(data).map(String),
    context.brandName,
    // The first words of a mail, which programs show beside its subject, may end within the name.
    ...context.brandName.split(' & '),
    context.baseUrl,
    'November',
    'December',
    'UTC',
    'at',
  ]
  let rest = part
    .replace(/<(style|head|!--).*?(<\/\1>|-->)/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#?\w+;/g, (entity) => (entity === '&amp;' ? '&' : ' '))
  for (const value of given.sort((a, b) => b.length - a.length)) rest = rest.replaceAll(value, ' ')
  return rest.match(/[A-Za-z]+/g) ?? []
}

test('the text of a mail reads well', async () => {
  const renderer = createMailRenderer({ root })
  const name = 'identity/address-known'
  const { text } = await renderer.render(name, 'en', variables[name] ?? {}, context)
  expect(text).toBe(`Hello Olena,

Someone tried to join Guild & Sons with your address. You already have an account, so no new one was made.

If it was you, sign in with your password.

Sign in:
${address}

Do you not remember the password? Choose a new password:
${address}reset

If it was not you, there is nothing to do. Your account has not changed.

-- 
Guild & Sons
https://portal.example.org/

You get this mail because someone tried to join Guild & Sons with this address.
`)
})

test.each([
  ['en', 1, '1 hour.'],
  ['en', 24, '24 hours.'],
  ['uk', 1, '1 годину.'],
  ['uk', 2, '2 години.'],
  ['uk', 48, '48 годин.'],
  ['uk', 21, '21 годину.'],
])('%s counts %i as %s', async (locale, hours, words) => {
  const data = { ...variables['identity/confirm-address'], hours }
  const { text } = await createMailRenderer({ root }).render(
    'identity/confirm-address',
    locale,
    data,
    context,
  )
  expect(text).toContain(` ${words}`)
})

test.each([
  ['en', undefined, 'November 20, 2026 at 10:54 UTC'],
  ['uk', 'Europe/Kyiv', '20 листопада 2026 р. о 12:54'],
])('%s writes a moment in the zone %s', async (locale, timeZone, words) => {
  const data = { ...variables['identity/security-changed'], ...(timeZone ? { timeZone } : {}) }
  const { text } = await createMailRenderer({ root }).render(
    'identity/security-changed',
    locale,
    data,
    context,
  )
  expect(text).toContain(words)
})

test.each(['uk-UA', 'de', '../../etc'])('the locale %s gets the nearest language', async (locale) => {
  const renderer = createMailRenderer({ root })
  const name = 'identity/no-account'
  const { html } = await renderer.render(name, locale, variables[name] ?? {}, context)
  expect(html).toContain(`lang="${locale === 'uk-UA' ? 'uk' : 'en'}"`)
})

test('white on the brand colour can be read, in every hue of an installation and whatever an association chose', async () => {
  const renderer = createMailRenderer({ root })
  const hues = Array.from({ length: 24 }, (_, step) => mailLooks(plainBrand, step * 15))
  const chosen = ['#ffdd00', '#000000', '#ffffff', '#0b5fff', '#ff8800'].map((colour) =>
    mailLooks({ ...plainBrand, colour }, 210),
  )
  for (const looks of [...hues, ...chosen]) {
    const name = 'identity/no-account'
    const { html } = await renderer.render(name, 'en', variables[name] ?? {}, { ...context, looks })
    const [, fill = ''] = /background:(#[0-9a-f]{6});color:#ffffff/.exec(html) ?? []
    expect(1.05 / (luminance(fill) + 0.05)).toBeGreaterThan(4.5)
  }
})

describe('the looks of an association', () => {
  const name = 'identity/no-account'
  const draw = (more: Partial<MailContext>) =>
    createMailRenderer({ root }).render(name, 'en', variables[name] ?? {}, { ...context, ...more })
  const logo = {
    contentId: 'logo@portal.example.org',
    alt: 'A "hammer" & saw',
    name: 'beside',
    width: 1600,
    height: 400,
    seenOnLight: true,
    seenOnDark: false,
  } as const

  test.each([
    ['square', 2, 3],
    ['soft', 6, 10],
    ['round', 12, 18],
  ] as const)('have their corners in mails: %s', async (corners, small, large) => {
    const { html } = await draw({ looks: mailLooks({ ...plainBrand, corners }, 210) })
    expect(html).toContain(`border-radius:${small}px`)
    expect(html).toContain(`border-radius:${large}px`)
  })

  test('have their logo, which stands in its mail, keeps its proportions and says what it shows', async () => {
    const { html, text } = await draw({ logo })
    const [image = ''] = /<img [^>]*>/.exec(html) ?? []
    expect(image).toContain('src="cid:logo@portal.example.org"')
    expect(image).toContain('alt="A &#34;hammer&#34; &amp; saw"')
    expect(image).toContain('width="192" height="48"')
    expect(html.match(/Guild &amp; Sons<\/span>/g)).toHaveLength(1)
    // Of a dark sign on a dark ground nothing would be left.
    expect(image).toContain('class="logo-light"')
    expect(text).toBe((await draw({})).text)
  })

  test('say the name in words only where the logo does not', async () => {
    const { html } = await draw({ logo: { ...logo, name: 'within' } })
    expect(html).not.toContain('Guild &amp; Sons</span>')
    const plain = await draw({ logo: { ...logo, seenOnDark: true } })
    expect(plain.html).not.toContain('class="logo-')
  })

  test('without a logo are the name', async () => {
    const { html } = await draw({ logo: null })
    expect(html).not.toContain('<img')
    expect(html).toContain('Guild &amp; Sons</span>')
  })
})

describe('a faulty mail is refused', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guildhall-mail-'))
    await mkdir(join(folder, 'dist/mail'), { recursive: true })
    await writeFile(
      join(folder, 'dist/mail/layout.html'),
      await readFile(join(root, 'dist/mail/layout.html')),
    )
  })

  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  const front = 'subject: Hello\nwhy: Because.\n\n'

  test.each([
    ['a variable that nobody gives', `${front}Hello {{ nobody }}`, 'undefined variable: nobody'],
    ['an unknown filter', `${front}Hello {{ name | shout }}`, 'undefined filter: shout'],
    ['no subject', 'why: Because.\n\nHello', 'no "subject:"'],
    ['no reason', 'subject: Hello\n\nHello', 'no "why:"'],
    ['an unknown key', 'subject: Hello\nwhy: Because.\nfrom: eve\n\nHello', 'unknown key "from"'],
    ['a front part that is none', 'Hello there\n\nHello', 'is not "key: value"'],
    ['no body', front, 'there is no body'],
    ['two actions', `${front}[One]({{ url }})\n\n[Two]({{ url }})`, 'there are two actions'],
    ['a link that is no web address', `${front}[Go]({{ script }})`, 'is not a web address'],
  ])('with %s', async (what, source, message) => {
    const name = `room/${what.replaceAll(' ', '-')}`
    const file = join(folder, 'templates/mail/en', `${name}.liquid`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, source)
    const data = { name: 'Olena', url: address, script: 'javascript:alert(1)' }
    await expect(createMailRenderer({ root: folder }).render(name, 'en', data, context)).rejects.toThrow(
      message,
    )
  })

  test('that is not there', async () => {
    const renderer = createMailRenderer({ root: folder })
    await expect(renderer.render('room/nothing', 'en', {}, context)).rejects.toThrow('There is no mail')
    await expect(renderer.render('../secrets', 'en', {}, context)).rejects.toThrow('not a name')
  })
})

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
