import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BuiltInRole, grantRole } from '../../src/modules/access/index.ts'
import { registerFile } from '../../src/modules/files/index.ts'
import {
  createAccount,
  inviteFirstAdministrator,
  issueChallengeLetter,
} from '../../src/modules/identity/index.ts'
import { addMember } from '../../src/modules/units/index.ts'
import type { Config } from '../../src/platform/config.ts'
import { sql } from '../../src/platform/db/sql.ts'
import type { Module } from '../../src/platform/declare/module.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Actor } from '../../src/platform/policy/actor.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../factories/people.ts'
import { makePlatformAdministrator } from '../factories/platform.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { rememberDatabase } from '../support/restorable.ts'

export const roles = [
  'visitor',
  'account without person here',
  'member',
  'manager',
  'administrator',
  'platform administrator',
] as const
export type Role = (typeof roles)[number]

export const places = ['own unit', 'child', 'parent', 'sibling', 'other tenant'] as const
export type Place = (typeof places)[number]

/** What lies at a place: a unit and what belongs to it. */
export interface Spot {
  tenantId: string
  unitId: string
  /** Belongs to the unit and holds a role there. */
  personId: string
  accountId: string
  grantId: string
  /** Of the same association, and without a role or a place there. */
  newcomerId: string
  /** The photo of that person. */
  fileId: string
}

export interface Asking {
  role: Role
  /** The session cookie, if there is one. */
  session: string | null
  personId: string | null
  email: string | null
  actor(): Promise<Actor>
}

export interface World {
  portal: Portal
  here: string
  elsewhere: string
  spots: Record<Place, Spot>
  asking: Record<Role, Asking>
  /** Links under way. */
  tokens: { signUp: string; passwordReset: string; unlock: string; invitation: string }
  ids: { signUp: string; passwordReset: string; mail: string }
  /** Replies of the API that name something by a key and leave it without words. */
  wordless: Set<string>
  restore(): Promise<void>
  /** Lets the portal's caches grow old where something was written past it that they keep. */
  settle(): Promise<void>
  /** Of what is business in the database: two states with the same text are the same. */
  checksum(): Promise<string>
  close(): Promise<void>
}

export interface WorldOptions {
  config?: Partial<Config>
  administratorRoles?: BuiltInRole[]
  modules?: readonly Module[]
}

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/**
 * An association with a tree of units, another one beside it, and somebody of each role. The portal's host name leads
 * to the first; the second is what nobody here may even learn of.
 */
export async function buildWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-world-'))
  const portal = await openPortal({
    config: { FOUNDING: 'open', ...options.config, DATA_DIR: folder },
    modules: options.modules,
  })
  const here = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  const elsewhere = await makeAssociation(portal, 'Elsewhere')
  const own = await makeUnit(portal, here, here, 'Own')
  const child = await makeUnit(portal, here, own, 'Child')
  const sibling = await makeUnit(portal, here, here, 'Sibling')
  const foreign = await makeUnit(portal, elsewhere, elsewhere, 'Foreign')
  // Nobody's last administrator shall be among those who are asked about.
  await makePerson(portal, { tenantId: here, roles: ['administrator'] })
  const outsider = await makePerson(portal, { tenantId: elsewhere, roles: ['administrator', 'member'] })
  const member = await makePerson(portal, { tenantId: here, roles: ['member'] })
  const manager = await makePerson(portal, {
    tenantId: here,
    roles: [],
    at: [{ unitId: own, role: 'manager' }],
  })
  const administrator = await makePerson(portal, {
    tenantId: here,
    roles: options.administratorRoles ?? ['administrator'],
  })
  for (const { personId } of [member, manager, administrator])
    await portal.app.runner.call(addMember, { unitId: own, personId }, portal.app.asSystem('test', here))

  // A member here like others, who runs the installation besides.
  const operator = await makePlatformAdministrator(portal, here)

  const spotAt = async (tenantId: string, unitId: string): Promise<Spot> => {
    const [holder, newcomer] = await Promise.all([
      makePerson(portal, { tenantId, roles: ['member'] }),
      makePerson(portal, { tenantId, roles: ['member'] }),
    ])
    const system = portal.app.asSystem('test', tenantId)
    if (unitId !== tenantId)
      await portal.app.runner.call(addMember, { unitId, personId: holder.personId }, system)
    const { id } = await portal.app.runner.call(
      grantRole,
      { personId: holder.personId, unitId, role: 'manager' },
      system,
    )
    const fileId = await putPhoto(portal, tenantId, holder.personId)
    return {
      tenantId,
      unitId,
      personId: holder.personId,
      accountId: holder.accountId,
      grantId: id,
      newcomerId: newcomer.personId,
      fileId,
    }
  }
  const spots: World['spots'] = {
    'own unit': await spotAt(here, own),
    child: await spotAt(here, child),
    parent: await spotAt(here, here),
    sibling: await spotAt(here, sibling),
    'other tenant': await spotAt(elsewhere, foreign),
  }
  const links = await makeLinks(portal, here)
  // Who has to show their strongest factor again is told so wherever they may go on: see the line "Needs".
  await portal.app.database.sql(sql`UPDATE sessions SET proven_until = expires_at`)
  const remembered = await rememberDatabase(portal.databaseUrl)
  const asking = (role: Role, person: MadePerson | null): Asking => {
    const session = person?.client.cookies.get('session') ?? null
    return {
      role,
      session,
      personId: person?.personId ?? null,
      email: person?.email ?? null,
      async actor() {
        const { authentication, roles: book } = portal.app.registry
        const loaded =
          session &&
          (await authentication.load(portal.app.database.sql, session, here, portal.clock.now(), book))
        return loaded ? loaded.actor : { kind: 'visitor', tenantId: here }
      },
    }
  }
  /** To load anew who asks, and where, costs more than most calls do: only where it may have changed. */
  const settle = async () => {
    if (await remembered.authorityTouched()) portal.clock.advance({ seconds: 31 })
  }
  return {
    portal,
    here,
    elsewhere,
    spots,
    asking: {
      visitor: asking('visitor', null),
      'account without person here': asking('account without person here', outsider),
      member: asking('member', member),
      manager: asking('manager', manager),
      administrator: asking('administrator', administrator),
      'platform administrator': asking('platform administrator', operator),
    },
    tokens: links.tokens,
    ids: links.ids,
    wordless: new Set(),
    async restore() {
      await remembered.restore()
      await settle()
    },
    settle,
    checksum: () => remembered.checksum(),
    async close() {
      await remembered.close()
      await portal.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Past the command: its host name would not let the people of the other association in. */
async function putPhoto(portal: Portal, tenantId: string, personId: string): Promise<string> {
  const { runner, services, database, asSystem } = portal.app
  const fileId = newId()
  await services.storage.put(fileId, png)
  await runner.call(
    registerFile,
    {
      fileId,
      purpose: 'test.photo',
      name: null,
      mediaType: 'image/png',
      size: png.byteLength,
      sha256: '0'.repeat(64),
      renditions: [],
    },
    asSystem('test', tenantId),
  )
  await database.sql(sql`UPDATE persons SET photo_id = ${fileId}::uuid WHERE id = ${personId}::uuid`)
  return fileId
}

async function makeLinks(portal: Portal, tenantId: string) {
  const { runner, database, services, asSystem } = portal.app
  const now = portal.clock.now()
  const later = new Date(now.getTime() + 1000 * 86_400_000)
  const signUpId = newId()
  const resetId = newId()
  await runner.call(
    createAccount,
    { tenantId, email: 'owner@example.org', password, givenName: 'Given', familyName: 'Family', roles: [] },
    asSystem('test', tenantId),
  )
  const challenge = async (id: string, purpose: string, address: string) => {
    await database.sql(sql`
      INSERT INTO challenges (id, purpose, channel, address, locale, link_hash, created_at, expires_at)
      VALUES (${id}::uuid, ${purpose}, 'email', ${address}, 'en', NULL, ${now}, ${later})`)
    const token = services.keyedHash(`${purpose} link`, id).toString('base64url')
    await database.sql(sql`
      UPDATE challenges SET link_hash = ${createHash('sha256').update(token).digest()} WHERE id = ${id}::uuid`)
    return runner.call(issueChallengeLetter, { challengeId: id }, asSystem('test', tenantId))
  }
  await challenge(signUpId, 'join', 'joining@example.org')
  await database.sql(sql`
    INSERT INTO sign_ups (id, tenant_id, given_name, family_name, time_zone)
    VALUES (${signUpId}::uuid, ${tenantId}::uuid, 'Given', 'Family', 'UTC')`)
  const signUp = await runner.call(
    issueChallengeLetter,
    { challengeId: signUpId },
    asSystem('test', tenantId),
  )
  const reset = await challenge(resetId, 'resetPassword', 'owner@example.org')
  const unlock = await challenge(newId(), 'unlock', 'owner@example.org')
  const vacant = await makeAssociation(portal, 'Vacant')
  const invitation = await runner.call(
    inviteFirstAdministrator,
    { tenantId: vacant },
    asSystem('test', vacant),
  )
  await portal.app.registry.keepMail(
    database.sql,
    {
      to: 'a@example.org',
      subject: 'Subject',
      html: '<p>Text</p>',
      text: 'Text',
      messageId: 'kept',
    } as never,
    now,
  )
  const [mail] = await database.sql<{ id: string }>(sql`SELECT id FROM kept_mails LIMIT 1`)
  return {
    tokens: {
      signUp: signUp.token ?? '',
      passwordReset: reset.token ?? '',
      unlock: unlock.token ?? '',
      invitation: invitation.token,
    },
    ids: { signUp: signUpId, passwordReset: resetId, mail: mail?.id ?? '' },
  }
}
