import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { linkWaiting, signDueCheckpoints } from '../../src/platform/audit/checkpoints.ts'
import { createSigner } from '../../src/platform/audit/signer.ts'
import { withClient } from '../../src/platform/db/client.ts'
import { makeAssociation, makeUnit } from '../factories/people.ts'
import { asApp } from '../support/databases.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { Program } from './program.ts'

let portal: Portal
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-audit-test-'))
  portal = await openPortal()
  const { app, clock } = portal
  const tenantId = await makeAssociation(portal)
  for (let index = 0; index < 3; index += 1) await makeUnit(portal, tenantId)
  await linkWaiting(app.database.sql)
  await signDueCheckpoints(app.database, createSigner(app.config.auditSigningKeys), clock.now())
})
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

async function run(
  program: string,
  ...parameters: string[]
): Promise<{ code: number | null; output: string }> {
  const started = Program.run([`dist/${program}.js`, ...parameters], {
    SECRET: portal.app.config.secret,
    DATABASE_URL: asApp(portal.databaseUrl),
    DATA_DIR: folder,
  })
  return { code: await started.exitCode(), output: started.output }
}

test('the audit is verified from the command line, with what was published', async () => {
  const untouched = await run('audit-verify')
  expect(untouched).toMatchObject({ code: 0, output: expect.stringContaining('The audit holds.') })

  const published = join(folder, 'checkpoints')
  const { code, output } = await run('audit-checkpoint')
  expect([code, output.trim().split('\n').length]).toEqual([0, 2])
  writeFileSync(published, output)
  expect(await run('audit-verify', '--checkpoint', published)).toMatchObject({ code: 0 })

  await withClient(portal.databaseUrl, async (client) => {
    await client.query('SET session_replication_role = replica')
    await client.query('DELETE FROM audit_checkpoints')
    const last = `chain <> '00000000-0000-0000-0000-000000000000' AND position = 3`
    await client.query(
      `DELETE FROM audit_entries WHERE id IN (SELECT entry_id FROM audit_links WHERE ${last})`,
    )
    await client.query(`DELETE FROM audit_links WHERE ${last}`)
  })
  expect(await run('audit-verify')).toMatchObject({ code: 0 })
  const cutOff = await run('audit-verify', '--checkpoint', published)
  expect(cutOff.code).toBe(1)
  expect(cutOff.output).toMatch(
    /The end was cut off: .* 1 more entry after entry [0-9a-f-]{36} \(units\.createUnit/,
  )
}, 40_000)

test('keys are rotated from the command line, which says what is still needed', async () => {
  const { code, output } = await run('keys-rotate')
  expect(output).toContain('Everything stands under "derived"')
  expect(code).toBe(0)
}, 40_000)

test('what could not be checked is neither right nor wrong', async () => {
  const nothing = join(folder, 'nothing')
  writeFileSync(nothing, 'not a checkpoint\n')
  expect(await run('audit-verify', '--checkpoint', nothing)).toMatchObject({
    code: 2,
    output: expect.stringContaining('does not hold what npm run --silent audit:checkpoint prints'),
  })
}, 40_000)
