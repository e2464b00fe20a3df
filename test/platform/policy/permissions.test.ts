import { describe, expect, test } from '@jest/globals'
import { modules } from '../../../src/modules.ts'
import { type Permissions, RoleBook } from '../../../src/platform/policy/permissions.ts'
import { createRegistry } from '../../../src/platform/run/registry.ts'
import { testConfig } from '../../support/portal.ts'

const roles = [{ key: 'keeper', scope: 'unit' }] as const

function bookOf(permissions: Record<string, readonly string[]>, heldBy: Record<string, string[]> = {}) {
  const declared: Permissions = Object.fromEntries(
    Object.entries(permissions).map(([name, implies]) => [
      name,
      { may: name, heldBy: heldBy[name] ?? [], implies },
    ]),
  )
  return new RoleBook(roles, declared)
}

describe('what permissions imply', () => {
  const book = bookOf(
    { close: ['change'], change: ['read', 'list'], list: ['read'], read: [], apart: [] },
    { change: ['keeper'], apart: ['keeper'] },
  )

  test('is carried by a role that is given them, at any depth', () => {
    expect([...book.permissionsOf('keeper')].sort()).toEqual(['apart', 'change', 'list', 'read'])
    expect([...book.withImplied(['close'])].sort()).toEqual(['change', 'close', 'list', 'read'])
  })

  test('of a name that nobody declares any more is nothing', () => {
    expect([...book.withImplied(['gone', 'read'])]).toEqual(['read'])
  })
})

describe('does not start', () => {
  test('with permissions that imply each other in a circle, and says which', () => {
    expect(() => bookOf({ a: ['b'], b: ['c'], c: ['a'] })).toThrow('a -> b -> c -> a')
    expect(() => bookOf({ a: ['a'] })).toThrow('a -> a')
  })

  test('with a permission that implies one nobody declares', () => {
    expect(() => bookOf({ a: ['never'] })).toThrow('a implies never')
  })

  test('as a whole portal, where two rooms imply each other', () => {
    const rooms = modules(testConfig()).map((room) =>
      room.name === 'units'
        ? {
            ...room,
            permissions: {
              ...room.permissions,
              'units.read': { may: 'see', heldBy: [], implies: ['units.manage'] },
            },
          }
        : room,
    )
    expect(() => createRegistry(rooms, [])).toThrow(/circle: .*units\.manage/)
  })
})

test('an administrator holds every permission there is: somebody must be able to give each away', () => {
  const { roles: book, permissions } = createRegistry(modules(testConfig()), [])
  expect(Object.keys(permissions).filter((name) => !book.permissionsOf('administrator').has(name))).toEqual(
    [],
  )
})
