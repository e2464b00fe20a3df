import { expect, test } from '@jest/globals'
import { isOpenToOthers } from '../../../src/platform/policy/token-scopes.ts'

test.each([
  ['what members may do', { kind: 'command', permission: 'member', category: 'activity' }, true],
  ['money', { kind: 'command', permission: 'member', category: 'money' }, false],
  ['what asks to step up', { kind: 'command', permission: 'member', stepUp: true }, false],
  ['credentials', { kind: 'query', permission: 'signed-in', tokens: false }, false],
  ['what a room about credentials opens', { kind: 'query', permission: 'signed-in', tokens: true }, true],
  ['a page', { kind: 'page', permission: 'member', tokens: false }, true],
  ['a page that asks to step up', { kind: 'page', permission: 'member', stepUp: true, tokens: false }, false],
])('whether staff may do as somebody else: %s', (_what, declared, expected) => {
  expect(isOpenToOthers(declared)).toBe(expected)
})
