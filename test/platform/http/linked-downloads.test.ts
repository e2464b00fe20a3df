import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { modules } from '../../../src/modules.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { makeApiToken } from '../../factories/api-tokens.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let regionId: string
let manager: MadePerson
let colleague: MadePerson
let stranger: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Association of Downloads', ['127.0.0.1'])
  regionId = await makeUnit(portal, tenantId, tenantId, 'Region')
  const at = [{ unitId: tenantId, role: 'manager' as const }]
  manager = await makePerson(portal, { tenantId, at })
  colleague = await makePerson(portal, { tenantId, at })
  const elsewhere = await makeAssociation(portal, 'Elsewhere')
  stranger = await makePerson(portal, { tenantId: elsewhere, at: [{ unitId: elsewhere, role: 'manager' }] })
})
afterAll(() => portal.close())

/** The file that a task of the manager's has made. */
async function result(): Promise<string> {
  await manager.client.prove()
  const { body } = await manager.client.call<{ taskId: string }>('POST', `/units/${tenantId}/export`)
  await portal.runJobs()
  return `/tasks/${body.taskId}/result`
}

const linkOf = async (path: string, { client } = manager) => {
  const reply = await client.call('GET', path)
  expect([reply.status, reply.headers.get('cache-control')]).toEqual([303, 'no-store'])
  expect(reply.text).not.toContain('Region')
  return reply.headers.get('location') ?? ''
}

const get = (link: string, client: Client = manager.client) => client.get<{ code?: string }>(link)

describe.each([
  { what: 'the rows of a list', path: async () => '/units.csv?search=region&sort=-name' },
  { what: 'the file of a task', path: result },
])('$what', ({ path }) => {
  test('comes by a link that is good for five minutes', async () => {
    const link = await linkOf(await path())
    expect(link).toMatch(/[?&]until=\d{10}&signature=[\w-]{43}$/)
    portal.clock.advance({ seconds: 299 })
    const file = await get(link)
    expect([file.status, file.text.includes('Region')]).toEqual([200, true])
    portal.clock.advance({ seconds: 1 })
    const late = await get(link)
    expect([late.status, late.text.includes('Region')]).toEqual([404, false])
    expect((await get(await linkOf(await path()))).status).toBe(200)
  })

  test('is nobody else’s: not a colleague’s, a visitor’s or that of somebody elsewhere', async () => {
    const link = await linkOf(await path())
    for (const client of [colleague.client, stranger.client, portal.visitor()]) {
      const reply = await get(link, client)
      expect([401, 403, 404]).toContain(reply.status)
      expect(reply.text).not.toContain('Region')
    }
    expect((await get(link, colleague.client)).status).toBe(404)
  })

  test('does not come by a link that was changed', async () => {
    const link = await linkOf(await path())
    for (const changed of [
      link.replace(/until=(\d+)/, (_all, until) => `until=${Number(until) + 3600}`),
      link.replace(/signature=.*/, 'signature='),
      link.replace(/signature=.*/, 'signature=%00%ff'),
      link.replace(/signature=.{43}/, `signature=${'A'.repeat(43)}`),
      link.replace(/&signature=.*/, ''),
      link.replace(/until=\d+&/, ''),
      link.replace(/until=\d+/, 'until=soon'),
    ]) {
      const reply = await get(changed)
      expect([changed, reply.status]).toEqual([changed, 404])
      expect(reply.text).not.toContain('Region')
    }
  })
})

describe('the rows of a list', () => {
  test('request.linkEnded: a link is for what was asked, and for no other filter, file or order', async () => {
    const link = await linkOf('/units.csv?search=region')
    for (const other of [
      link.replace('search=region', 'search=association'),
      link.replace('search=region&', ''),
      link.replace('search=region', 'search=region&kind=group'),
      link.replace('units.csv', 'members.csv'),
    ])
      expect((await get(other)).body).toMatchObject({ status: 404, code: 'request.linkEnded' })
  })

  test('what is asked wrongly is told before there is a link', async () => {
    expect((await manager.client.call('GET', '/units.csv?kind=castle')).status).toBe(422)
    expect((await portal.visitor().call('GET', '/units.csv')).status).toBe(401)
  })

  test('do not come to who has lost the right meanwhile', async () => {
    const leaving = await makePerson(portal, { tenantId, at: [{ unitId: regionId, role: 'manager' }] })
    await leaving.client.prove()
    const link = await linkOf('/members.csv', leaving)
    expect((await get(link, leaving.client)).status).toBe(200)
    await portal.app.database.sql(
      sql`UPDATE grants SET ends_at = ${portal.clock.now()} WHERE person_id = ${leaving.personId}::uuid AND role = 'manager'`,
    )
    portal.clock.advance({ seconds: 31 })
    expect((await get(link, leaving.client)).status).toBe(403)
  })

  test('come to a program with the token of whom it acts for', async () => {
    await manager.client.call('POST', '/step-up', { password })
    const { program } = await makeApiToken(portal, manager, {
      unitId: tenantId,
      scopes: ['units.read', 'own.read'],
    })
    const reply = await program.call('GET', '/units.csv')
    expect(reply.status).toBe(303)
    const link = (reply.headers.get('location') ?? '').replace('/api/v1', '')
    expect((await program.call('GET', link)).text).toContain('Region')
  })
})

describe('a file that speaks of people', () => {
  const page = { Accept: 'text/html' }

  test('asks who wants it to show that it is them: a program as a problem, a browser by the page for it', async () => {
    const fresh = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const file = '/members.csv?search=given&bom=true'
    // Whoever has just signed in has shown it.
    portal.clock.advance({ seconds: 3600 })
    const refused = await fresh.client.call('GET', file)
    expect([refused.status, refused.body]).toEqual([
      403,
      expect.objectContaining({ code: 'request.stepUpNeeded' }),
    ])
    const asked = await fresh.client.get(`/api/v1${file}`, page)
    const to = `/step-up?to=${encodeURIComponent(`/api/v1${file}`)}`
    expect([asked.status, asked.headers.get('location')]).toEqual([303, to])
    // The way back is the list, which begins the download and offers it again.
    const shown = await fresh.client.form(to, { password })
    expect([shown.status, shown.headers.get('location')]).toEqual([303, '/members?search=given'])
    const list = await fresh.client.get('/members?search=given', page)
    const link = `/api/v1/members.csv?search=given&amp;bom=true`
    expect(list.text).toContain(`<meta http-equiv="refresh" content="0; url=${link}"/>`)
    expect(list.text).toContain(`<a href="${link}">Download it again</a>`)
    expect((await fresh.client.download(file)).headers.get('content-type')).toContain('text/csv')
    expect((await fresh.client.get('/members?search=given', page)).text).not.toContain('http-equiv="refresh"')
    // What was shown is forgotten again.
    portal.clock.advance({ seconds: 3600 })
    expect((await fresh.client.get(`/api/v1${file}`, page)).headers.get('location')).toBe(to)
  })

  test('is given to a token that was given files.export beside the permission', async () => {
    await manager.client.prove()
    const scopes = ['access.read']
    const { program: without } = await makeApiToken(portal, manager, { unitId: tenantId, scopes })
    expect((await without.call('GET', '/grants')).status).toBe(200)
    const refused = await without.call<{ code: string }>('GET', '/grants.csv')
    expect([refused.status, refused.body.code]).toEqual([403, 'request.tokenScope'])
    expect(refused.headers.get('www-authenticate')).toContain('scope="files.export"')
    const { program } = await makeApiToken(portal, manager, {
      unitId: tenantId,
      scopes: ['access.read', 'files.export'],
    })
    expect((await program.call('GET', '/grants.csv')).status).toBe(303)
  })

  test('is not fetched by a flash that somebody planted', async () => {
    for (const download of ['https://elsewhere.example/a.csv', '/sign-out', '/api/v1/../sign-out.csv']) {
      const flash = { kind: 'success', message: 'identity.stepUp.file', download }
      manager.client.setCookie('flash', Buffer.from(JSON.stringify(flash)).toString('base64url'))
      expect((await manager.client.get('/units', page)).text).not.toContain('http-equiv="refresh"')
    }
  })
})

test('every list either asks to step up for its file or says that it names nobody', () => {
  const downloads = modules(testConfig()).flatMap(({ endpoints = [] }) =>
    endpoints.filter(({ path }) => path.endsWith('.csv')),
  )
  expect(downloads.filter(({ stepUp }) => !stepUp).map(({ path }) => path)).toEqual([
    '/units.csv',
    '/roles.csv',
    '/positions/vacant.csv',
    '/scim-groups.csv',
    '/question-banks.csv',
    '/questions.csv',
  ])
})

test('a reply about a task holds such a link, for programs that need no other', async () => {
  const task = (await result()).replace('/result', '')
  const { body } = await manager.client.call<{ result: { href: string } }>('GET', task)
  expect((await get(body.result.href)).text).toContain('Region')
  expect((await get(body.result.href, colleague.client)).status).toBe(404)
  const { body: listed } = await manager.client.call<{ items: Array<{ result: { href: string } | null }> }>(
    'GET',
    '/tasks',
  )
  expect(listed.items[0]?.result?.href).toMatch(/^\/files\//)
})

test('the description says that a download leads on', async () => {
  const { body } = await manager.client.get<{ paths: Record<string, { get: { responses: object } }> }>(
    '/api/openapi.json',
  )
  for (const path of ['/units.csv', '/tasks/{taskId}/result'])
    expect(Object.keys(body.paths[path]?.get.responses ?? {})).toContain('303')
})
