import { expect, test } from '@jest/globals'
import { changeOf } from '../../../src/platform/audit/recorded-change.ts'

const resource = { type: 'person', id: 'p1' }

test('only what differs is kept, and all of it where something begins', () => {
  expect(changeOf({}, resource, { a: 1, b: 2, c: [1] }, { a: 1, b: 3, c: [1] }).open).toEqual({
    ...resource,
    before: { b: 2 },
    after: { b: 3 },
  })
  expect(changeOf({}, resource, null, { a: 1 }).open).toMatchObject({ before: null, after: { a: 1 } })
  expect(changeOf({}, resource, { a: 1 }, null).open).toMatchObject({ before: { a: 1 }, after: null })
})

test('secret and sealed values, and bytes, are named and not kept', () => {
  const change = changeOf(
    { secret: ['passwordHash'] },
    resource,
    { passwordHash: 'old', sealedNote: 'x', scan: Buffer.from('a'), name: 'A' },
    { passwordHash: 'new', sealedNote: 'y', scan: Buffer.from('b'), name: 'B' },
  )
  expect(change.open).toEqual({
    ...resource,
    before: { name: 'A' },
    after: { name: 'B' },
    hidden: ['passwordHash', 'sealedNote', 'scan'],
  })
  expect(JSON.stringify(change)).not.toMatch(/old|new/)
})

test('what is personal is set apart, with whom it is about', () => {
  const declared = { personal: ['phone', 'name'], about: 'personId' }
  const change = changeOf(declared, resource, null, { personId: 'p2', phone: '1', name: null, role: 'x' })
  expect(change.open).toEqual({ ...resource, before: null, after: { personId: 'p2', name: null, role: 'x' } })
  expect(change).toMatchObject({ personal: { after: { phone: '1' } }, fields: ['phone'], about: 'p2' })
  // The holder need not be among what changed.
  expect(changeOf(declared, resource, { personId: 'p2', phone: '1' }, { phone: '2' }).about).toBe('p2')
  expect(changeOf({ personal: ['name'], about: 'id' }, resource, null, { name: 'A' }).about).toBe('p1')
  expect(changeOf({ personal: ['name'] }, resource, null, { name: 'A' }).about).toBeUndefined()
})
