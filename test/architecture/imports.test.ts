import { expect, test } from '@jest/globals'
import { modules } from '../../src/modules.ts'
import { testConfig } from '../support/portal.ts'
import { importFaults } from './rules/imports.ts'
import { clockFaults, purityFaults } from './rules/purity.ts'
import { planted, readProgram } from './rules/source.ts'

const program = readProgram()
const tiers = modules(testConfig()).map(({ name }) => name)

/** Files beside the rules that are not pure, each with the reason why it stands there. */
const notPure = {
  'src/modules/applications/document.ts': 'hashes what is handed in',
  'src/modules/applications/draft.ts': 'makes by chance what keeps a hash from telling',
  'src/modules/applications/export.ts': 'cleans names as those of files that come in are cleaned',
  'src/modules/applications/seal.ts':
    'makes keys by chance, encrypts with them, divides them and puts them together',
  'src/modules/applications/paper.ts': 'compares words as the search does',
  'src/modules/invitations/accepting.ts': 'steps that several commands share, run in their transaction',
  'src/modules/invitations/giving.ts': 'a question that several commands ask in their transaction',
  'src/modules/questions/imported.ts': 'says what a schema refuses in words, for two commands',
  'src/modules/questions/kinds.ts':
    'says what may be written as a contract does, by the same schemas of text',
  'src/modules/files/keep-file.ts': 'puts bytes into the storage, for the preparation of commands',
  'src/modules/files/image-library.ts': 'opens what draws images, for the preparation of commands',
  'src/modules/files/file-link.ts': 'compares signatures in constant time',
  'src/modules/files/sniff.ts': 'reads what was sent, for the preparation of commands',
  'src/modules/identity/address.ts':
    'reads numbers as their countries write them, and says in SQL whose they are',
  'src/modules/identity/challenge.ts': 'steps that several commands share, run in their transaction',
  'src/modules/identity/code.ts': 'makes codes from a secret',
  'src/modules/identity/guard.ts': 'steps that several commands share, run in their transaction',
  'src/modules/identity/provider-arrival.ts': 'steps that a command takes in its transaction',
  'src/modules/identity/provider-client.ts': 'speaks to providers, for the preparation of commands',
  'src/modules/identity/passkey.ts': 'steps that several commands share, run in their transaction',
  'src/modules/identity/password-change.ts': 'steps that several commands share, run in their transaction',
  'src/modules/identity/qr-code.ts': 'lets a library work out the squares',
  'src/modules/identity/second-factor.ts': 'steps that several commands share, run in their transaction',
  'src/modules/identity/first-administrator.ts': 'a question that several commands ask in their transaction',
  'src/modules/identity/joining.ts': 'steps that several commands share, run in their transaction',
  'src/modules/identity/session.ts': 'steps that several commands share, run in their transaction',
  'src/modules/identity/stop-resets.ts': 'steps that several commands share, run in their transaction',
  'src/modules/identity/passport.ts': 'a strategy looks the account up by itself',
  'src/modules/identity/password.ts': 'hashes, with salt',
  'src/modules/notifications/unsubscribe-token.ts': 'compares signatures in constant time',
  'src/modules/sources/begin-run.ts': 'steps that several commands share, run in their transaction',
  'src/modules/projects/issue-addendum.ts': 'steps that several commands share, run in their transaction',
  'src/modules/scim/surface.ts': 'hands on to what keeps refusals',
  'src/modules/tasks/start-task.ts':
    'what commands of other rooms call in place of the command, for its types',
  'src/modules/identity/token.ts': 'makes secrets',
  'src/modules/development/keep-mail.ts': 'fills the slot that keeps mail',
  'src/modules/development/keep-sms.ts': 'fills the slot that keeps messages to phones',
}

test('imports run one way, downwards and through doors', () => {
  expect(program.length).toBeGreaterThan(100)
  expect(importFaults(program, tiers)).toEqual([])
})

test('a planted import that runs upwards, sideways or past a door is caught', () => {
  const cases: Array<[path: string, text: string]> = [
    ['src/platform/clock.ts', `import { units } from '../modules/units/index.ts'`],
    ['src/platform/clock.ts', `import { createApp } from '../app.ts'`],
    ['src/platform/errors.ts', `import { ErrorPage } from '../../templates/pages/errors/error-page.tsx'`],
    ['src/platform/log.ts', `import { jobs } from '../../jobs/index.ts'`],
    ['src/platform/http/api.ts', `import { PrismaClient } from '../../../prisma/generated/client.ts'`],
    ['src/platform/http/api.ts', `import pg from 'pg'`],
    ['src/app.ts', `import { jobs } from '../jobs/index.ts'`],
    ['src/app.ts', `import './main.ts'`],
    ['src/modules/units/commands/a.ts', `import { grantRole } from '../../access/index.ts'`],
    ['src/modules/access/commands/a.ts', `import { unitRow } from '../../units/unit-row.ts'`],
    ['src/modules/access/commands/a.ts', `export { createUnit } from '../../units/commands/create-unit.ts'`],
    ['src/modules/access/commands/a.ts', `const units = await import('../../units/unit.ts')`],
    ['src/modules/access/commands/a.ts', `type Row = import('../../units/views.ts').UnitRow`],
    ['src/modules/access/commands/a.ts', `import type { UnitRow } from '../../units/views.ts'`],
    ['src/modules/access/commands/a.ts', `import { units } from '../../unlisted/index.ts'`],
    ['src/modules/access/commands/a.ts', `import { createApp } from '../../../app.ts'`],
    ['src/modules/access/commands/a.ts', `import { mails } from '../pages.ts'`],
    [
      'src/modules/access/commands/a.ts',
      `import { Badge } from '../../../../templates/components/badge.tsx'`,
    ],
    ['src/modules/access/commands/a.ts', `import { jobs } from '../../../../jobs/index.ts'`],
    ['src/modules/access/commands/a.ts', `import { readFileSync } from 'node:fs'`],
    ['src/modules/access/commands/a.ts', `import { Pool } from 'pg'`],
    ['src/modules/access/commands/a.ts', `import { access } from '../module.ts'`],
    ['src/modules/access/commands/a.ts', `import { grantRole } from '../index.ts'`],
    ['src/modules/access/index.ts', `export { tenancy } from '../units/index.ts'`],
    ['src/modules/access/module.ts', `import { sql } from '../../platform/db/sql.ts'`],
    ['src/modules/access/facts.ts', `import { Role } from '../../platform/policy/actor.ts'`],
    ['src/modules/access/contract.ts', `import { sql } from '../../platform/db/sql.ts'`],
    ['src/modules/access/policy.ts', `import { lockGrant } from './grant-row.ts'`],
    ['src/modules/units/pages.ts', `import { sql } from '../../platform/db/sql.ts'`],
    ['src/modules/units/pages.ts', `import { findUnit } from './unit-row.ts'`],
    ['src/modules/units/pages.ts', `import { closeUnit, inside } from './commands/close-unit.ts'`],
    ['src/modules/units/pages.ts', `import * as all from './commands/close-unit.ts'`],
    ['jobs/units/a.ts', `import { createUnit } from '../../src/modules/units/commands/create-unit.ts'`],
    ['jobs/units/a.ts', `import { sql } from '../../src/platform/db/sql.ts'`],
    ['jobs/units/a.ts', `import { other } from './b.ts'`],
    ['jobs/units/a.ts', `import { createApp } from '../../src/app.ts'`],
    ['templates/pages/units/a.tsx', `import { sql } from '../../../src/platform/db/sql.ts'`],
    ['templates/pages/units/a.tsx', `import { isClosed } from '../../../src/modules/units/unit.ts'`],
    ['templates/pages/units/a.tsx', `import { UnitReply } from '../../../src/modules/units/contract.ts'`],
    ['templates/pages/units/a.tsx', `import type { UnitRow } from '../../../src/modules/units/views.ts'`],
    ['templates/pages/units/a.tsx', `import { Client } from 'pg'`],
  ]
  for (const [path, text] of cases)
    expect({ path, text, faults: importFaults(planted({ [path]: text }), tiers) }).toEqual({
      path,
      text,
      faults: [expect.stringContaining(`${path} imports `)],
    })
})

test('the imports of every form are seen, and what is right is let pass', () => {
  const allowed = planted({
    'src/main.ts': `import { jobs } from '../jobs/index.ts'`,
    'src/modules/identity/commands/a.ts': `import { addMember } from '../../units/index.ts'`,
    'src/modules/units/pages.ts': `import { closeUnit } from './commands/close-unit.ts'`,
    'src/platform/http/portal.ts': `import { renderPage } from '../../../templates/layout/document.tsx'`,
    'templates/pages/units/a.tsx': `import type { UnitReply } from '../../../src/modules/units/contract.ts'
      export function Page() { return <p>text</p> }`,
    'templates/pages/units/b.tsx': `import { type UnitReply } from '../../../src/modules/units/contract.ts'`,
    'jobs/units/a.ts': `import { createUnit } from '../../src/modules/units/index.ts'`,
  })
  expect(importFaults(allowed, tiers)).toEqual([])
})

test('pure files of a room reach for nothing outside', () => {
  expect(purityFaults(program, notPure)).toEqual([])
})

test('a planted rule that reaches for the database, the clock or a package is caught', () => {
  for (const text of [
    `import { sql } from '../../platform/db/sql.ts'`,
    `import { newId } from '../../platform/ids.ts'`,
    `import { randomBytes } from 'node:crypto'`,
    `import { findUnit } from './unit-row.ts'`,
    `export const isOver = (end) => end < new Date()`,
    `export const isOver = (end) => end < Date.now()`,
  ])
    expect(purityFaults(planted({ 'src/modules/units/unit.ts': text }), {})).toHaveLength(1)
  expect(purityFaults([], { 'src/modules/units/gone.ts': 'a reason' })).toEqual([
    expect.stringContaining('needs no exception any more'),
  ])
})

test('rooms and jobs take the time from their context', () => {
  expect(clockFaults(program)).toEqual([])
  for (const text of ['const now = new Date()', 'const at = Date.now()', 'sql`SELECT 1 WHERE x < now()`'])
    expect(clockFaults(planted({ 'src/modules/units/commands/a.ts': text }))).toHaveLength(1)
  expect(clockFaults(planted({ 'jobs/a/b.ts': 'const at = new Date(1)' }))).toEqual([])
})
