import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../../src/platform/config.ts'
import { DurableFolder } from '../../../src/platform/storage/durable-folder.ts'
import {
  BytesMissing,
  diskStorage,
  openStorage,
  type Storage,
} from '../../../src/platform/storage/storage.ts'
import { type S3Server, s3Bucket, s3Keys, startS3Server } from '../../support/s3-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'guildhall-storage-'))
let server: S3Server

const settings = (given: Record<string, string> = {}) =>
  loadConfig({
    NODE_ENV: 'test',
    SECRET: 'a secret for tests, long enough to be one',
    FILES_DRIVER: 's3',
    FILES_S3_BUCKET: s3Bucket,
    FILES_S3_ENDPOINT: server.endpoint,
    FILES_S3_PATH_STYLE: 'true',
    FILES_S3_ACCESS_KEY_ID: s3Keys.accessKeyId,
    FILES_S3_SECRET_ACCESS_KEY: s3Keys.secretAccessKey,
    ...given,
  })

beforeAll(async () => {
  server = await startS3Server()
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const everywhere: Array<[name: string, open: () => Storage]> = [
  ['a folder', () => diskStorage(join(folder, 'contract'))],
  ['a bucket', () => openStorage(settings())],
]

describe.each(everywhere)('what a storage promises, held by %s', (_name, open) => {
  const storage = () => open()
  const readAll = async (key: string, range?: { start: number; end: number }) =>
    buffer(await storage().read(key, range))

  test('what was put is read again, whole and in parts', async () => {
    const key = randomUUID()
    const bytes = randomBytes(300_000)
    await storage().put(key, bytes)
    expect((await readAll(key)).equals(bytes)).toBe(true)
    expect(await storage().size(key)).toBe(bytes.byteLength)
    for (const [start, end] of [
      [0, 0],
      [0, 299_999],
      [100, 65_636],
      [299_999, 299_999],
    ] as const)
      expect((await readAll(key, { start, end })).equals(bytes.subarray(start, end + 1))).toBe(true)
  })

  test('a file is put from its path, and takes the place of what was there', async () => {
    const key = randomUUID()
    const path = join(folder, 'source')
    const bytes = randomBytes(2_000_000)
    writeFileSync(path, bytes)
    await storage().put(key, Buffer.from('before'))
    await storage().putFile(key, path)
    expect((await readAll(key)).equals(bytes)).toBe(true)
  })

  test('what is not there is told as missing', async () => {
    await expect(storage().read(randomUUID())).rejects.toBeInstanceOf(BytesMissing)
    expect(await storage().size(randomUUID())).toBeNull()
  })

  test('what was removed is gone, and may be removed again', async () => {
    const key = randomUUID()
    await storage().put(key, Buffer.from('gone'))
    await storage().remove(key)
    await storage().remove(key)
    expect(await storage().size(key)).toBeNull()
  })

  test('everything is listed, with its age, past one page', async () => {
    const keys = Array.from({ length: 5 }, () => randomUUID())
    for (const key of keys) await storage().put(key, Buffer.from('listed'))
    const found = new Map<string, Date>()
    for await (const { key, changedAt } of storage().list()) found.set(key, changedAt)
    for (const key of keys)
      expect(Math.abs(Date.now() - (found.get(key)?.getTime() ?? 0))).toBeLessThan(600_000)
  })

  test('many write at once, also the same key: one of them stands, whole', async () => {
    const key = randomUUID()
    const versions = Array.from({ length: 10 }, () => randomBytes(50_000))
    await Promise.all(versions.map((bytes) => storage().put(key, bytes)))
    const kept = await readAll(key)
    expect(versions.some((bytes) => bytes.equals(kept))).toBe(true)
  })

  test('a file that is not there to be put leaves nothing', async () => {
    const key = randomUUID()
    await expect(storage().putFile(key, join(folder, 'nothing'))).rejects.toThrow()
    expect(await storage().size(key)).toBeNull()
  })
})

test('a write that is cut off leaves what was there, and nothing unfinished', async () => {
  const place = join(folder, 'cut')
  const disk = new DurableFolder(place)
  await disk.put('ab/key', 'before')
  const bytes = new PassThrough()
  const writing = disk.putStream('ab/key', bytes)
  bytes.write(randomBytes(100_000))
  // While it is written, readers find the old one.
  const deadline = Date.now() + 10_000
  while (readdirSync(join(place, 'ab')).length < 2) {
    expect(Date.now()).toBeLessThan(deadline)
    await pause(5)
  }
  expect((await disk.getBytes('ab/key')).length).toBe(6)
  bytes.destroy(new Error('cut off'))
  await expect(writing).rejects.toThrow('cut off')
  expect(readdirSync(join(place, 'ab'))).toEqual(['key'])
})

test('a bucket is asked with a signature, below its own name', async () => {
  const key = randomUUID()
  await openStorage(settings()).put(key, Buffer.from('signed'))
  expect(server.requests).toContain(`PUT /${s3Bucket}/${key.slice(-2)}/${key}`)
  await expect(
    openStorage(settings({ FILES_S3_SECRET_ACCESS_KEY: 'wrong' })).put(key, Buffer.from('x')),
  ).rejects.toThrow()
  expect(server.objects.get(`${key.slice(-2)}/${key}`)?.bytes.toString()).toBe('signed')
})

test('settings that lead nowhere stop the start', () => {
  expect(() => settings({ FILES_S3_BUCKET: '' })).toThrow('FILES_S3_BUCKET')
  expect(() => settings({ FILES_S3_SECRET_ACCESS_KEY: '' })).toThrow('go together')
})
