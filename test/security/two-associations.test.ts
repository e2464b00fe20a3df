import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import sharp from 'sharp'
import { grantRole } from '../../src/modules/access/index.ts'
import { addPerson } from '../../src/modules/people/index.ts'
import { addMember } from '../../src/modules/units/index.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { makeApiToken } from '../factories/api-tokens.ts'
import { mailsTo } from '../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, signedIn } from '../factories/people.ts'
import type { Client } from '../support/client.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { unzip } from '../support/unzip.ts'

// One account that is the administrator of two associations. Everything is there twice, each time with words of its own, and
// looked at from a browser that works with the other one.

interface Side {
  tenantId: string
  /** Stands in the name of everything of this side, and of nothing of the other one. */
  word: string
  client: Client
  personId: string
  unitId: string
  companyId: string
  viewId: string
  /** Somebody of this association only. */
  other: MadePerson
  taskId: string
  fileHref: string
}

let portal: Portal
let account: MadePerson
let here: Side
let there: Side

beforeAll(async () => {
  portal = await openPortal()
  const tenants = [
    await makeAssociation(portal, 'Zorvex'),
    await makeAssociation(portal, 'Quillmark'),
  ] as const
  account = await makePerson(portal, { tenantId: tenants[0], roles: ['member', 'administrator'] })
  const { runner, asSystem } = portal.app
  const { personId } = await runner.call(
    addPerson,
    { accountId: account.accountId, givenName: 'Second', familyName: 'Self', locale: 'en', timeZone: 'UTC' },
    asSystem('test', tenants[1]),
  )
  await runner.call(addMember, { unitId: tenants[1], personId }, asSystem('test', tenants[1]))
  for (const role of ['member', 'administrator'] as const)
    await runner.call(grantRole, { unitId: tenants[1], personId, role }, asSystem('test', tenants[1]))
  here = await furnish(tenants[0], 'Zorvex', account.personId)
  there = await furnish(tenants[1], 'Quillmark', personId)
  await portal.runJobs()
  for (const side of [here, there]) side.fileHref = await fileOf(side)
}, 60_000)
afterAll(() => portal.close())

async function made<Body>(client: Client, method: string, path: string, body?: object): Promise<Body> {
  const reply = await client.call<Body>(method, path, body)
  if (reply.status >= 300) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`)
  return reply.body
}

async function furnish(tenantId: string, word: string, personId: string): Promise<Side> {
  const client = await signedIn(portal, account.email)
  client.setCookie('association', tenantId)
  const unitId = await makeUnit(portal, tenantId, tenantId, `Unit ${word}`)
  const other = await makePerson(portal, { tenantId })
  other.client.setCookie('association', tenantId)
  await made(other.client, 'PUT', '/me/names', { givenName: word, familyName: 'Somebody' })
  await made(other.client, 'PUT', '/me/visibility', { shownTo: 'members' })
  const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#456' } })
    .png()
    .toBuffer()
  const photo = await fetch(`${portal.url}/api/v1/me/photo`, {
    method: 'PUT',
    body: new Uint8Array(png),
    headers: { 'Content-Type': 'image/png', Cookie: cookiesOf(other.client) },
  })
  if (photo.status !== 200) throw new Error(`A photo answered ${photo.status}`)
  await made(client, 'PUT', '/me/names', { givenName: `I${word}`, familyName: 'Twofold' })
  await made(client, 'PUT', '/me/about', { title: `Title ${word}` })
  const { companyId } = await made<{ companyId: string }>(client, 'POST', '/companies', {
    legalName: `Company ${word}`,
    country: 'UA',
  })
  const { id: viewId } = await made<{ id: string }>(client, 'POST', '/views', {
    list: 'units.listUnits',
    name: `View ${word}`,
    query: '',
  })
  await client.prove()
  const { taskId } = await made<{ taskId: string }>(client, 'POST', `/units/${unitId}/export`)
  await made(client, 'POST', '/me/data')
  return { tenantId, word, client, personId, unitId, companyId, viewId, other, taskId, fileHref: '' }
}

const cookiesOf = (client: Client) =>
  [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

async function fileOf({ client, taskId }: Side): Promise<string> {
  const task = await client.call<{ result: { href: string } | null }>('GET', `/tasks/${taskId}`)
  return task.body.result?.href ?? ''
}

/** From each side at the other one. */
const both = (work: (mine: Side, theirs: Side) => Promise<void>) => async () => {
  await work(here, there)
  await work(there, here)
}
const status = async (client: Client, path: string, method = 'GET', body?: object) =>
  (await client.call(method, path, body)).status

describe('nothing of one association is in', () => {
  test(
    'search',
    both(async (mine, theirs) => {
      const find = (word: string) => mine.client.call<{ items: object[] }>('GET', `/search?text=${word}`)
      expect((await find(mine.word)).body.items.length).toBeGreaterThan(1)
      expect((await find(theirs.word)).body.items).toEqual([])
      expect((await mine.client.get<string>(`/search?text=${theirs.word}`)).text).not.toContain(
        `Unit ${theirs.word}`,
      )
    }),
  )

  test(
    'the directory, the list of members and their pages',
    both(async (mine, theirs) => {
      for (const list of ['/directory', '/members']) {
        const found = await mine.client.call<{ items: object[] }>('GET', `${list}?search=${mine.word}`)
        expect([list, found.status, found.body.items.length > 0]).toEqual([list, 200, true])
        const foreign = await mine.client.call<{ items: object[] }>('GET', `${list}?search=${theirs.word}`)
        expect([list, foreign.body.items]).toEqual([list, []])
        const file = await mine.client.download(`${list}.csv`)
        expect(file.text).not.toContain(theirs.word)
      }
      for (const personId of [theirs.other.personId, theirs.personId])
        for (const path of [`/people/${personId}`, `/directory/${personId}`, `/people/${personId}/standing`])
          expect([path, await status(mine.client, path)]).toEqual([path, 404])
    }),
  )

  test(
    'files, by their address or by a link that was signed for the same account elsewhere',
    both(async (mine, theirs) => {
      const photo = `/people/${theirs.other.personId}/photo`
      expect(await status(theirs.client, photo)).toBe(200)
      expect(await status(mine.client, photo)).toBe(404)
      expect(theirs.fileHref).not.toBe('')
      expect((await theirs.client.get(theirs.fileHref)).status).toBe(200)
      expect((await mine.client.get(theirs.fileHref)).status).toBe(404)
      expect(await status(mine.client, `/tasks/${theirs.taskId}`)).toBe(404)
    }),
  )

  test(
    'merging: the entry of the same account there is neither proposed nor taken in',
    both(async (mine, theirs) => {
      const proposed = await mine.client.call<{ items: Array<{ id: string }> }>(
        'GET',
        `/people/${mine.personId}/duplicates`,
      )
      expect([proposed.status, JSON.stringify(proposed.body).includes(theirs.personId)]).toEqual([200, false])
      for (const mergedId of [theirs.personId, theirs.other.personId]) {
        const pair = { keptId: mine.other.personId, mergedId }
        expect(await status(mine.client, `/people/merges/preview?${new URLSearchParams(pair)}`)).toBe(404)
        expect(await status(mine.client, '/people/merges', 'POST', pair)).toBe(404)
        const turned = { keptId: mergedId, mergedId: mine.other.personId }
        expect(await status(mine.client, '/people/merges', 'POST', turned)).toBe(404)
      }
    }),
  )

  test(
    'the audit: what the account did there stands there alone',
    both(async (mine, theirs) => {
      const lists = await Promise.all(
        [mine, theirs].map(({ client }) =>
          client.call<{ items: Array<{ id: string }> }>('GET', `/audit?limit=100`),
        ),
      )
      const [own = [], foreign = []] = lists.map(({ body }) => body.items.map(({ id }) => id))
      expect(own.length).toBeGreaterThan(3)
      expect(own.filter((id) => foreign.includes(id))).toEqual([])
      expect(lists[0]?.text).not.toContain(theirs.tenantId)
      const [entry] = await portal.app.database.sql<{ id: string }>(sql`
        SELECT entry_id AS id FROM audit_trail WHERE tenant_id = ${theirs.tenantId}::uuid AND account_id = ${account.accountId}::uuid LIMIT 1`)
      expect(entry).toBeDefined()
      expect(await status(mine.client, `/audit/${entry?.id}`)).toBe(404)
      expect(await status(theirs.client, `/audit/${entry?.id}`)).toBe(200)
    }),
  )

  test(
    'views, companies, tokens and units',
    both(async (mine, theirs) => {
      const views = await mine.client.get<string>('/api/v1/views?list=units.listUnits')
      expect([
        views.status,
        views.text.includes(`View ${mine.word}`),
        views.text.includes(theirs.word),
      ]).toEqual([200, true, false])
      expect(await status(mine.client, `/views/${theirs.viewId}`, 'DELETE')).toBe(404)
      expect(await status(mine.client, `/companies/${theirs.companyId}`)).toBe(404)
      expect((await mine.client.call('GET', '/me/companies')).text).not.toContain(theirs.word)
      expect(await status(mine.client, `/units/${theirs.unitId}`)).toBe(404)
      expect((await mine.client.call('GET', '/me/units')).text).not.toContain(theirs.tenantId)
      const { id, program } = await makeApiToken(
        portal,
        { ...account, client: mine.client },
        {
          unitId: mine.tenantId,
          scopes: ['units.read'],
          name: `Token ${mine.word}`,
        },
      )
      expect((await program.call('GET', `/units/${mine.unitId}`)).status).toBe(200)
      // A program says nothing of an association; a cookie beside its token changes nothing.
      const lured = await program.call('GET', `/units/${theirs.unitId}`, undefined, {
        Cookie: `association=${theirs.tenantId}`,
      })
      expect(lured.status).toBe(404)
      expect((await theirs.client.call('GET', '/tokens')).text).not.toContain(`Token ${mine.word}`)
      expect((await theirs.client.call('GET', '/account/tokens')).text).not.toContain(`Token ${mine.word}`)
      expect(await status(theirs.client, `/tokens/${id}`, 'DELETE')).toBe(404)
    }),
  )

  test(
    'the file of one’s own data',
    both(async (mine, theirs) => {
      const tables = await portal.app.database.sql<{ personId: string }>(
        sql`SELECT started_by AS "personId" FROM task_results WHERE kind = 'privacy.exportMyData' AND tenant_id = ${mine.tenantId}::uuid`,
      )
      expect(tables).toEqual([{ personId: mine.personId }])
      const text = await ownDataOf(mine)
      expect(text).toContain(`I${mine.word}`)
      expect(text).not.toContain(theirs.word)
      expect(text).not.toContain(theirs.tenantId)
      expect(text).not.toContain(theirs.personId)
    }),
  )

  test(
    'mails and what one is told of',
    both(async (mine, theirs) => {
      const chosen = await mine.client.call<{ topics: object[] }>('GET', '/me/notification-preferences')
      expect(chosen.status).toBe(200)
      // What is on its way for what was done before.
      await portal.runJobs()
      const before = await mailsTo(portal, account.email)
      await makeApiToken(
        portal,
        { ...account, client: mine.client },
        { unitId: mine.tenantId, scopes: ['units.read'], name: 'Another program' },
      )
      await portal.runJobs()
      const sent = (await mailsTo(portal, account.email)).slice(before.length)
      expect(sent).toHaveLength(1)
      for (const { subject, text, html } of sent) {
        expect(`${subject} ${text}`).toContain(mine.word)
        expect(`${subject} ${text} ${html}`).not.toContain(theirs.word)
      }
    }),
  )
})

test('what one association is told of the account the other one does not show', async () => {
  await made(here.client, 'PUT', '/me/contact', { phone: '+380 44 123 45 67', city: 'Kyiv', country: 'UA' })
  expect((await there.client.call('GET', '/me/profile')).text).not.toContain('Kyiv')
  expect((await there.client.call('GET', `/people/${there.personId}`)).text).not.toContain('Kyiv')
  // The one of the other side, who is nobody here, is nobody here also by the name of the association.
  expect(await status(here.other.client, `/units/${there.unitId}`)).toBe(404)
  here.other.client.setCookie('association', there.tenantId)
  expect((await here.other.client.call<{ code: string }>('GET', '/me/profile')).body.code).toBe(
    'request.noPerson',
  )
})

async function ownDataOf({ client, tenantId }: Side): Promise<string> {
  const [task] = await portal.app.database.sql<{ id: string }>(
    sql`SELECT task_id AS id FROM task_results WHERE kind = 'privacy.exportMyData' AND tenant_id = ${tenantId}::uuid`,
  )
  const { result } = (await client.call<{ result: { href: string } }>('GET', `/tasks/${task?.id}`)).body
  const reply = await fetch(portal.url + result.href, { headers: { Cookie: cookiesOf(client) } })
  return [...(await unzip(Buffer.from(await reply.arrayBuffer()))).values()].map(String).join('\n')
}
