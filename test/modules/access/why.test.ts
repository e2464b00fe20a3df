import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Why } from '../../../src/modules/access/contract.ts'
import { listHoldersWithoutFactor } from '../../../src/modules/access/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { setUpSecondStep } from '../../factories/second-steps.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  id: string
  code?: string
  [field: string]: unknown
}

let portal: Portal
let tenantId: string
let administrator: MadePerson
let ward: string
let street: string
let beside: string

beforeAll(async () => {
  portal = await openPortal({ config: { STEP_UP_SECONDS: 86_400_000 } })
  tenantId = await makeAssociation(portal, 'Association', [])
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  ward = await makeUnit(portal, tenantId, tenantId, 'Ward')
  street = await makeUnit(portal, tenantId, ward, 'Street')
  beside = await makeUnit(portal, tenantId, tenantId, 'Beside')
})
afterAll(() => portal.close())

const inDays = (days: number) => new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString()

async function why({ personId }: MadePerson, permission: string, unitId: string, asker = administrator) {
  const query = new URLSearchParams({ personId, permission })
  return asker.client.call<Why & Reply>('GET', `/units/${unitId}/why?${query}`)
}

async function missing(person: MadePerson, permission: string, unitId: string): Promise<string[]> {
  const { body } = await why(person, permission, unitId)
  expect(body.allowed).toBe(false)
  return body.missing
}

async function give({ personId }: MadePerson, role: string, unitId: string, more = {}): Promise<string> {
  const given = { personId, unitId, role, ...more }
  const { status, body } = await administrator.client.call<Reply>('POST', '/grants', given)
  if (status !== 201) throw new Error(`The role was refused: ${JSON.stringify(body)}`)
  return body.id
}

async function makeRole(permissions: string[], unitId = ward): Promise<string> {
  const name = { v: 1, en: `Clerk ${randomUUID()}` }
  return (await administrator.client.call<Reply>('POST', '/roles', { unitId, name, permissions })).body.id
}

const rename = async ({ client }: MadePerson, unitId: string) =>
  (await client.call('PATCH', `/units/${unitId}`, { name: `Name ${randomUUID()}` })).status

describe('why somebody may', () => {
  test('is told by the grant, who gave it, when and why, the role, the way through the tree and what brings it along', async () => {
    const clerk = await makePerson(portal, { tenantId })
    const role = await makeRole(['access.manage'])
    const endsAt = inDays(3)
    const grantId = await give(clerk, role, ward, { endsAt, reason: 'elected' })
    const { status, body } = await why(clerk, 'access.read', street)
    expect([status, body.allowed, body.missing]).toEqual([200, true, []])
    expect(body.path.map(({ name }) => name)).toEqual(['Association', expect.any(String), expect.any(String)])
    expect(body.grants[0]).toMatchObject({
      id: grantId,
      role,
      roleName: { v: 1, en: expect.stringContaining('Clerk') },
      unit: { id: ward },
      endsAt,
      reason: 'elected',
      grantedBy: { id: administrator.personId },
      steps: ['access.manage', 'access.read'],
      lacks: [],
    })
    expect(body.carriedBy.map((each) => each.role)).toEqual(expect.arrayContaining(['manager', role]))
  })

  test('is not told in full of a grant further up than one sees', async () => {
    const [high, manager] = [
      await makePerson(portal, { tenantId }),
      await makePerson(portal, { tenantId, at: [{ unitId: ward, role: 'manager' }] }),
    ]
    await give(high, 'manager', tenantId, { reason: 'for the whole' })
    const { body } = await why(high, 'units.manage', ward, manager)
    expect(body).toMatchObject({ allowed: true })
    expect(body.grants[0]).toMatchObject({ unit: { id: tenantId }, reason: null, grantedBy: null, lacks: [] })
  })
})

describe('why somebody may not', () => {
  test('is told: nothing here, not here, not of this role, not yet, no more', async () => {
    const clerk = await makePerson(portal, { tenantId, roles: [] })
    expect(await missing(clerk, 'units.manage', ward)).toEqual(['noGrant'])
    await give(clerk, 'manager', beside)
    expect(await missing(clerk, 'units.manage', ward)).toEqual(['elsewhere'])
    expect(await missing(clerk, 'access.manage', beside)).toEqual(['lacksPermission'])
    await give(clerk, 'manager', ward, { startsAt: inDays(1), endsAt: inDays(2) })
    expect(await missing(clerk, 'units.manage', ward)).toEqual(['notBegun'])
    portal.clock.advance({ days: 1 })
    expect((await why(clerk, 'units.manage', ward)).body.allowed).toBe(true)
    portal.clock.advance({ days: 1 })
    expect(await missing(clerk, 'units.manage', ward)).toEqual(['over'])
  })

  test('is told: the role ended and does not exist where its holder’s unit was moved to', async () => {
    const away = await makeUnit(portal, tenantId, ward)
    const clerk = await makePerson(portal, { tenantId, roles: [] })
    await give(clerk, await makeRole(['units.manage']), away)
    await administrator.client.call('POST', `/units/${away}/move`, { parentId: beside })
    expect(await missing(clerk, 'units.manage', away)).toEqual(['over', 'roleElsewhere'])
  })

  test('is told: no account, and an account that is suspended', async () => {
    const clerk = await makePerson(portal, { tenantId, roles: [], at: [{ unitId: ward, role: 'manager' }] })
    await portal.app.database.sql(
      sql`UPDATE accounts SET status = 'suspended' WHERE id = ${clerk.accountId}::uuid`,
    )
    expect(await missing(clerk, 'units.manage', ward)).toEqual(['accountSuspended'])
    await portal.app.database.sql(
      sql`UPDATE persons SET account_id = NULL WHERE id = ${clerk.personId}::uuid`,
    )
    expect(await missing(clerk, 'units.manage', ward)).toEqual(['noAccount'])
  })

  test('of nobody of this association, or of a permission that there is not, is not answered', async () => {
    const elsewhere = await makeAssociation(portal, 'Elsewhere', [])
    const stranger = await makePerson(portal, { tenantId: elsewhere })
    expect((await why(stranger, 'units.read', ward)).status).toBe(404)
    expect((await why(administrator, 'units.burn', ward)).status).toBe(422)
    const member = await makePerson(portal, { tenantId })
    expect((await why(member, 'units.read', ward, member)).status).toBe(404)
  })
})

test('the answer is what happens: for each state of a grant, at each place', async () => {
  const clerk = await makePerson(portal, { tenantId, roles: [] })
  const roles = ['manager', await makeRole(['units.manage']), await makeRole(['units.read'])]
  const seen = new Set<boolean>()
  for (const role of roles)
    for (const place of [ward, street]) {
      const grantId = await give(clerk, role, place)
      for (const unitId of [ward, street, beside]) {
        const { body } = await why(clerk, 'units.manage', unitId)
        seen.add(body.allowed)
        // Gains are seen within a second; what may not be is refused at once.
        await until('it is so', async () => ((await rename(clerk, unitId)) === 200) === body.allowed, 1_000)
        const decides = body.grants.filter(({ lacks }) => lacks.length === 0).map(({ id }) => id)
        expect(decides).toEqual(body.allowed ? [grantId] : [])
      }
      await administrator.client.call('DELETE', `/grants/${grantId}`)
    }
  expect(seen.size).toBe(2)
})

describe('a role that asks for a second factor', () => {
  const require = (role: string, required: boolean, asker = administrator) =>
    asker.client.call<Reply>('PUT', `/roles/${role}/second-factor`, { required })

  test('waits for whoever has none, who is told so, and counts again once they set one up', async () => {
    const role = await makeRole(['units.manage', 'fields.manage'])
    const clerk = await makePerson(portal, { tenantId })
    await give(clerk, role, ward)
    await until('it counts', async () => (await rename(clerk, ward)) === 200)
    expect((await require(role, true)).body).toEqual({ role, needsSecondFactor: true })
    expect(await rename(clerk, ward)).toBe(403)
    expect(await missing(clerk, 'units.manage', ward)).toEqual(['secondFactor'])
    const { body } = await administrator.client.call<Reply>('GET', `/roles/${role}`)
    expect(body).toMatchObject({ needsSecondFactor: true, holders: 1, withoutSecondFactor: 1 })
    expect((await clerk.client.get('/')).text).toContain('Set up a second step')
    expect((await clerk.client.get('/account/security')).text).toContain('asks for a second step')
    await portal.runJobs()
    const [told, ...more] = (await mailsTo(portal, clerk.email)).filter(({ subject }) =>
      subject.includes('second step'),
    )
    expect([told?.text.includes('counts only with a second step'), more]).toEqual([true, []])
    const left = { role }
    const system = portal.app.asSystem('test', tenantId)
    expect((await portal.app.runner.ask(listHoldersWithoutFactor, left, system)).items).toEqual([
      { personId: clerk.personId },
    ])
    // They go on as the member they are, and what is refused says why.
    expect((await clerk.client.call('GET', '/me/units')).status).toBe(200)
    const refused = await clerk.client.call<Reply>('PATCH', `/units/${ward}`, { name: 'Name' })
    expect(refused.body.code).toBe('request.secondFactorNeeded')
    await setUpSecondStep(portal, clerk.client)
    await until('it counts again', async () => (await rename(clerk, ward)) === 200, 1_000)
    expect((await clerk.client.get('/')).text).not.toContain('Set up a second step')
    expect((await why(clerk, 'units.manage', ward)).body).toMatchObject({
      allowed: true,
      hasSecondFactor: true,
    })
  })

  test('counts with a passkey as well, and waits again once the last factor is gone', async () => {
    const role = await makeRole(['units.manage'])
    const clerk = await makePerson(portal, { tenantId })
    await give(clerk, role, ward)
    await require(role, true)
    const passkey = randomUUID()
    await portal.app.database.sql(sql`
      INSERT INTO passkeys (id, account_id, credential_id, public_key, counter, transports, may_be_synced, is_backed_up, rp_id, name, created_at)
      VALUES (${passkey}::uuid, ${clerk.accountId}::uuid, ${Buffer.from(passkey)}, ${Buffer.from('key')}, 0, '{}', false, false, 'localhost', 'Key', now())`)
    await until('it counts', async () => (await rename(clerk, ward)) === 200, 1_000)
    await portal.app.database.sql(sql`DELETE FROM passkeys WHERE id = ${passkey}::uuid`)
    expect(await rename(clerk, ward)).toBe(403)
  })

  test('may be a built-in one, in this association alone; whoever holds it themselves sets up theirs first', async () => {
    const elsewhere = await makeAssociation(portal, 'Other', [])
    const [here, there] = [
      await makePerson(portal, { tenantId, at: [{ unitId: ward, role: 'manager' }] }),
      await makePerson(portal, { tenantId: elsewhere, at: [{ unitId: elsewhere, role: 'manager' }] }),
    ]
    expect((await require('administrator', true)).body.code).toBe('access.yourFactorFirst')
    expect((await require('manager', true, here)).status).toBe(404)
    expect((await require('manager', true)).status).toBe(200)
    expect([await rename(here, ward), await rename(there, elsewhere)]).toEqual([403, 200])
    expect((await require('manager', false)).status).toBe(200)
    await until('it counts again', async () => (await rename(here, ward)) === 200, 1_000)
  })

  test('is not given on by whoever holds it without one', async () => {
    const role = await makeRole(['access.manage', 'units.manage'])
    const clerk = await makePerson(portal, { tenantId })
    await give(clerk, role, ward)
    await give(clerk, await makeRole(['access.manage']), ward)
    await require(role, true)
    const other = await makePerson(portal, { tenantId })
    const { body } = await clerk.client.call<Reply>('POST', '/grants', {
      personId: other.personId,
      unitId: ward,
      role,
    })
    expect(body.code).toBe('access.notYours')
  })
})
