import { randomBytes, randomUUID } from 'node:crypto'
import { filePurpose, linkToFile } from '../../src/modules/files/index.ts'
import { hashToken } from '../../src/modules/identity/index.ts'
import { ticketFor } from '../../src/modules/members/import/file.ts'
import { writeToken } from '../../src/modules/notifications/index.ts'
import { addMember } from '../../src/modules/units/index.ts'
import { password } from '../factories/people.ts'
import { makeTask } from '../factories/tasks.ts'
import { type Asking, type Place, png, type Spot, type World } from './world.ts'

/**
 * How to make the input of a declaration. For a page it holds the parts of its path and the fields of its form.
 * `unit`: what it is about lies at a place in the tree. `tenant`: it is about a whole association, or about people,
 * who are the same to everyone of it. `nothing`: it is about whoever asks, or about everybody.
 */
export interface Sample {
  about: 'unit' | 'tenant' | 'nothing'
  input(context: SampleContext): Record<string, unknown>
  /** Makes the state that it is about; undone after the call. */
  prepare?(context: SampleContext): Promise<void>
}

export interface SampleContext {
  world: World
  spot: Spot
  place: Place
  asking: Asking
}

const openToAll = filePurpose({ name: 'test.file', mediaTypes: [], limitBytes: 1, links: 'anyone' })

/** What preparations made, by where. Until one has run there is only the id of nothing: a fuzzer asks for that, too. */
class MadeIds extends Map<string, string> {
  override get(place: string): string {
    return super.get(place) ?? idOfNothing
  }
}

const idOfNothing = randomUUID()

const newcomer = () => ({ givenName: 'New', familyName: 'Comer', address: `${randomUUID()}@example.org` })

const nothing: Sample = { about: 'nothing', input: () => ({}) }
const atUnit: Sample = { about: 'unit', input: ({ spot }) => ({ unitId: spot.unitId }) }

const asMember: Sample = {
  ...atUnit,
  async prepare({ world, spot, place, asking }) {
    // Who belongs here belongs to the own unit and to the root already.
    const isHere = asking.personId !== null && asking.role !== 'account without person here'
    if (!isHere || (place !== 'child' && place !== 'sibling')) return
    const input = { unitId: spot.unitId, personId: asking.personId as string }
    await world.portal.app.runner.call(addMember, input, world.portal.app.asSystem('test', spot.tenantId))
  },
}

const asStranger: Sample = {
  ...atUnit,
  async prepare({ world, spot, asking }) {
    if (asking.personId === null) return
    await world.portal.app.database.pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE person_id = $1 AND unit_id = $2',
      [asking.personId, spot.unitId],
    )
  },
}

const emptyUnit: Sample = {
  ...atUnit,
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(`UPDATE units SET status = 'closed' WHERE parent_id = $1`, [
      spot.unitId,
    ])
  },
}

const newUnit: Sample = {
  about: 'unit',
  input: ({ spot }) => ({
    unitId: spot.unitId,
    parentId: spot.unitId,
    kind: 'group',
    name: `New ${randomUUID()}`,
  }),
}

const newName: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, name: `Name ${randomUUID()}` }),
}

const makeTestRole = ({ world, spot }: SampleContext) =>
  world.portal.app.database.pool.query(
    `INSERT INTO roles (id, tenant_id, unit_id, name, permissions, created_at, updated_at)
     VALUES ($1, $2, $1, '{"v": 1, "en": "Clerk"}', '{units.read}', now(), now()) ON CONFLICT (id) DO NOTHING`,
    [spot.unitId, spot.tenantId],
  )

/** A role made at the unit, with its id. */
const madeRole: Sample = {
  about: 'unit',
  input: ({ spot }) => ({
    roleId: spot.unitId,
    name: { v: 1, en: `Clerk ${randomUUID()}` },
    permissions: ['units.read'],
  }),
  async prepare(context) {
    await makeTestRole(context)
  },
}
const roleReference: Sample = { ...madeRole, input: ({ spot }) => ({ roleId: spot.unitId }) }
const anyRole: Sample = { ...madeRole, input: ({ spot }) => ({ role: spot.unitId }) }
const newRole: Sample = {
  about: 'unit',
  input: ({ spot }) => ({
    unitId: spot.unitId,
    name: { v: 1, en: `Clerk ${randomUUID()}` },
    permissions: ['units.read'],
  }),
}

/** A kind of the association that has the id of the unit. */
const kind: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ kindId: spot.unitId, label: { v: 1, en: 'Ward' }, parents: ['association'] }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO unit_kinds (id, tenant_id, key, label, parents, position, created_at, updated_at)
       VALUES ($1, $2, 'test', '{"v": 1, "en": "Ward"}', '{association}', 90, now(), now())`,
      [spot.unitId, spot.tenantId],
    )
  },
}
const kindReference: Sample = { ...kind, input: ({ spot }) => ({ kindId: spot.unitId }) }
const newKind: Sample = {
  about: 'nothing',
  input: () => ({ key: 'ward', label: { v: 1, en: 'Ward' }, parents: ['association'] }),
}

const closedUnit: Sample = {
  ...atUnit,
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(`UPDATE units SET status = 'closed' WHERE id = $1`, [
      spot.unitId,
    ])
  },
}

/** Below the own unit, where everybody who manages anything there manages. What is nowhere yet, an administrator would be told of. */
const moved: Sample = {
  about: 'unit',
  input: ({ spot, world, place }) => ({
    unitId: spot.unitId,
    parentId: place === 'sibling' ? world.spots.child.unitId : world.here,
  }),
}

const merged: Sample = {
  about: 'unit',
  input: ({ spot, world, place }) => ({
    unitId: spot.unitId,
    intoId: place === 'own unit' ? world.spots.sibling.unitId : world.spots['own unit'].unitId,
  }),
}

const triangle = '{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}'
const bounded: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, boundary: triangle, centre: '' }),
}
const boundaryFile: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, file: Buffer.from(triangle) }),
}
/** Whoever belongs to the place and nowhere else. */
const inCharge: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ personId: spot.personId }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE person_id = $1 AND unit_id <> $2',
      [spot.personId, spot.unitId],
    )
  },
}
const placed: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, personId: spot.newcomerId }),
  async prepare({ world, spot }) {
    // In the charge of whoever has charge of the unit above, and not yet of the unit.
    await world.portal.app.database.pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE person_id = $1',
      [spot.newcomerId],
    )
    const { 'own unit': own, child } = world.spots
    const unitId = spot.unitId === own.unitId ? child.unitId : own.unitId
    if (spot.tenantId === world.here)
      await world.portal.app.runner.call(
        addMember,
        { unitId, personId: spot.newcomerId },
        world.portal.app.asSystem('test', spot.tenantId),
      )
  },
}

const set: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, name: 'contactPhone', value: '+380 44 123 45 67' }),
}
const inherited: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, name: 'contactPhone' }),
}

const leader: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, personId: spot.personId }),
}

/** An entry of the audit that has the id of the unit: one stays from call to call, since none can be removed. */
const auditEntry: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ entryId: spot.unitId }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO audit_entries (id, tenant_id, occurred_at, format, operation, category, severity, compliance, outcome,
         actor_kind, request_id, changes, suppressed, hash)
       VALUES ($1, $2, '2026-01-01Z', 1, 'test.done', 'activity', 'routine', false, 'done', 'system', 'x', '[]', 0, '')
       ON CONFLICT DO NOTHING`,
      [spot.unitId, spot.tenantId],
    )
  },
}

const signUp: Sample = { about: 'nothing', input: () => ({ ...newcomer(), timeZone: 'UTC' }) }
const signIn: Sample = {
  about: 'nothing',
  input: ({ asking }) => ({ address: asking.email ?? 'owner@example.org', password }),
}
const confirm: Sample = {
  about: 'nothing',
  input: ({ world }) => ({ token: world.tokens.signUp, password }),
}
const address: Sample = { about: 'nothing', input: () => ({ address: 'owner@example.org' }) }
/** Nobody has such a code: 409 says that they were let through to be told so. */
const code: Sample = { about: 'nothing', input: () => ({ code: '000000' }) }
const codeAndPassword: Sample = { about: 'nothing', input: () => ({ code: '000000', password }) }
const proof: Sample = { about: 'nothing', input: () => ({ password }) }
const newAddress: Sample = {
  about: 'nothing',
  input: () => ({ address: `${randomUUID()}@example.org` }),
}
const nobodys = '00000000-0000-7000-8000-000000000000'
const preferences: Sample = {
  about: 'nothing',
  input: () => ({ choices: [{ topic: 'identity.security', channel: 'email', wanted: true }] }),
}
// Whoever has the letter ends it, wherever they are.
const subscription: Sample = {
  about: 'nothing',
  input: ({ world: { portal }, spot: { tenantId, personId } }) => ({
    token: writeToken(
      portal.app.services,
      { tenantId, personId, topic: 'units.unitCreated', channel: 'email' },
      portal.clock.now(),
    ),
  }),
}
const unlock: Sample = { about: 'nothing', input: ({ world }) => ({ token: world.tokens.unlock }) }
const reset: Sample = {
  about: 'nothing',
  input: ({ world }) => ({ token: world.tokens.passwordReset, password: 'another horse battery' }),
}
const accept: Sample = {
  about: 'nothing',
  input: ({ world }) => ({
    token: world.tokens.invitation,
    givenName: 'New',
    familyName: 'Comer',
    email: `${randomUUID()}@example.org`,
    password,
  }),
}
const choose: Sample = { about: 'tenant', input: ({ spot }) => ({ tenantId: spot.tenantId }) }
const names: Sample = { about: 'nothing', input: () => ({ givenName: 'Given', familyName: 'Family' }) }
const contact: Sample = { about: 'nothing', input: () => ({ phone: '+1 510 555 0100' }) }
const about: Sample = { about: 'nothing', input: () => ({ title: 'Welder', shownTo: 'staff' }) }
const region: Sample = { about: 'nothing', input: () => ({ locale: 'en', timeZone: 'UTC' }) }
const newCertification: Sample = { about: 'nothing', input: () => ({ name: 'Welder' }) }

/** One of whoever asks; of somebody else where nobody is signed in. */
const certification: Sample = {
  about: 'nothing',
  input: ({ asking, world }) => ({
    certificationId: asking.personId ?? world.asking.member.personId ?? '',
    name: 'Welder',
  }),
  async prepare({ world, asking }) {
    const personId = asking.personId ?? world.asking.member.personId
    await world.portal.app.database.pool.query(
      `INSERT INTO certifications (id, tenant_id, person_id, name, created_at, updated_at)
       SELECT id, tenant_id, id, 'Welder', created_at, created_at FROM persons WHERE id = $1`,
      [personId],
    )
  },
}
const certificationReference: Sample = {
  ...certification,
  input: ({ asking, world }) => ({ certificationId: asking.personId ?? world.asking.member.personId ?? '' }),
}
const scan: Sample = {
  ...certificationReference,
  input: (context) => ({ ...certificationReference.input(context), file: png }),
}
const photo: Sample = { about: 'nothing', input: () => ({ file: png }) }
const logo: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ fileId: spot.fileId, size: 'whole' }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query('UPDATE persons SET photo_id = NULL')
    await world.portal.app.database.pool.query(
      `INSERT INTO brand_logos (tenant_id, file_id, alt, name, width, height, seen_on_light, seen_on_dark, updated_at)
       SELECT tenant_id, id, 'Logo', 'beside', 1, 1, true, true, created_at FROM stored_files WHERE id = $1`,
      [spot.fileId],
    )
  },
}
const ownLogo: Sample = { ...logo, about: 'nothing', input: () => ({}) }
const wordsOfLogo = { alt: 'A hammer', name: 'beside' }

/** What is asked is whether a link opens, not who has it. */
const linkedFile: Sample = {
  about: 'nothing',
  input: ({ world, spot }) => {
    const now = world.portal.clock.now()
    const link = linkToFile(world.portal.app.services, openToAll, spot.fileId, null, now)
    const [path, query] = link.split('?')
    const { until, signature } = Object.fromEntries(new URLSearchParams(query))
    return { fileId: path?.split('/').at(-1), until: Number(until), signature }
  },
}
/** The second step of who belongs to the unit, as if it were lost. */
const lostStep: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ personId: spot.personId, reason: 'Showed a passport' }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO second_factors (account_id, sealed_secret, created_at, confirmed_at) VALUES ($1, '', now(), now())`,
      [spot.accountId],
    )
  },
}
const tokenOfReset = 'r'.repeat(43)

/** The reset that has the id of the unit, at the end of its wait. */
const waitingReset: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ resetId: spot.unitId }),
  async prepare(context) {
    const { world, spot } = context
    await lostStep.prepare?.(context)
    const now = world.portal.clock.now().getTime()
    const at = (hours: number) => new Date(now + hours * 3_600_000)
    await world.portal.app.database.pool.query(
      `INSERT INTO second_step_resets (id, tenant_id, person_id, account_id, status, opened_at, begun_at, due_at, expires_at, stop_hash)
       VALUES ($1, $2, $3, $4, 'waiting', $5, $5, $6, $7, $8)`,
      [
        spot.unitId,
        spot.tenantId,
        spot.personId,
        spot.accountId,
        at(-25),
        at(-1),
        at(24),
        hashToken(tokenOfReset),
      ],
    )
  },
}
const stopped: Sample = { ...waitingReset, about: 'nothing', input: () => ({ token: tokenOfReset }) }
const resetWait: Sample = { about: 'nothing', input: () => ({ hours: 48 }) }

const person: Sample = { about: 'tenant', input: ({ spot }) => ({ personId: spot.personId }) }
const confirmed: Sample = { about: 'nothing', input: () => ({ confirmed: true }) }
const bothPeople: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ keptId: spot.personId, mergedId: spot.newcomerId }),
}
const mail: Sample = { about: 'nothing', input: ({ world }) => ({ mailId: world.ids.mail }) }

const runId = randomUUID()

/** A task of whoever asks, so that it is found where its kind of person may have any. */
const taskIn = (state: 'queued' | 'running' | 'failed' | 'done'): Sample => ({
  about: 'tenant',
  input: ({ spot }) => ({
    taskId: taskIds.get(spot.tenantId),
    runId,
    end: { outcome: 'cancelled', result: null, mentions: [], summary: null },
  }),
  async prepare({ world, spot, asking }) {
    const isHere = asking.personId !== null && asking.role !== 'account without person here'
    taskIds.set(
      spot.tenantId,
      await makeTask(world.portal, {
        tenantId: spot.tenantId,
        startedBy: isHere && spot.tenantId === world.here ? asking.personId : spot.personId,
        state,
        runId,
        resultFileId: state === 'done' ? spot.fileId : null,
      }),
    )
  },
})

const taskIds = new MadeIds()

const onlyTask = (sample: Sample): Sample => ({
  ...sample,
  input: (context) => ({ taskId: sample.input(context).taskId }),
})

const sharedView: Sample = {
  about: 'unit',
  input: ({ spot }) => ({
    list: 'units.listUnits',
    name: 'Mine',
    query: 'kind=group',
    sharedAt: spot.unitId,
  }),
}

const viewIds = new MadeIds()

/** Somebody else's view, shared with a unit. */
const keptView: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ viewId: viewIds.get(spot.unitId) }),
  async prepare({ world, spot }) {
    const viewId = randomUUID()
    viewIds.set(spot.unitId, viewId)
    await world.portal.app.database.pool.query(
      `INSERT INTO list_views (id, tenant_id, owner_id, list, name, query, shared_at, created_at, updated_at)
       VALUES ($1, $2, $3, 'units.listUnits', 'Theirs', '', $4, now(), now())`,
      [viewId, spot.tenantId, spot.newcomerId, spot.unitId],
    )
  },
}

const newField: Sample = {
  about: 'nothing',
  input: () => ({ label: { en: 'Words' }, key: 'words', type: 'text' }),
}

const fieldIds = new MadeIds()

const aField: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ fieldId: fieldIds.get(spot.tenantId) }),
  async prepare({ world, spot }) {
    const fieldId = randomUUID()
    fieldIds.set(spot.tenantId, fieldId)
    await world.portal.app.database.pool.query(
      `INSERT INTO field_definitions (id, tenant_id, fields_on, key, type, label, is_required, is_sealed, is_unique, seen_by,
         edited_by, position, created_at, updated_at)
       VALUES ($1, $2, 'person', 'one', 'text', '{"v":1,"en":"One"}', false, false, false, 'staff', 'staff', 1, now(), now())`,
      [fieldId, spot.tenantId],
    )
  },
}

const membershipIds = new MadeIds()

/** A second membership of somebody who is not asking, so that ending it is possible. */
const ofNewcomer: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ membershipId: membershipIds.get(spot.unitId) }),
  async prepare({ world, spot }) {
    const { pool } = world.portal.app.database
    const membershipId = randomUUID()
    membershipIds.set(spot.unitId, membershipId)
    await pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE person_id = $1 AND unit_id = $2',
      [spot.newcomerId, spot.unitId],
    )
    for (const [id, unitId] of [
      [membershipId, spot.unitId],
      [randomUUID(), spot.tenantId],
    ])
      await pool.query(
        `INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
         VALUES ($1, $2, $3, $4, false, now()) ON CONFLICT DO NOTHING`,
        [id, spot.tenantId, unitId, spot.newcomerId],
      )
  },
}

const chosenMember: Sample = {
  ...ofNewcomer,
  input: ({ spot }) => ({ chosen: [membershipIds.get(spot.unitId)] }),
}

const chosenMemberToUnit: Sample = {
  ...ofNewcomer,
  input: ({ spot }) => ({ chosen: [membershipIds.get(spot.unitId)], unitId: spot.unitId }),
}

const numberSeries: Sample = {
  about: 'nothing',
  input: () => ({ prefix: 'X', withYear: false, digits: 3 }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO number_series (tenant_id, prefix, with_year, digits, next_number, updated_at) VALUES ($1, 'A', false, 3, 1, now())`,
      [spot.tenantId],
    )
  },
}
/** Somebody who stands at the place, and a decision about them. */
const decided: Sample = {
  ...inCharge,
  input: ({ spot }) => ({ personId: spot.personId, to: 'suspended', reason: 'Because' }),
}
const expelled: Sample = {
  ...inCharge,
  input: ({ spot }) => ({ personId: spot.personId, reason: 'Because' }),
}
const plannedFor: Sample = {
  ...inCharge,
  async prepare(context) {
    await inCharge.prepare?.(context)
    const { world, spot } = context
    for (const [standing, from, until] of [
      ['active', '2020-01-01', '2099-01-01'],
      ['suspended', '2099-01-01', null],
    ])
      await world.portal.app.database.pool.query(
        `INSERT INTO standings (id, tenant_id, person_id, standing, starts_at, ends_at, decided_at)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, now())`,
        [spot.tenantId, spot.personId, standing, from, until],
      )
  },
}
const suspendedMember: Sample = {
  ...ofNewcomer,
  input: ({ spot }) => ({ chosen: [membershipIds.get(spot.unitId)], reason: 'Because' }),
}

const csv = Buffer.from('Given name,Family name\nNew,Comer\n')

const sentFileId = randomUUID()

/** A file that whoever asks has handed in for the unit. */
const waitingImport: Sample = {
  about: 'unit',
  input: ({ world, spot, asking }) => {
    const { services } = world.portal.app
    const waiting = { unitId: spot.unitId, fileId: sentFileId }
    return { ...waiting, ticket: ticketFor(services, { personId: asking.personId }, waiting) }
  },
  async prepare({ world }) {
    await world.portal.app.services.storage.put(sentFileId, csv)
  },
}

const ticket = `${'a'.repeat(43)}.4102444800000`
const credential = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' }
const signed = {
  ticket,
  credential: {
    ...credential,
    response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' },
  },
}

const aPasskey: Sample = { about: 'nothing', input: () => ({ passkey: signed }) }
const postedPasskey: Sample = { about: 'nothing', input: () => ({ passkey: JSON.stringify(signed) }) }
const passkeyName: Sample = { about: 'nothing', input: () => ({ passkeyId: nobodys, name: 'Laptop' }) }
const newPasskey: Sample = {
  about: 'nothing',
  input: () => ({
    name: 'Laptop',
    passkey: {
      ticket,
      credential: { ...credential, response: { clientDataJSON: 'e30', attestationObject: 'AAAA' } },
    },
  }),
}

const cameBack: Sample = { about: 'nothing', input: () => ({ providerId: nobodys, code: 'x', state: 'x' }) }

const providerFields = { name: 'Ours', clientId: 'client', scopes: 'openid', admits: true }

/** Nobody answers there: whoever is let in is told so. */
const newProvider: Sample = {
  about: 'nothing',
  input: () => ({ ...providerFields, issuer: 'http://localhost:1', clientSecret: 'secret' }),
}

const providerIds = new MadeIds()

const aProvider: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ providerId: providerIds.get(spot.tenantId) }),
  async prepare({ world, spot }) {
    const providerId = randomUUID()
    providerIds.set(spot.tenantId, providerId)
    const sealed = world.portal.app.services.crypto.seal('identity provider secret', 'secret')
    await world.portal.app.database.pool.query(
      `INSERT INTO identity_providers (id, tenant_id, name, issuer, client_id, sealed_secret, scopes, domains, admits, created_at, updated_at)
       VALUES ($1, $2, 'Theirs', 'http://localhost:1', 'client', $3, 'openid', '{}', true, now(), now())`,
      [providerId, spot.tenantId, sealed],
    )
  },
}

const changedProvider: Sample = {
  ...aProvider,
  input: (context) => ({ ...aProvider.input(context), ...providerFields }),
}

const newToken: Sample = {
  about: 'unit',
  input: ({ spot }) => ({
    name: 'Program',
    unitId: spot.unitId,
    scopes: ['own.read', 'units.read'],
    days: 30,
  }),
}

const tokenIds = new MadeIds()

/** Somebody else's. */
const aToken: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ tokenId: tokenIds.get(spot.unitId) }),
  async prepare({ world, spot }) {
    const tokenId = randomUUID()
    tokenIds.set(spot.unitId, tokenId)
    await world.portal.app.database.pool.query(
      `INSERT INTO api_tokens (id, tenant_id, person_id, unit_id, name, token_hash, scopes, created_at, expires_at)
       VALUES ($1, $2, $3, $4, 'Theirs', $5, '{own.read}', now(), '2100-01-01')`,
      [tokenId, spot.tenantId, spot.newcomerId, spot.unitId, randomBytes(32)],
    )
  },
}

const chosenToken: Sample = { ...aToken, input: ({ spot }) => ({ chosen: [tokenIds.get(spot.unitId)] }) }

const someLooks: Sample = {
  about: 'nothing',
  input: () => ({ colour: '#0b5fff', corners: 'round', font: 'shipped', density: 'roomy' }),
}

const someUnitLooks: Sample = {
  about: 'unit',
  input: (context) => ({ ...someLooks.input(context), unitId: context.spot.unitId }),
}

/** By the name of the declaration. One that is missing here fails the test. */
export const samples: Readonly<Record<string, Sample>> = {
  'files.registerFile': {
    about: 'nothing',
    input: () => ({
      fileId: randomUUID(),
      purpose: 'test.file',
      name: null,
      mediaType: 'image/png',
      size: 1,
      sha256: '0'.repeat(64),
      renditions: [],
    }),
  },
  'files.dropFile': {
    about: 'tenant',
    input: ({ spot }) => ({ fileId: spot.fileId }),
    async prepare({ world }) {
      await world.portal.app.database.pool.query('UPDATE persons SET photo_id = NULL')
    },
  },

  'files.openLinkedFile': linkedFile,
  'files.linkedFile': linkedFile,
  'files.readBytesHold': nothing,

  'tasks.registerTask': {
    about: 'nothing',
    input: () => ({
      kind: 'units.exportUnits',
      title: 'units.export.task',
      titleValues: {},
      input: {},
      cancellable: true,
      startedBy: null,
      locale: 'en',
      timeZone: 'UTC',
    }),
  },
  'tasks.endTask': taskIn('running'),
  'tasks.listMyTasks': nothing,
  'tasks.readTask': onlyTask(taskIn('running')),
  'tasks.readTaskResult': onlyTask(taskIn('done')),
  'tasks.cancelTask': onlyTask(taskIn('queued')),
  'tasks.retryTask': onlyTask(taskIn('failed')),
  'tasks.result': onlyTask(taskIn('done')),
  'tasks.giveUpAbandonedTasks': nothing,
  'tasks.purgeTasks': { about: 'nothing', input: () => ({ limit: 10 }) },
  'tasks.listDeadJobs': nothing,
  'tasks.redriveDeadJobs': nothing,
  'tasks.deadJobsPage': nothing,
  'tasks.tasksPage': nothing,
  'tasks.taskPage': onlyTask(taskIn('running')),
  'tasks.cancelTaskAction': onlyTask(taskIn('queued')),
  'tasks.retryTaskAction': onlyTask(taskIn('failed')),

  'units.requestUnitExport': atUnit,
  'units.listUnitsForExport': {
    about: 'unit',
    input: ({ spot }) => ({ unitPath: 'x', after: null, limit: spot.unitId.length }),
  },
  'units.exportUnitsAction': atUnit,
  'units.listUnits': nothing,
  'units.readUnit': atUnit,
  'units.readUnitDetail': atUnit,
  'units.listMyUnits': nothing,
  'units.createUnit': {
    about: 'unit',
    input: ({ spot }) => ({ parentId: spot.unitId, kind: 'group', name: `New ${randomUUID()}` }),
  },
  'units.changeUnit': newName,
  'units.chooseLeader': leader,
  'units.leaderPage': leader,
  'units.listLeaderCandidates': atUnit,
  'units.listUnitChanges': atUnit,
  'units.readUnitSettings': atUnit,
  'units.setSetting': set,
  'units.settingPage': set,
  'units.inheritSetting': inherited,
  'units.inheritSettingAction': inherited,
  'units.settingsPage': atUnit,
  'units.setBoundary': bounded,
  'units.boundaryPage': bounded,
  'units.receiveBoundary': boundaryFile,
  'units.boundaryFilePage': boundaryFile,
  'units.readUnitBoundary': atUnit,
  'units.listMyProposals': nothing,
  'units.listProposalsFor': inCharge,
  'units.personUnitsPage': inCharge,
  'units.placePerson': placed,
  'units.addPersonAction': placed,
  'units.mergeUnit': merged,
  'units.previewMerge': merged,
  'units.mergeUnitPage': merged,
  'units.listUnitsToMergeInto': atUnit,
  'units.moveUnit': moved,
  'units.previewMove': moved,
  'units.moveUnitPage': moved,
  'units.listPlacesToMoveTo': atUnit,
  'units.readUnitTree': nothing,
  'units.treePage': nothing,
  'units.reopenUnit': closedUnit,
  'units.reopenUnitAction': closedUnit,
  'units.listKinds': nothing,
  'units.listKindsToName': nothing,
  'units.readKind': kindReference,
  'units.declareKind': newKind,
  'units.changeKind': kind,
  'units.archiveKind': kindReference,
  'units.restoreKind': kindReference,
  'units.kindsPage': nothing,
  'units.newKindPage': newKind,
  'units.kindPage': kind,
  'units.archiveKindAction': kindReference,
  'units.restoreKindAction': kindReference,
  'units.closeUnit': emptyUnit,
  'units.joinUnit': asStranger,
  'units.leaveUnit': asMember,
  'units.addMember': {
    about: 'unit',
    input: ({ spot, place, world }) => ({
      unitId: spot.unitId,
      // At the root everybody is a member already.
      personId: place === 'parent' ? world.asking.member.personId : spot.newcomerId,
    }),
    async prepare({ world, spot }) {
      await world.portal.app.database.pool.query(
        'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE unit_id = $1',
        [spot.unitId],
      )
    },
  },
  'units.listUnitsFile': nothing,
  'units.listUnitsColumns': nothing,
  'units.endMembership': ofNewcomer,
  'units.admitToUnit': {
    ...ofNewcomer,
    input: (context) => ({ ...ofNewcomer.input(context), unitId: context.spot.unitId }),
  },
  'units.foundAssociation': { about: 'nothing', input: () => ({ name: 'New', hosts: [] }) },
  'units.listHosts': nothing,
  'units.addHost': {
    about: 'nothing',
    input: ({ spot }) => ({ tenantId: spot.tenantId, host: `${randomUUID()}.example.org` }),
  },
  'units.removeHost': {
    about: 'nothing',
    input: () => ({ host: 'removed.example.org' }),
    async prepare({ world, spot }) {
      await world.portal.app.database.pool.query(
        `INSERT INTO tenant_hosts (host, tenant_id) VALUES ('removed.example.org', $1) ON CONFLICT DO NOTHING`,
        [spot.tenantId],
      )
    },
  },
  'units.myUnitsPage': nothing,
  'units.unitsPage': nothing,
  'units.unitPage': atUnit,
  'units.newUnitPage': newUnit,
  'units.editUnitPage': newName,
  'units.closeUnitAction': emptyUnit,
  'units.joinUnitAction': asStranger,
  'units.leaveUnitAction': asMember,

  'views.listViews': { about: 'nothing', input: () => ({ list: 'units.listUnits' }) },
  'views.listPlacesToShare': nothing,
  'views.saveView': sharedView,
  'views.deleteView': keptView,
  'views.newViewPage': { ...sharedView, about: 'nothing' },
  'views.deleteViewAction': keptView,

  'branding.readUnitBrand': atUnit,
  'branding.changeUnitBrand': someUnitLooks,
  'branding.inheritBrand': atUnit,
  'branding.unitBrandPage': someUnitLooks,
  'branding.inheritAction': atUnit,
  'branding.readBrand': nothing,
  'branding.changeBrand': someLooks,
  'branding.resetBrand': nothing,
  'branding.brandPage': someLooks,
  'branding.resetAction': nothing,
  'branding.readLogo': ownLogo,
  'branding.findMyLogo': nothing,
  'branding.setLogo': photo,
  'branding.describeLogo': { ...ownLogo, input: () => wordsOfLogo },
  'branding.removeLogo': ownLogo,
  'branding.readLogoImage': logo,
  'branding.logoImage': logo,
  'branding.readDocumentBrand': nothing,
  'branding.logoPage': { about: 'nothing', input: () => ({ ...wordsOfLogo, file: png }) },
  'branding.removeLogoAction': ownLogo,

  'access.listGrants': atUnit,
  'access.listHolders': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, roles: ['manager'] }),
  },
  'access.grantRole': {
    about: 'unit',
    input: ({ spot }) => ({ personId: spot.newcomerId, unitId: spot.unitId, role: 'manager' }),
  },
  'access.prolongGrant': {
    about: 'unit',
    input: ({ world, spot }) => ({
      grantId: spot.grantId,
      endsAt: new Date(world.portal.clock.now().getTime() + 86_400_000).toISOString(),
    }),
  },
  'access.endGrant': { about: 'unit', input: ({ spot }) => ({ grantId: spot.grantId }) },
  'access.listPermissions': nothing,
  'access.listRoles': nothing,
  'access.listRolesFile': nothing,
  'access.listRolesAt': atUnit,
  'access.readRole': anyRole,
  'access.previewRole': {
    ...madeRole,
    input: ({ spot }) => ({ roleId: spot.unitId, permissions: 'units.read' }),
  },
  'access.makeRole': newRole,
  'access.copyRole': {
    ...madeRole,
    input: ({ spot }) => ({
      role: spot.unitId,
      unitId: spot.unitId,
      name: { v: 1, en: `Copy ${randomUUID()}` },
    }),
  },
  'access.changeRole': madeRole,
  'access.retireRole': roleReference,
  'access.restoreRole': roleReference,
  'access.requireSecondFactor': { ...madeRole, input: ({ spot }) => ({ role: spot.unitId, required: true }) },
  'access.explainPermission': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, personId: spot.personId, permission: 'units.read' }),
  },

  'people.readMyProfile': nothing,
  'people.readPerson': person,
  'people.updateMyNames': names,
  'people.updateMyContact': contact,
  'people.updateMyAbout': about,
  'people.updateMyLanguages': nothing,
  'people.updateMyRegion': region,
  'people.addMyCertification': newCertification,
  'people.changeMyCertification': certification,
  'people.removeMyCertification': certificationReference,
  'people.setMyScan': scan,
  'people.removeMyScan': certificationReference,
  'people.setMyPhoto': photo,
  'people.removeMyPhoto': nothing,
  'people.readPhoto': person,
  'people.photo': person,
  'people.addPerson': {
    about: 'nothing',
    input: () => ({ accountId: null, givenName: 'New', locale: 'en', timeZone: 'UTC' }),
  },
  'people.namesPage': names,
  'people.contactPage': contact,
  'people.aboutPage': about,
  'people.languagesPage': nothing,
  'people.certificationsPage': newCertification,
  'people.certificationPage': certification,
  'people.removeCertificationAction': certificationReference,
  'people.regionPage': region,
  'people.scanAction': scan,
  'people.removeScanAction': certificationReference,
  'people.photoAction': photo,
  'people.removePhotoAction': nothing,
  'people.personPage': person,
  'keys.startRotation': nothing,
  'keys.rewrapBatch': { about: 'nothing', input: () => ({ column: 1000, after: null }) },
  'keys.listKeysInUse': nothing,
  'keys.keysPage': nothing,
  'audit.makeMonths': nothing,
  'audit.listEntries': nothing,
  'audit.listEntriesFile': nothing,
  'audit.listCheckpoints': nothing,
  'audit.readEntry': auditEntry,
  'audit.readRevealed': auditEntry,
  'audit.revealPersonalValues': auditEntry,
  'audit.auditPage': nothing,
  'audit.entryPage': auditEntry,
  'audit.revealPersonalValuesAction': auditEntry,
  'fields.listFields': nothing,
  'fields.readField': aField,
  'fields.listFillable': nothing,
  'fields.readMyFields': nothing,
  'fields.readPersonFields': person,
  'fields.declareField': newField,
  'fields.changeField': {
    ...aField,
    input: (context) => ({ ...aField.input(context), label: { en: 'Other' } }),
  },
  'fields.archiveField': aField,
  'fields.restoreField': aField,
  'fields.fillMyFields': nothing,
  'fields.fillPersonFields': person,
  'fields.fieldsPage': nothing,
  'fields.newFieldPage': {
    about: 'nothing',
    input: () => ({ 'label.en': 'Words', key: 'words', type: 'text', position: '1' }),
  },
  'fields.fieldPage': { ...aField, input: (context) => ({ ...aField.input(context), 'label.en': 'Other' }) },
  'fields.archiveFieldAction': aField,
  'fields.restoreFieldAction': aField,
  'fields.myFieldsPage': nothing,
  'fields.personFieldsPage': person,

  'members.listMembers': nothing,
  'members.listPlaces': nothing,
  'members.listMembersFile': nothing,
  'members.listMembersColumns': nothing,
  'members.endMemberships': chosenMember,
  'members.addToUnit': chosenMemberToUnit,
  'members.suspendMembers': suspendedMember,
  'members.reactivateMembers': suspendedMember,
  'members.receiveImport': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, file: csv }),
  },
  'members.previewImport': waitingImport,
  'members.startImport': {
    ...waitingImport,
    input: (context) => ({ ...waitingImport.input(context), columns: ['givenName', 'familyName'] }),
  },
  'members.importPerson': {
    about: 'unit',
    input: ({ spot }) => ({
      unitId: spot.unitId,
      row: 2,
      person: { givenName: 'New', familyName: null, patronymic: null, nativeName: null, phone: null },
      values: null,
      locale: 'en',
      timeZone: 'UTC',
    }),
  },
  // What is sent stands in the form; whether it may be, the command judges.
  'members.importPage': { about: 'nothing', input: ({ spot }) => ({ unitId: spot.unitId, file: csv }) },
  'members.importPreviewPage': {
    ...waitingImport,
    input: (context) => ({ ...waitingImport.input(context), 'columns.0': 'givenName' }),
  },
  'people.findAlike': { about: 'nothing', input: ({ spot }) => ({ unitId: spot.unitId, people: [] }) },
  'fields.checkPersonValues': { about: 'nothing', input: () => ({ people: [] }) },
  'members.membersPage': nothing,
  // What is chosen stands in the address; whose it is, the command judges.
  'members.endMembershipsPage': { ...chosenMember, about: 'nothing' },
  'members.addToUnitPage': { ...chosenMemberToUnit, about: 'nothing' },
  'members.suspendMembersPage': { ...suspendedMember, about: 'nothing' },
  'members.reactivateMembersPage': { ...suspendedMember, about: 'nothing' },

  'membership.readNumberSeries': nothing,
  'membership.setNumberSeries': numberSeries,
  'membership.numberMembers': { ...numberSeries, input: () => ({}) },
  'membership.welcomeMember': { about: 'tenant', input: ({ spot }) => ({ personId: spot.newcomerId }) },
  'membership.numbersPage': { about: 'nothing', input: () => ({ prefix: 'X', digits: '3', nextNumber: '' }) },
  'membership.giveNumbersAction': { ...numberSeries, input: () => ({}) },
  'membership.readStanding': inCharge,
  'membership.readMyStanding': nothing,
  'membership.readStandingLetter': { about: 'nothing', input: () => ({ standingId: idOfNothing }) },
  'membership.changeStanding': decided,
  'membership.changeStandingOfMember': {
    ...ofNewcomer,
    input: (context) => ({ ...ofNewcomer.input(context), to: 'suspended', reason: 'Because' }),
  },
  'membership.expelPerson': expelled,
  'membership.withdrawStandingChange': plannedFor,
  'membership.myStandingPage': nothing,
  'membership.standingPage': decided,
  'membership.expelPage': expelled,
  'membership.withdrawAction': plannedFor,

  'identity.requestSignUp': signUp,
  'identity.confirmSignUp': confirm,
  'identity.confirmSignUpWithCode': codeAndPassword,
  'identity.requestSignInCode': address,
  'identity.signInWithCode': code,
  'identity.unlockSignIn': unlock,
  'identity.readSignInWays': nothing,
  'identity.stepUp': proof,
  'identity.completeSignIn': code,
  'identity.beginSecondFactor': nothing,
  'identity.confirmSecondFactor': code,
  'identity.removeSecondFactor': nothing,
  'identity.renewMyRecoveryCodes': nothing,
  'identity.readSecurity': nothing,
  'identity.readSecondFactorSetup': nothing,
  'identity.listMySessions': nothing,
  'tokens.listMyTokens': nothing,
  'tokens.readTokenChoices': nothing,
  'tokens.listTokens': nothing,
  'tokens.listTokensFile': nothing,
  'tokens.createToken': newToken,
  'tokens.endMyToken': aToken,
  'tokens.endToken': aToken,
  'tokens.endTokens': chosenToken,
  'tokens.tokensPage': nothing,
  'tokens.newTokenPage': { ...newToken, about: 'nothing' },
  'tokens.endMyTokenAction': aToken,
  'tokens.allTokensPage': nothing,
  'tokens.endTokensPage': { ...chosenToken, about: 'nothing' },
  'identity.signInWithPasskey': aPasskey,
  'identity.readPasskeyRequest': { about: 'nothing', input: () => ({ purpose: 'signIn' }) },
  'identity.readSecondStepWays': nothing,
  'identity.readPasskeyCreation': nothing,
  'identity.listMyPasskeys': nothing,
  'identity.addPasskey': newPasskey,
  'identity.renamePasskey': passkeyName,
  'identity.removePasskey': { about: 'nothing', input: () => ({ passkeyId: nobodys }) },
  'identity.passkeySignInAction': postedPasskey,
  'identity.addPasskeyPage': { about: 'nothing', input: () => ({ name: 'Laptop', passkey: '{}' }) },
  'identity.passkeyPage': passkeyName,
  'identity.removePasskeyAction': { about: 'nothing', input: () => ({ passkeyId: nobodys }) },
  'identity.connectApp': { about: 'nothing', input: () => ({ name: 'Phone' }) },
  'identity.refreshApp': { about: 'nothing', input: () => ({ refreshToken: 'x' }) },
  'identity.disconnectApp': { about: 'nothing', input: () => ({ refreshToken: 'x' }) },
  'identity.endStolenApp': { about: 'nothing', input: () => ({ sessionId: nobodys }) },
  'identity.beginAtProvider': { about: 'nothing', input: () => ({ providerId: nobodys }) },
  'identity.completeProviderSignIn': cameBack,
  'identity.listProviders': nothing,
  'identity.listPlacesForGroups': nothing,
  'identity.readSignInRules': nothing,
  'identity.readProvider': aProvider,
  'identity.addProvider': newProvider,
  'identity.changeProvider': changedProvider,
  'identity.removeProvider': aProvider,
  'identity.changeSignInRule': { about: 'nothing', input: () => ({ providerOnly: false }) },
  'identity.listMyLinkedIdentities': nothing,
  'identity.beginLink': aProvider,
  'identity.unlinkIdentity': { about: 'nothing', input: () => ({ linkedId: nobodys }) },
  'identity.goToProvider': { about: 'nothing', input: () => ({ providerId: nobodys }) },
  'identity.providerReturnPage': cameBack,
  'identity.beginLinkAction': aProvider,
  'identity.unlinkAction': { about: 'nothing', input: () => ({ linkedId: nobodys }) },
  'identity.signInRulesPage': { about: 'nothing', input: () => ({}) },
  'identity.addProviderPage': newProvider,
  'identity.providerPage': changedProvider,
  'identity.removeProviderAction': aProvider,
  'identity.endSession': { about: 'nothing', input: () => ({ sessionId: nobodys }) },
  'identity.endOtherSessions': nothing,
  'identity.forgetDevice': { about: 'nothing', input: () => ({ deviceId: nobodys }) },
  'identity.changeMyPassword': proof,
  'identity.requestAddressChange': newAddress,
  'identity.confirmAddressChange': code,
  'identity.undoAddressChange': { about: 'nothing', input: () => ({ token: 'x'.repeat(43) }) },
  'identity.removeMyAddress': { about: 'nothing', input: () => ({ channel: 'phone' }) },
  'identity.secondStepPage': code,
  'identity.undoChangePage': { about: 'nothing', input: () => ({ token: 'x'.repeat(43) }) },
  'identity.securityPage': nothing,
  'identity.changePasswordPage': proof,
  'identity.emailPage': newAddress,
  'identity.phonePage': newAddress,
  'identity.emailRemoveAction': nothing,
  'identity.phoneRemoveAction': nothing,
  'identity.addressCodePage': code,
  'identity.beginSecondFactorAction': nothing,
  'identity.secondFactorPage': code,
  'identity.removeSecondFactorAction': nothing,
  'identity.recoveryCodesAction': nothing,
  'identity.endSessionAction': { about: 'nothing', input: () => ({ sessionId: nobodys }) },
  'identity.endOtherSessionsAction': nothing,
  'identity.forgetDeviceAction': { about: 'nothing', input: () => ({ deviceId: nobodys }) },
  'identity.requestStepUpCode': nothing,
  'identity.readStepUpWays': nothing,
  'identity.stepUpPage': proof,
  'identity.stepUpCodeAction': nothing,
  'identity.signIn': signIn,
  'identity.signOut': nothing,
  'identity.requestPasswordReset': address,
  'identity.resetPassword': reset,
  'identity.resetPasswordWithCode': codeAndPassword,
  'identity.listAssociations': nothing,
  'identity.chooseAssociation': choose,
  'identity.acceptInvitation': accept,
  'identity.inviteFirstAdministrator': {
    about: 'tenant',
    input: ({ spot }) => ({ tenantId: spot.tenantId }),
    async prepare({ world }) {
      await world.portal.app.database.pool.query(
        `UPDATE grants SET ends_at = starts_at WHERE role = 'administrator' AND tenant_id = $1`,
        [world.elsewhere],
      )
    },
  },
  'identity.askForReset': nothing,
  'identity.beginReset': lostStep,
  'identity.withdrawReset': waitingReset,
  'identity.completeReset': waitingReset,
  'identity.stopReset': stopped,
  'identity.stopMyReset': nothing,
  'identity.setResetWait': resetWait,
  'identity.listResets': nothing,
  'identity.listResetsFile': nothing,
  'identity.readReset': waitingReset,
  'identity.previewHelp': { ...lostStep, input: ({ spot }) => ({ personId: spot.personId }) },
  'identity.readResetWait': nothing,
  'identity.readMyReset': nothing,
  'identity.readResetLetter': waitingReset,
  'identity.askForResetPage': nothing,
  'identity.stopResetPage': stopped,
  'identity.stopMyResetAction': nothing,
  'identity.resetsPage': nothing,
  'identity.resetWaitPage': resetWait,
  'identity.resetPage': waitingReset,
  'identity.completeResetAction': waitingReset,
  'identity.withdrawResetAction': waitingReset,
  'identity.beginResetPage': lostStep,
  'identity.issueChallengeLetter': {
    about: 'nothing',
    input: ({ world }) => ({ challengeId: world.ids.signUp }),
  },
  'identity.createAccount': {
    about: 'tenant',
    input: ({ spot }) => ({
      givenName: 'New',
      familyName: 'Comer',
      email: `${randomUUID()}@example.org`,
      password,
      tenantId: spot.tenantId,
    }),
  },
  'identity.endAllSessions': { about: 'tenant', input: ({ spot }) => ({ accountId: spot.accountId }) },
  'identity.listAddressees': { about: 'tenant', input: ({ spot }) => ({ personIds: [spot.personId] }) },
  'identity.readAccountLetter': {
    about: 'tenant',
    input: ({ spot }) => ({ accountId: spot.accountId, sessionId: null }),
  },
  'identity.readHome': nothing,
  'identity.home': nothing,
  'identity.signUpPage': signUp,
  'identity.signUpCodePage': codeAndPassword,
  'identity.signInCodePage': address,
  'identity.enterSignInCodePage': code,
  'identity.unlockPage': unlock,
  'identity.confirmAddressPage': confirm,
  'identity.signInPage': signIn,
  'identity.signOutAction': nothing,
  'identity.forgotPasswordPage': address,
  'identity.newPasswordCodePage': codeAndPassword,
  'identity.newPasswordPage': reset,
  'identity.associationPage': choose,
  'identity.invitationPage': accept,

  'search.findEverywhere': { about: 'nothing', input: () => ({ text: 'unit' }) },
  'search.search': { about: 'nothing', input: () => ({ text: 'unit' }) },
  'search.searchPage': nothing,

  'privacy.readMyData': nothing,
  'privacy.readClosingLetter': { about: 'nothing', input: () => ({ closingId: randomUUID() }) },
  'privacy.closeMyAccount': confirmed,
  'privacy.leaveAssociation': confirmed,
  'privacy.stayInAssociation': nothing,
  'privacy.eraseClosing': { about: 'nothing', input: () => ({ closingId: randomUUID() }) },
  'privacy.myDataPage': confirmed,
  'privacy.leaveAction': confirmed,
  'privacy.stayAction': nothing,
  'notifications.readMyPreferences': nothing,
  'notifications.updateMyPreferences': preferences,
  'notifications.preferencesPage': preferences,
  'notifications.listRecipients': {
    about: 'tenant',
    input: ({ spot }) => ({ topic: 'units.unitCreated', personIds: [spot.personId] }),
  },
  'notifications.readSubscription': subscription,
  'notifications.unsubscribe': subscription,
  'notifications.unsubscribePage': subscription,
  'privacy.requestMyData': nothing,
  'privacy.requestMyDataAction': nothing,
  'privacy.readDataExport': {
    about: 'tenant',
    input: ({ spot }) => ({ personId: spot.personId, accountId: spot.accountId }),
  },
  'privacy.listPossibleDuplicates': person,
  'privacy.previewMerge': bothPeople,
  'privacy.mergePeople': bothPeople,
  'privacy.mergeSearchPage': person,
  'privacy.mergePage': {
    about: 'tenant',
    input: ({ spot }) => ({ personId: spot.personId, otherId: spot.newcomerId, keptId: spot.personId }),
  },

  'development.listKeptMails': nothing,
  'development.readKeptMail': mail,
  'development.mailsPage': nothing,
  'development.mailPage': mail,
  'development.mailHtml': mail,
  'development.listKeptSms': nothing,
  'development.smsPage': nothing,
  'development.componentsPage': nothing,
}
