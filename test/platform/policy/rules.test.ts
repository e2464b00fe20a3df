import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  type AccountActor,
  type Authority,
  authorityAnywhere,
  authorityFor,
  isWithin,
  pathsWith,
  shortfallsOf,
} from '../../../src/platform/policy/actor.ts'
import { type Permissions, RoleBook } from '../../../src/platform/policy/permissions.ts'

const names = ['read', 'change', 'close', 'give'] as const
const label = fc.constantFrom('a', 'b', 'ab', 'b1')
const path = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
const second = 1_000
const time = fc.integer({ min: 0, max: 20 }).map((seconds) => seconds * second)

const authority: fc.Arbitrary<Authority> = fc.record({
  grantId: fc.uuid(),
  role: fc.constant('keeper'),
  permissions: fc.uniqueArray(fc.constantFrom(...names)).map((held) => new Set<string>(held)),
  path,
  from: time,
  until: fc.option(time),
  waits: fc.boolean(),
})

const actor = fc
  .array(authority, { maxLength: 5 })
  .map((authorities) => ({ kind: 'account', authorities }) as unknown as AccountActor)

const asked = fc.record({ permission: fc.constantFrom(...names), path, now: time.map((at) => new Date(at)) })

/** The rule of the house in the plainest words there are. */
function lets(held: Authority, permission: string, at: string, now: number): boolean {
  const [above, here] = [held.path.split('.'), at.split('.')]
  return (
    held.permissions.has(permission) &&
    above.every((part, index) => here[index] === part) &&
    held.from <= now + 2 * second &&
    (held.until === null || now < held.until) &&
    !held.waits
  )
}

test('somebody may do something at a place exactly if one grant lets them: there or above, now as far as clocks agree, with all factors', () => {
  fc.assert(
    fc.property(actor, asked, (who, { permission, path: at, now }) => {
      const letting = who.authorities.filter((held) => lets(held, permission, at, now.getTime()))
      expect(authorityFor(who, permission, at, now)).toBe(letting[0] ?? null)
      for (const held of who.authorities)
        expect(shortfallsOf(held, permission, at, now).length === 0).toBe(letting.includes(held))
    }),
    { numRuns: 500 },
  )
})

test('lists show what lies below the places where somebody may, and nothing else', () => {
  fc.assert(
    fc.property(actor, asked, (who, { permission, path: at, now }) => {
      const shown = pathsWith(who, permission, now)
      expect(shown.some((above) => isWithin(at, above))).toBe(authorityFor(who, permission, at, now) !== null)
      expect(shown.length > 0).toBe(authorityAnywhere(who, permission, now) !== null)
    }),
    { numRuns: 500 },
  )
})

/** Permissions of which each implies some of those before it, so that there is no circle. */
const permissions: fc.Arbitrary<Permissions> = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map((rows) =>
    Object.fromEntries(
      rows.map((implied, index) => [
        `p${index}`,
        {
          may: `p${index}`,
          heldBy: [],
          implies: index === 0 ? [] : implied.map((other) => `p${other % index}`),
        },
      ]),
    ),
  )

test('what is implied is all that can be reached, no more; twice is as once; more brings no less', () => {
  fc.assert(
    fc.property(permissions, fc.array(fc.nat(7)), fc.array(fc.nat(7)), (declared, some, more) => {
      const book = new RoleBook([], declared)
      const chosen = some.map((index) => `p${index}`)
      const reached = new Set<string>()
      const follow = (name: string): void => {
        if (!declared[name] || reached.has(name)) return
        reached.add(name)
        for (const next of declared[name].implies ?? []) follow(next)
      }
      for (const name of chosen) follow(name)
      const implied = book.withImplied(chosen)
      expect(implied).toEqual(reached)
      expect(book.withImplied([...implied])).toEqual(implied)
      expect(book.withImplied([...chosen, ...more.map((index) => `p${index}`)]).isSupersetOf(implied)).toBe(
        true,
      )
      for (const name of Object.keys(declared)) {
        const steps = book.stepsTo(chosen, name)
        expect(steps.length > 0).toBe(implied.has(name))
        for (const [index, step] of steps.slice(1).entries())
          expect(declared[steps[index] as string]?.implies).toContain(step)
      }
    }),
  )
})
