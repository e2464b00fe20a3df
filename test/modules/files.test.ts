import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import sharp from 'sharp'
import {
  dropFile,
  type FilePurpose,
  filePurpose,
  keepFile,
  linkToFile,
  registerFile,
} from '../../src/modules/files/index.ts'
import { contentDisposition, displayName } from '../../src/platform/storage/display-name.ts'
import { type MadePerson, makeAssociation, makePerson } from '../factories/people.ts'
import { openPortal, type Portal } from '../support/portal.ts'

const folder = mkdtempSync(join(tmpdir(), 'guildhall-files-'))
let portal: Portal
let tenantId: string
let person: MadePerson
let colleague: MadePerson

const megabyte = 1024 * 1024
const papers = filePurpose({
  name: 'test.papers',
  mediaTypes: ['application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'text/csv', 'application/zip'],
  limitBytes: megabyte,
  images: { sizes: [400], shape: 'whole' },
  links: 'person',
})
const textsOnly = filePurpose({
  name: 'test.texts',
  mediaTypes: ['text/plain', 'text/csv', 'application/json'],
  limitBytes: megabyte,
  links: 'anyone',
})

beforeAll(async () => {
  portal = await openPortal({ config: { DATA_DIR: folder } })
  tenantId = await makeAssociation(portal, 'One', ['127.0.0.1'])
  person = await makePerson(portal, { tenantId })
  colleague = await makePerson(portal, { tenantId })
})
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

async function keep(purpose: FilePurpose, bytes: Uint8Array, name?: string) {
  const { incoming } = portal.app.services
  const received = await incoming.receive(Readable.from([bytes]), { name, limitBytes: 100 * megabyte })
  try {
    return await keepFile(portal.app.services, purpose, received)
  } finally {
    await incoming.forget(received)
  }
}

async function register(purpose: FilePurpose, bytes: Uint8Array, name?: string): Promise<string> {
  const kept = await keep(purpose, bytes, name)
  await portal.app.runner.call(registerFile, kept, portal.app.asSystem('test', tenantId))
  return kept.fileId
}

const pdf = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
const image = (width = 600, height = 300) =>
  sharp({ create: { width, height, channels: 3, background: '#246' } })

function filesIn(name: string): string[] {
  const place = join(folder, name)
  return existsSync(place)
    ? readdirSync(place, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? entry.name : [],
      )
    : []
}

function cookieOf(who: MadePerson): string {
  return [...who.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

describe('what a file is', () => {
  const typeOf = async (bytes: Uint8Array, name?: string, purpose: FilePurpose = papers) =>
    (await keep(purpose, bytes, name)).mediaType

  test('is read from its content, whatever it is called', async () => {
    expect(await typeOf(pdf, 'photo.png')).toBe('application/pdf')
    expect(await typeOf(await image().png().toBuffer(), 'paper.pdf')).toBe('image/webp')
    expect(await typeOf(Buffer.from('a;b\n1;2\n'), 'list.csv')).toBe('text/csv')
    expect(await typeOf(Buffer.from('Зустріч о сьомій\n'), 'list.exe')).toBe('text/plain')
    expect(await typeOf(Buffer.from('{"a":1}'), 'export.json', textsOnly)).toBe('application/json')
  })

  test.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'a.txt'],
    ['a page behind spaces', () => Buffer.from(`${' \n'.repeat(300)}<html>`), 'a.csv'],
    [
      'a drawing that can act',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
      'a.png',
    ],
    ['a drawing behind a declaration', () => Buffer.from('<?xml version="1.0"?><svg/>'), 'a.txt'],
    ['a program', () => Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), randomBytes(200)]), 'a.pdf'],
    ['a Windows program', () => Buffer.concat([Buffer.from('MZ'), randomBytes(200)]), 'a.txt'],
    ['bytes without a meaning', () => Buffer.concat([Buffer.alloc(20), randomBytes(500)]), 'a.txt'],
    [
      'text that is none at its end',
      () => Buffer.concat([Buffer.alloc(80_000, 'a'), Buffer.from([0])]),
      'a.txt',
    ],
    ['a PDF with a program behind its end', () => Buffer.concat([pdf, Buffer.from('PK\x05\x06')]), 'a.pdf'],
    ['a PDF that is cut off', () => pdf.subarray(0, 40), 'a.pdf'],
    ['a page before a PDF', () => Buffer.concat([Buffer.from('<script>x()</script>'), pdf]), 'a.pdf'],
    ['text in no known letters', () => Buffer.from([0x61, 0xff, 0xfe, 0x62]), 'a.txt'],
    [
      'a moving picture, which was not asked for',
      () => Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;'),
      'a.png',
    ],
  ])('%s is refused as files.typeNotTaken', async (_what, bytes, name) => {
    await expect(keep(papers, await bytes(), name)).rejects.toMatchObject({ code: 'files.typeNotTaken' })
  })

  test('an image with a page behind its end comes out as an image and nothing else', async () => {
    const both = Buffer.concat([
      await image().png().toBuffer(),
      Buffer.from('<script>alert(1)</script>PK\x03\x04'),
    ])
    const { fileId } = await keep(papers, both)
    const kept = await readKept(fileId)
    expect(kept.includes('script')).toBe(false)
    expect((await sharp(kept).metadata()).format).toBe('webp')
  })

  test('a purpose may not ask for what can act, nor for images without saying their sizes', () => {
    expect(() => filePurpose({ ...papers, mediaTypes: ['image/svg+xml'] })).toThrow('nothing proves')
    expect(() => filePurpose({ ...papers, mediaTypes: ['text/html'] })).toThrow('nothing proves')
    expect(() => filePurpose({ ...papers, images: undefined })).toThrow('sizes')
  })

  test('more than its purpose takes is refused, and leaves nothing', async () => {
    const before = filesIn('files')
    await expect(keep(papers, Buffer.alloc(megabyte + 1, 'a'), 'a.txt')).rejects.toMatchObject({
      status: 413,
    })
    expect(filesIn('files')).toEqual(before)
  })
})

async function readKept(fileId: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of await portal.app.services.storage.read(fileId)) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

describe('an image', () => {
  test('is kept upright, smaller, and without what a camera wrote into it', async () => {
    const taken = await image()
      .withExif({ IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '50/1 27/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect((await sharp(taken).metadata()).exif).toBeDefined()
    const { fileId, mediaType } = await keep(papers, taken)
    const known = await sharp(await readKept(fileId)).metadata()
    expect({ mediaType, exif: known.exif, icc: known.icc, xmp: known.xmp }).toEqual({
      mediaType: 'image/webp',
    })
    expect([known.width, known.height]).toEqual([200, 400])
  })

  test('of few bytes and endless pixels is refused as files.imageTooLarge', async () => {
    await expect(keep(papers, hugePng(60_000, 60_000))).rejects.toMatchObject({ code: 'files.imageTooLarge' })
  })

  test.each([0.3, 0.9])('cut off after %s of it is refused as files.imageBroken', async (share) => {
    const whole = await sharp(randomBytes(300 * 300 * 3), { raw: { width: 300, height: 300, channels: 3 } })
      .jpeg()
      .toBuffer()
    await expect(keep(papers, whole.subarray(0, Math.floor(whole.length * share)))).rejects.toMatchObject({
      code: 'files.imageBroken',
    })
  })

  test('many at once all come through', async () => {
    const bytes = await image(1000, 800).jpeg().toBuffer()
    const kept = await Promise.all(Array.from({ length: 12 }, () => keep(papers, bytes)))
    expect(new Set(kept.map(({ fileId }) => fileId)).size).toBe(12)
    expect(new Set(kept.map(({ sha256 }) => sha256)).size).toBe(1)
  })
})

/** Claims its size and holds next to nothing. */
function hugePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(10_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\fakepath\\лист.pdf', 'лист.pdf'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
  ['zero\0\u200bwidth\u{e0041}.txt', 'zerowidth.txt'],
  ['...hidden. ', 'hidden'],
  ['CON.txt', '_CON.txt'],
  ['<b>"a"|?.txt', '_b__a___.txt'],
  ['\ud800half.txt', 'half.txt'],
  ['/', null],
  ['..', null],
  ['', null],
])('a file called %j is shown as %j', (given, shown) => {
  expect(displayName(given)).toBe(shown)
})

test('a long name keeps its ending', () => {
  const name = displayName(`${'ї'.repeat(400)}.pdf`) ?? ''
  expect([[...name].length, name.slice(-5)]).toEqual([120, 'ї.pdf'])
})

test('a name is sent in a plain form and in its real one', () => {
  expect(contentDisposition('attachment', `Звіт "1"; 50% (*').pdf`)).toBe(
    `attachment; filename="____ _1__ 50_ (*').pdf"; filename*=UTF-8''%D0%97%D0%B2%D1%96%D1%82%20%221%22%3B%2050%25%20%28%2A%27%29.pdf`,
  )
})

describe('files.openLinkedFile', () => {
  const text = Buffer.from('0123456789')
  let fileId: string

  beforeAll(async () => {
    fileId = await register(papers, text, '../Notes of May.exe')
  })

  const link = (to: string | null, id = fileId, purpose: FilePurpose = papers) =>
    linkToFile(portal.app.services, purpose, id, to, portal.clock.now())
  const open = (path: string, headers: Record<string, string> = {}, who: MadePerson | null = person) =>
    fetch(portal.url + path, { headers: { ...(who ? { Cookie: cookieOf(who) } : {}), ...headers } })

  test('opens it for the person it was made for, to be saved and never run', async () => {
    const reply = await open(link(person.personId))
    expect(await reply.text()).toBe('0123456789')
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '10',
      'content-disposition': `attachment; filename="Notes of May.exe.txt"; filename*=UTF-8''Notes%20of%20May.exe.txt`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
      etag: `"${createHash('sha256').update(text).digest('hex')}"`,
    })
  })

  test('shows images in place', async () => {
    const id = await register(papers, await image().png().toBuffer(), 'view.png')
    const reply = await open(link(person.personId, id))
    expect(reply.headers.get('content-disposition')).toMatch(/^inline; filename="view.png.webp"/)
    expect((await reply.arrayBuffer()).byteLength).toBe(Number(reply.headers.get('content-length')))
  })

  test('opens for nobody else, and not for a visitor', async () => {
    expect((await open(link(person.personId), {}, colleague)).status).toBe(404)
    expect((await open(link(person.personId), {}, null)).status).toBe(404)
    expect((await open(link(null), {}, null)).status).toBe(404)
  })

  test('opens for whoever holds it, where the purpose says so', async () => {
    const id = await register(textsOnly, Buffer.from('for all'), 'all.txt')
    expect(await (await open(link(null, id, textsOnly), {}, null)).text()).toBe('for all')
  })

  test('files.linkEnded: one that has ended, was changed or leads to nothing shows a page that says so', async () => {
    const good = link(person.personId)
    portal.clock.advance({ seconds: 299 })
    expect((await open(good)).status).toBe(200)
    portal.clock.advance({ seconds: 1 })
    const ended = await open(good, { Accept: 'text/html' })
    expect([ended.status, ended.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(await ended.text()).toContain('This link has ended')
    const fresh = link(person.personId)
    for (const changed of [
      fresh.replace(/until=(\d+)/, (_all, until) => `until=${Number(until) + 60}`),
      fresh.replace(fileId, await register(papers, text, 'other.txt')),
      fresh.replace(/signature=.*/, 'signature='),
      fresh.replace(/signature=.*/, 'signature=x%00'),
      fresh.replace(/\?.*/, ''),
      fresh.replace(fileId, 'nothing'),
      link(person.personId, randomUUID()),
    ])
      expect((await open(changed)).status).toBe(404)
  })

  test('leads to nothing once the file is dropped, whose bytes go', async () => {
    const id = await register(papers, text, 'gone.txt')
    await portal.app.runner.call(dropFile, { fileId: id }, portal.app.asSystem('test', tenantId))
    await portal.runJobs()
    expect((await open(link(person.personId, id))).status).toBe(404)
    expect(await portal.app.services.storage.size(id)).toBeNull()
  })

  test.each([
    ['bytes=0-0', 206, 'bytes 0-0/10', '0'],
    ['bytes=2-4', 206, 'bytes 2-4/10', '234'],
    ['bytes=7-', 206, 'bytes 7-9/10', '789'],
    ['bytes=7-900', 206, 'bytes 7-9/10', '789'],
    ['bytes=-3', 206, 'bytes 7-9/10', '789'],
    ['bytes=-900', 206, 'bytes 0-9/10', '0123456789'],
    ['BYTES=9-9', 206, 'bytes 9-9/10', '9'],
    ['bytes=10-', 416, 'bytes */10', null],
    ['bytes=900-1000', 416, 'bytes */10', null],
    ['bytes=-0', 416, 'bytes */10', null],
    ['bytes=0-1,4-5', 200, null, '0123456789'],
    ['bytes=5-2', 200, null, '0123456789'],
    ['bytes=-', 200, null, '0123456789'],
    ['lines=0-1', 200, null, '0123456789'],
    [`bytes=${'9'.repeat(40)}-`, 416, 'bytes */10', null],
  ])('asked for %s answers %i', async (range, status, part, content) => {
    const reply = await open(link(person.personId), { Range: range })
    expect([reply.status, reply.headers.get('content-range')]).toEqual([status, part])
    const body = await reply.text()
    if (content !== null) {
      expect(body).toBe(content)
      expect(reply.headers.get('content-length')).toBe(String(content.length))
    }
  })

  test('asked for the rest of something else answers the whole', async () => {
    const reply = (condition: string) =>
      open(link(person.personId), { Range: 'bytes=5-', 'If-Range': condition }).then(({ status }) => status)
    const etag = (await open(link(person.personId))).headers.get('etag') ?? ''
    expect(await reply(etag)).toBe(206)
    expect(await reply('"another"')).toBe(200)
    expect(await reply(`W/${etag}`)).toBe(200)
    expect(await reply('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(200)
  })

  test('tells its size without its bytes, and that nothing has changed', async () => {
    const path = link(person.personId)
    const head = await fetch(portal.url + path, {
      method: 'HEAD',
      headers: { Cookie: cookieOf(person), Range: 'bytes=0-1' },
    })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', ''])
    const again = await open(path, { 'If-None-Match': head.headers.get('etag') ?? '' })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test('a row whose bytes are lost answers a fault, with nothing of the file', async () => {
    const id = await register(papers, text, 'lost.txt')
    await portal.app.services.storage.remove(id)
    const reply = await open(link(person.personId, id))
    expect([reply.status, reply.headers.get('content-disposition')]).toEqual([500, null])
  })
})

describe('an upload', () => {
  const limit = 5 * megabyte

  /** Says what it likes of itself, and hears the first line of the answer. */
  function sendRaw(head: string[], body: Uint8Array[], end = true): Promise<string> {
    const address = new URL(portal.url)
    return new Promise((resolve, reject) => {
      const socket = connect(Number(address.port), address.hostname)
      let answer = ''
      socket.on('data', (piece) => {
        answer += piece
        if (answer.includes('\r\n')) {
          resolve(answer.slice(0, answer.indexOf('\r\n')))
          socket.destroy()
        }
      })
      socket.on('error', reject)
      socket.on('close', () => resolve(answer))
      socket.write(
        `${[...head, `Host: ${address.host}`, `Cookie: ${cookieOf(person)}`].join('\r\n')}\r\n\r\n`,
      )
      for (const piece of body) socket.write(piece)
      if (!end) socket.end()
    })
  }

  const nothingIncoming = async () => {
    const deadline = Date.now() + 10_000
    while (filesIn('incoming').length > 0) {
      expect(Date.now()).toBeLessThan(deadline)
      await pause(10)
    }
  }

  test('that says it is too large is refused before any of it is read', async () => {
    const answer = await sendRaw(
      ['PUT /api/v1/me/photo HTTP/1.1', 'Content-Type: image/png', `Content-Length: ${limit + 1}`],
      [],
    )
    expect(answer).toBe('HTTP/1.1 413 Payload Too Large')
  })

  test('that says nothing of its size is refused once it is too large', async () => {
    const piece = Buffer.alloc(64 * 1024)
    const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
    const answer = await sendRaw(
      ['PUT /api/v1/me/photo HTTP/1.1', 'Content-Type: image/png', 'Transfer-Encoding: chunked'],
      Array.from({ length: limit / piece.length + 1 }, () => chunk),
    )
    expect(answer).toBe('HTTP/1.1 413 Payload Too Large')
    await nothingIncoming()
  })

  test('that is cut off in the middle leaves nothing behind', async () => {
    const before = filesIn('files')
    const head = ['Content-Length: 500000', 'Expect: ']
    await sendRaw(
      ['PUT /api/v1/me/photo HTTP/1.1', 'Content-Type: image/png', ...head],
      [Buffer.alloc(1000)],
      false,
    )
    const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    await sendRaw(
      ['POST /profile/photo HTTP/1.1', 'Content-Type: multipart/form-data; boundary=x', ...head],
      [Buffer.from(part), Buffer.alloc(1000)],
      false,
    )
    await nothingIncoming()
    expect(filesIn('files')).toEqual(before)
  })

  test('by a form tells beside the field what the limit is', async () => {
    const form = new FormData()
    form.set('file', new Blob([Buffer.alloc(limit + 1)], { type: 'image/png' }), 'large.png')
    const reply = await fetch(`${portal.url}/profile/photo`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { Cookie: cookieOf(person) },
    })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/profile'])
    const flash = /^flash=([^;]*)/.exec(reply.headers.getSetCookie().join())?.[1] ?? ''
    expect(JSON.parse(Buffer.from(flash, 'base64url').toString())).toEqual({
      kind: 'error',
      message: 'request.error.fileTooLarge',
      values: { megabytes: 5 },
    })
    await nothingIncoming()
  })

  test('is forgotten with its request, whatever became of it', async () => {
    const put = async (bytes: Uint8Array<ArrayBuffer>) =>
      (
        await fetch(`${portal.url}/api/v1/me/photo`, {
          method: 'PUT',
          body: bytes,
          headers: { Cookie: cookieOf(person), 'Content-Type': 'image/png' },
        })
      ).status
    expect(await put(new Uint8Array(await image().png().toBuffer()))).toBe(200)
    expect(await put(new Uint8Array(Buffer.from('no image')))).toBe(422)
    await nothingIncoming()
  })

  test('that a crash has left is cleared away, one under way is not', async () => {
    const [old, fresh] = [join(folder, 'incoming', 'old'), join(folder, 'incoming', 'fresh')]
    writeFileSync(old, 'left')
    writeFileSync(fresh, 'on its way')
    const yesterday = new Date(Date.now() - 86_400_000)
    utimesSync(old, yesterday, yesterday)
    await portal.app.services.incoming.sweep()
    expect(filesIn('incoming')).toEqual(['fresh'])
    rmSync(fresh)
  })
})

test('the photo stands in the menu and on the profile, in their sizes, and a new one has a new address', async () => {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(await image(900, 500).jpeg().toBuffer())]), 'me.jpg')
  const post = () =>
    fetch(`${portal.url}/profile/photo`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { Cookie: cookieOf(colleague) },
    })
  const addresses = async () => {
    const page = (await colleague.client.get('/profile')).text
    return [...page.matchAll(/<img[^>]* src="([^"]+)"/g)].map(([, source]) =>
      (source ?? '').replaceAll('&amp;', '&'),
    )
  }
  expect((await post()).status).toBe(303)
  const first = await addresses()
  const sizes = await Promise.all(
    first.map(async (path) => {
      const reply = await fetch(portal.url + path, { headers: { Cookie: cookieOf(colleague) } })
      const known = await sharp(Buffer.from(await reply.arrayBuffer())).metadata()
      return [known.width, known.height, reply.headers.get('cache-control')]
    }),
  )
  const kept = 'private, max-age=2592000'
  expect(sizes).toEqual([
    [64, 64, kept],
    [256, 256, kept],
  ])
  await post()
  const second = await addresses()
  expect(second.filter((address) => first.includes(address))).toEqual([])
  const old = await colleague.client.get(first[0] ?? '')
  expect(old.headers.get('cache-control')).toBe('private, no-cache')
})
