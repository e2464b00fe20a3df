import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { loadConfig } from '../../../src/platform/config.ts'
import { createCrypto, createKeyedHash } from '../../../src/platform/crypto/crypto.ts'
import { KeyMissing, NotAsSealed } from '../../../src/platform/crypto/envelope.ts'
import { parseKeys } from '../../../src/platform/crypto/keyring.ts'
import { wordsOfLostKeys } from '../../../src/platform/crypto/refuse-lost-keys.ts'

const [older, newer] = ['2025', '2026'].map((id) => ({ id, key: randomBytes(32) }))
if (!older || !newer) throw new Error('Two keys were made.')

const crypto = createCrypto([newer])
const bytes = fc.uint8Array({ maxLength: 300 })
const purpose = fc.string({ maxLength: 40 })

test('what was sealed opens again for its purpose, bytes and text alike', () => {
  fc.assert(
    fc.property(purpose, bytes, fc.string({ unit: 'grapheme' }), (forWhat, plain, text) => {
      expect(crypto.open(forWhat, crypto.seal(forWhat, plain)).equals(plain)).toBe(true)
      expect(crypto.openText(forWhat, crypto.seal(forWhat, text))).toBe(text)
    }),
  )
})

test('the same value never looks the same twice, and shows nothing of itself', () => {
  const plain = 'a diagnosis that nobody may read'
  const [one, other] = [crypto.seal('x', plain), crypto.seal('x', plain)]
  expect(one.equals(other)).toBe(false)
  expect(one.includes(plain)).toBe(false)
})

test('with any one bit changed it does not open', () => {
  const sealed = crypto.seal('bits', 'intact')
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(() => crypto.open('bits', changed)).toThrow()
  }
})

test('cut off anywhere, or with something added, it does not open', () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 20 }), (plain, at, added) => {
      const sealed = crypto.seal('length', plain)
      expect(() => crypto.open('length', sealed.subarray(0, at % sealed.length))).toThrow(NotAsSealed)
      expect(() => crypto.open('length', Buffer.concat([sealed, added]))).toThrow(NotAsSealed)
    }),
  )
})

test('for another purpose it does not open, nor can it be rewrapped', () => {
  fc.assert(
    fc.property(purpose, purpose, bytes, (right, wrong, plain) => {
      fc.pre(right !== wrong)
      const sealed = crypto.seal(right, plain)
      expect(() => crypto.open(wrong, sealed)).toThrow(NotAsSealed)
      expect(() => crypto.rewrap(wrong, sealed)).toThrow(NotAsSealed)
    }),
  )
})

test('after a rotation the older key is not needed any more', () => {
  fc.assert(
    fc.property(purpose, bytes, (forWhat, plain) => {
      const sealed = createCrypto([older]).seal(forWhat, plain)
      const both = createCrypto([newer, older])
      expect(both.open(forWhat, sealed).equals(plain)).toBe(true)
      expect(both.isCurrent(sealed)).toBe(false)
      const rewrapped = both.rewrap(forWhat, sealed)
      expect(both.isCurrent(rewrapped)).toBe(true)
      expect(createCrypto([newer]).open(forWhat, rewrapped).equals(plain)).toBe(true)
      // Only the wrapped data key is another: the value itself was not touched.
      const value = 12 + plain.length + 16
      expect(rewrapped.subarray(-value).equals(sealed.subarray(-value))).toBe(true)
    }),
  )
})

test('a value whose key is gone says which key is missing', () => {
  const sealed = createCrypto([older]).seal('x', 'y')
  expect(() => createCrypto([newer]).open('x', sealed)).toThrow(KeyMissing)
  expect(() => createCrypto([newer]).open('x', sealed)).toThrow('"2025"')
  // The right name does not make another key the right one.
  expect(() => createCrypto([{ id: '2025', key: randomBytes(32) }]).open('x', sealed)).toThrow(NotAsSealed)
})

test('keys are read as they are set, the first one current', () => {
  const text = [newer, older].map(({ id, key }) => `${id}:${key.toString('base64')}`).join(', ')
  expect(parseKeys(text)).toEqual({ keys: [newer, older], problems: [] })
  expect(parseKeys(`${text},2026:${randomBytes(32).toString('base64')}`).problems).toEqual([
    'Two keys are called "2026".',
  ])
})

test('an older key may be the one made from the secret; the current one is written out', () => {
  const own = `2026:${newer.key.toString('base64')}`
  const SECRET = 'Ue7mQ0xTz4u9Ck2VbYw8NfLp5sGdJe1A'
  const before = loadConfig({ SECRET })
  const after = loadConfig({
    SECRET,
    ENCRYPTION_KEYS: `${own}, derived`,
    AUDIT_SIGNING_KEY: `${older.key.toString('base64')},derived`,
  })
  const sealed = createCrypto(before.encryptionKeys).seal('x', 'y')
  const both = createCrypto(after.encryptionKeys)
  expect([both.currentKeyId, both.openText('x', sealed)]).toEqual(['2026', 'y'])
  expect(createCrypto([newer]).openText('x', both.rewrap('x', sealed))).toBe('y')
  expect(after.auditSigningKeys).toEqual([older.key, ...before.auditSigningKeys])

  for (const text of ['derived', `derived,${own}`])
    expect(parseKeys(text).problems[0]).toContain('never first')
  expect(parseKeys(`${own},derived,derived:${older.key.toString('base64')}`).problems).toEqual([
    'Two keys are called "derived".',
  ])
  expect(wordsOfLostKeys(['derived'])).toContain('ENCRYPTION_KEYS="id:key,derived"')
  expect(wordsOfLostKeys(['derived'])).not.toContain('Add what')
})

test('keyed hashes differ by purpose and by secret', () => {
  const hash = createKeyedHash('one secret')
  expect(hash('a', 'text').equals(hash('a', 'text'))).toBe(true)
  expect(hash('b', 'text').equals(hash('a', 'text'))).toBe(false)
  expect(createKeyedHash('another secret')('a', 'text').equals(hash('a', 'text'))).toBe(false)
})
