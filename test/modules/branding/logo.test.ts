import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import sharp from 'sharp'
import { readDocumentBrand } from '../../../src/modules/branding/index.ts'
import { logoPurpose } from '../../../src/modules/branding/logo.ts'
import { readLogoImage } from '../../../src/modules/branding/queries/logo.ts'
import { seenOn } from '../../../src/modules/files/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { auditEntries } from '../../factories/audit.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'
import { sendRaw } from '../../support/raw-http.ts'

interface Logo {
  alt: string
  name: string
  width: number
  height: number
  seenOnLight: boolean
  seenOnDark: boolean
  whole: string
  page: string
  version: number
}

const folder = mkdtempSync(join(tmpdir(), 'guildhall-logos-'))
let portal: Portal
let southId: string
let tenantId: string
let administrator: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal({ config: { DATA_DIR: folder } })
  tenantId = await makeAssociation(portal, 'Northern Builders', ['127.0.0.1'])
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  member = await makePerson(portal, { tenantId })
  southId = await makeAssociation(portal, 'Southern', ['south.localhost'])
})
beforeEach(() => administrator.client.call('DELETE', '/brand/logo'))
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Black letters on nothing, so to speak: a bar in a clear field. */
function sign(width: number, height: number, colour = '#101010'): Promise<Buffer> {
  const bar = {
    create: { width: Math.ceil(width / 2), height: Math.ceil(height / 2), channels: 4, background: colour },
  } as const
  return sharp({ create: { width, height, channels: 4, background: '#00000000' } })
    .composite([{ input: bar }])
    .png()
    .toBuffer()
}

/** A thousand colours without order, which no palette holds. */
function noise(width: number, height: number): Promise<Buffer> {
  const noisy = { type: 'gaussian', mean: 128, sigma: 60 } as const
  return sharp({ create: { width, height, channels: 3, background: '#808080', noise: noisy } })
    .png()
    .toBuffer()
}

async function put(bytes: Buffer, type = 'image/png', who = administrator) {
  const cookie = [...who.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(`${portal.url}/api/v1/brand/logo`, {
    method: 'PUT',
    body: new Uint8Array(bytes),
    headers: { 'Content-Type': type, Cookie: cookie },
  })
  return { status: response.status, body: (await response.json()) as Logo & { code: string } }
}

const logo = () => administrator.client.call<Logo>('GET', '/brand/logo')
const image = (path: string) => fetch(portal.url + path)
const shownOn = async (who: { get(path: string): Promise<{ text: string }> }, path: string) =>
  /<img class="brand-logo[^>]*>/.exec((await who.get(path)).text)?.[0] ?? ''

/** A form with a file, as a browser posts it. */
async function post(fields: Record<string, string>, bytes?: Buffer) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  if (bytes) form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'logo.png')
  const cookie = [...administrator.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(`${portal.url}/settings/brand/logo`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: portal.url, Accept: 'text/html' },
  })
  return { status: response.status, text: await response.text() }
}

describe('a logo', () => {
  test('is drawn anew in the sizes that pages, mails and documents take', async () => {
    expect((await logo()).status).toBe(404)
    const set = await put(await sign(800, 200))
    expect([set.status, set.body]).toEqual([
      200,
      expect.objectContaining({
        alt: 'Northern Builders',
        name: 'within',
        width: 800,
        height: 200,
        seenOnLight: true,
        seenOnDark: false,
        version: 1,
      }),
    ])
    const page = await image(set.body.page)
    expect(page.headers.get('content-type')).toBe('image/png')
    expect(page.headers.get('cache-control')).toContain('max-age=31536000')
    const bytes = Buffer.from(await page.arrayBuffer())
    expect(bytes.byteLength).toBeLessThanOrEqual(2_400)
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 256, height: 64, hasAlpha: true })
    const whole = Buffer.from(await (await image(set.body.whole)).arrayBuffer())
    expect(await sharp(whole).metadata()).toMatchObject({ width: 800, height: 200, format: 'png' })
    expect((await logo()).body).toEqual(set.body)
  })

  test('weighs no more than a page can spare, however much there is to see', async () => {
    const { body } = await put(await noise(700, 300), 'image/png')
    const bytes = Buffer.from(await (await image(body.page)).arrayBuffer())
    expect(bytes.byteLength).toBeLessThanOrEqual(2_400)
    expect((await sharp(bytes).metadata()).width).toBeGreaterThanOrEqual(32)
  })

  test('stands in the top bar of every page, for visitors too, and its name beside it or within', async () => {
    await put(await sign(64, 64))
    expect((await logo()).body.name).toBe('beside')
    let shown = ''
    await until('the pages show it', async () => {
      shown = await shownOn(member.client, '/')
      return shown !== ''
    })
    expect(shown).toContain('width="32" height="32"')
    // The name beside it says all that there is to say.
    expect(shown).toMatch(/ alt(=""|) /)
    expect(shown).toContain('brand-logo on-light')
    expect(await shownOn(portal.visitor(), '/sign-in')).toBe(shown)
    expect((await member.client.get('/')).text).toContain('class="brand-name"')

    const words = { alt: 'Hammer and saw', name: 'within' }
    const changed = await administrator.client.call<Logo>('PATCH', '/brand/logo', words)
    expect(changed.body).toMatchObject({ ...words, version: 2 })
    await until('the pages say it', async () =>
      (await shownOn(member.client, '/')).includes('alt="Hammer and saw"'),
    )
    expect((await member.client.get('/')).text).not.toContain('class="brand-name"')
  })

  test('goes, with its bytes, and what it replaced went before it', async () => {
    const first = (await put(await sign(64, 64))).body
    const second = (await put(await sign(80, 64))).body
    expect(second.version).toBe(2)
    expect((await image(first.page)).status).toBe(404)
    expect((await administrator.client.call('DELETE', '/brand/logo')).status).toBe(200)
    expect((await administrator.client.call('DELETE', '/brand/logo')).status).toBe(200)
    expect((await logo()).status).toBe(404)
    expect((await image(second.page)).status).toBe(404)
    await until('the pages show the name alone', async () => (await shownOn(member.client, '/')) === '')
    await portal.runJobs()
    const kept = readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true })
    expect(kept.filter((entry) => entry.isFile())).toEqual([])
  })

  test('of another association is not there', async () => {
    const { body } = await put(await sign(64, 64))
    expect((await image(body.page)).status).toBe(200)
    const next = await sendRaw(portal.url, {
      method: 'GET',
      path: body.page,
      headers: { Host: 'south.localhost' },
    })
    expect(next.status).toBe(404)
    const [, fileId = ''] = /([\w-]{36})\/page$/.exec(body.page) ?? []
    const asked = (tenant: string) =>
      portal.app.runner.ask(readLogoImage, { fileId, size: 'page' }, portal.app.asSystem('test', tenant))
    expect(await asked(tenantId)).toMatchObject({ mediaType: 'image/png' })
    await expect(asked(southId)).rejects.toMatchObject({ status: 404 })
    expect((await image(body.page.replace('/page', '/huge'))).status).toBe(422)
  })

  test('is changed by whoever may change the looks, and what was there before stands in the audit', async () => {
    expect((await put(await sign(64, 64), 'image/png', member)).status).toBe(403)
    await put(await sign(64, 64))
    expect((await member.client.call('GET', '/brand/logo')).status).toBe(200)
    const words = { alt: 'x', name: 'beside' }
    expect((await member.client.call('PATCH', '/brand/logo', words)).status).toBe(403)
    expect((await member.client.call('DELETE', '/brand/logo')).status).toBe(403)
    expect((await member.client.get('/settings/brand/logo')).status).toBe(403)
    await administrator.client.call('DELETE', '/brand/logo')
    const [removed] = await auditEntries(portal, { operation: 'branding.removeLogo' })
    expect(removed?.changes[0]).toMatchObject({ before: { alt: 'Northern Builders', width: 64 } })
  })

  test('that somebody else changed meanwhile is not overwritten', async () => {
    await put(await sign(64, 64))
    const words = { alt: 'Mine', name: 'beside' }
    const stale = await administrator.client.call('PATCH', '/brand/logo', words, { 'If-Match': '"7"' })
    expect(stale.status).toBe(412)
    expect((await post({ ...words, _version: '7' })).text).toContain('Someone changed this')
    expect((await logo()).body.alt).toBe('Northern Builders')
  })

  test('comes whole where two are set at once', async () => {
    const replies = await Promise.all([
      put(await sign(64, 64)),
      put(await sign(96, 64)),
      put(await sign(80, 64)),
    ])
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(replies.map(({ body }) => body.version).sort()).toEqual([1, 2, 3])
    const [{ count } = { count: -1 }] = await portal.app.database.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM stored_files WHERE purpose = ${logoPurpose.name}`)
    expect(count).toBe(1)
  })
})

describe('refused is', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')

  test.each([
    ['a drawing that can act, whatever it says it is', () => svg, 'image/png', 422, 'files.typeNotTaken'],
    ['a drawing that says so', () => svg, 'image/svg+xml', 415, 'request.unsupportedMedia'],
    ['a page', () => Buffer.from('<!doctype html><p>'), 'image/webp', 422, 'files.typeNotTaken'],
    ['nothing', () => Buffer.alloc(0), 'image/png', 422, 'request.invalid'],
    ['too much', () => Buffer.alloc(logoPurpose.limitBytes + 1), 'image/png', 413, 'request.fileTooLarge'],
    [
      'an image cut off',
      async () => (await noise(300, 300)).subarray(0, 900),
      'image/png',
      422,
      'files.imageBroken',
    ],
    ['branding.logoTooThin: a line', () => sign(1300, 100), 'image/png', 422, 'branding.logoTooThin'],
  ])('%s', async (_what, bytes, type, status, code) => {
    const reply = await put(await bytes(), type)
    expect([reply.status, reply.body.code]).toEqual([status, code])
    expect((await logo()).status).toBe(404)
  })

  test('words about a logo that is not there, or that are none', async () => {
    const words = { alt: 'x', name: 'beside' }
    expect((await administrator.client.call('PATCH', '/brand/logo', words)).status).toBe(404)
    await put(await sign(64, 64))
    for (const wrong of [
      { ...words, alt: ' ' },
      { ...words, alt: 'a\u0000b' },
      { ...words, name: 'above' },
    ])
      expect((await administrator.client.call('PATCH', '/brand/logo', wrong)).status).toBe(422)
  })
})

describe('the page of the logo', () => {
  test('takes image and words, keeps what was typed, and changes the words alone', async () => {
    const typed = { alt: 'Hammer and saw', name: 'within' }
    const none = await post(typed)
    expect(none.status).toBe(422)
    expect(none.text).toContain('<a href="#form-file">')
    expect(none.text).toContain('value="Hammer and saw"')
    const wrong = await post({ ...typed, alt: '' }, await sign(64, 64))
    expect([wrong.status, wrong.text.includes('href="#form-alt"')]).toEqual([422, true])
    const large = await post(typed, Buffer.alloc(logoPurpose.limitBytes + 100_000))
    expect([large.status, large.text.includes('larger than 4 MB')]).toEqual([413, true])
    expect((await post(typed, await sign(64, 64))).status).toBe(303)
    expect((await logo()).body).toMatchObject({ ...typed, version: 1 })
    expect((await post({ alt: 'Saw', name: 'beside', _version: '1' })).status).toBe(303)
    expect((await logo()).body).toMatchObject({ alt: 'Saw', name: 'beside', width: 64, version: 2 })
    const page = (await administrator.client.get<string>('/settings/brand/logo')).text
    expect(page).toContain('value="Saw"')
    expect(page).toContain('cannot be told from a dark page')
    expect((await administrator.client.get<string>('/settings/brand')).text).toContain('Change logo')
    expect((await administrator.client.form('/settings/brand/logo/remove', {})).status).toBe(303)
    expect((await logo()).status).toBe(404)
  })

  test('leaves the logo alone when the usual looks come back', async () => {
    await put(await sign(64, 64))
    await administrator.client.call('PUT', '/brand', {
      colour: '#ffdd00',
      corners: 'round',
      font: 'shipped',
      density: 'roomy',
    })
    await administrator.client.call('DELETE', '/brand')
    expect((await logo()).status).toBe(200)
  })
})

describe('in mails', () => {
  const letter = async () => {
    const address = `${crypto.randomUUID()}@example.org`
    await portal.visitor().call('POST', '/password-resets', { address })
    await portal.runJobs()
    const [mail] = await mailsTo(portal, address)
    if (!mail) throw new Error('No mail came.')
    return mail
  }

  test('the logo comes along, with the colour and corners of the association, and the text stays as it is', async () => {
    const before = await letter()
    expect(before.html).not.toContain('<img')
    const [, usual] = /background:(#[0-9a-f]{6});color:#ffffff/.exec(before.html) ?? []
    await put(await sign(800, 200))
    const looks = { colour: '#8a1c4a', corners: 'square', font: 'shipped', density: 'roomy' }
    await administrator.client.call('PUT', '/brand', looks)
    const after = await letter()
    const [, source = ''] =
      /<img src="data:image\/png;base64,([^"]+)" alt="Northern Builders"/.exec(after.html) ?? []
    expect(await sharp(Buffer.from(source, 'base64')).metadata()).toMatchObject({ width: 480, height: 120 })
    const [, colour] = /background:(#[0-9a-f]{6});color:#ffffff/.exec(after.html) ?? []
    expect([usual, colour]).toEqual([expect.not.stringMatching('#8a1c4a'), '#8a1c4a'])
    expect(after.html).toContain('border-radius:2px')
    expect(after.text).toBe(before.text)
    await administrator.client.call('DELETE', '/brand')
  })

  test('a logo whose bytes are gone keeps no mail back', async () => {
    await put(await sign(64, 64))
    for (const { name, parentPath } of readdirSync(join(folder, 'files'), {
      recursive: true,
      withFileTypes: true,
    }))
      rmSync(join(parentPath, name), { force: true, recursive: true })
    const { html } = await letter()
    expect(html).not.toContain('<img')
    expect(html).toContain('Northern Builders')
  })
})

test('documents are told what they wear: branding.readDocumentBrand', async () => {
  const { runner, services } = portal.app
  const wear = () => runner.ask(readDocumentBrand, {}, portal.app.asSystem('test', tenantId))
  expect(await wear()).toEqual({
    name: 'Northern Builders',
    colour: null,
    ink: '#026470',
    corners: 'soft',
    logo: null,
  })
  await put(await sign(800, 200))
  const { logo: worn } = await wear()
  expect(worn).toMatchObject({ mediaType: 'image/png', width: 800, height: 200, alt: 'Northern Builders' })
  const chunks: Uint8Array[] = []
  for await (const chunk of await services.storage.read(worn?.key ?? '')) chunks.push(chunk as Uint8Array)
  expect((await sharp(Buffer.concat(chunks)).metadata()).width).toBe(800)
})

describe('a sign is told from', () => {
  const filled = (background: string) =>
    sharp({ create: { width: 40, height: 20, channels: 3, background } })
      .png()
      .toBuffer()

  test.each([
    ['black on nothing', () => sign(40, 20, '#000'), { light: true, dark: false }],
    ['white on nothing', () => sign(40, 20, '#fff'), { light: false, dark: true }],
    ['a strong colour on nothing', () => sign(40, 20, '#d04020'), { light: true, dark: true }],
    ['black with its own ground', () => filled('#000'), { light: true, dark: true }],
    ['nothing at all', () => sign(40, 20, '#0000'), { light: true, dark: true }],
  ])('the page: %s', async (_what, draw, expected) => {
    expect(await seenOn(await draw())).toEqual(expected)
  })
})
