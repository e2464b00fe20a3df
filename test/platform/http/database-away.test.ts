import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { cloneDatabase } from '../../support/databases.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

/** Stands between the portal and its database, and can be taken away and put back. */
const folder = mkdtempSync(join(tmpdir(), 'guildhall-away-'))
const sockets = new Set<Socket>()
let between: Server
let database: { url: string; drop(): Promise<void> }
let portal: Portal
let admin: MadePerson

function listen(): Promise<void> {
  const url = new URL(database.url)
  const real = join(url.searchParams.get('host') ?? '', `.s.PGSQL.${url.port || '5432'}`)
  between = createServer((near) => {
    const far = connect(real)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.pipe(other).on('error', () => {})
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
    }
  })
  return new Promise((resolve) => between.listen(join(folder, `.s.PGSQL.${url.port || '5432'}`), resolve))
}

async function takeAway(): Promise<void> {
  const closed = new Promise((resolve) => between.close(resolve))
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  await closed
}

beforeAll(async () => {
  database = await cloneDatabase('away')
  await listen()
  const url = new URL(database.url)
  url.searchParams.set('host', folder)
  portal = await openPortal({ databaseUrl: url.href })
  const tenantId = await makeAssociation(portal, 'The Guild of Weavers')
  admin = await makePerson(portal, { tenantId, roles: ['administrator'] })
})
afterAll(async () => {
  await portal.close()
  await takeAway()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

test('while the database is away every request is told so, and afterwards it is as it was', async () => {
  expect((await admin.client.get('/units')).status).toBe(200)
  await takeAway()
  for (const client of [admin.client, portal.visitor()])
    for (const path of ['/units', '/sign-in', '/members?search=x']) {
      const page = await client.get(path, { Accept: 'text/html' })
      expect([path, page.status, page.headers.get('retry-after')]).toEqual([path, 503, '10'])
      expect(page.text).toContain('cannot reach its database')
      // It still looks like the association's own.
      expect(page.text).toContain('The Guild of Weavers')
    }
  const posted = await admin.client.form('/profile', { givenName: 'x' })
  expect(posted.status).toBe(503)
  const asked = await admin.client.call('GET', '/units')
  expect([asked.status, asked.headers.get('retry-after'), asked.body]).toMatchObject([
    503,
    '10',
    { code: 'request.away', detail: expect.stringContaining('Try again in ten seconds') },
  ])
  expect((await portal.visitor().get('/health/live')).status).toBe(200)
  expect((await portal.visitor().get('/health/ready')).status).toBe(503)
  await listen()
  await until('it works again', async () => (await admin.client.get('/units')).status === 200, 10_000)
})
