import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { addHost, listHosts, removeHost } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { makeAssociation, makePerson } from '../../factories/people.ts'
import { rawRequest } from '../../factories/requests.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

let portal: Portal
let bakers: string
let weavers: string

beforeAll(async () => {
  portal = await openPortal({ config: { ...testConfig(), BASE_URL: 'https://portal.example.org:8443' } })
  bakers = await makeAssociation(portal, 'Bakers')
  weavers = await makeAssociation(portal, 'Weavers', ['weavers.example.org'])
})
afterAll(() => portal.close())

const asOperator = () => portal.app.asSystem('test')
const add = (tenantId: string, host: string) =>
  portal.app.runner.call(addHost, { tenantId, host }, asOperator())
const remove = (host: string) => portal.app.runner.call(removeHost, { host }, asOperator())

async function nameShownAt(host: string): Promise<string | undefined> {
  const { text } = await rawRequest(portal, '/sign-in', { headers: { Host: host } })
  return /<title>.*?– ([^<]*)<\/title>/.exec(text)?.[1] ?? /class="brand-name">([^<]*)</.exec(text)?.[1]
}

test('a name that is added leads to its association within a moment, and no more when it is removed', async () => {
  expect(await nameShownAt('bakers.example.org')).not.toBe('Bakers')
  await add(bakers, ' Bakers.Example.org ')
  await until('it leads there', async () => (await nameShownAt('bakers.example.org')) === 'Bakers')
  const { items } = await portal.app.runner.ask(listHosts, {}, asOperator())
  expect(items).toEqual([
    { host: 'bakers.example.org', tenantName: 'Bakers' },
    { host: 'weavers.example.org', tenantName: 'Weavers' },
  ])
  await remove('bakers.example.org')
  await until('it leads nowhere', async () => (await nameShownAt('bakers.example.org')) !== 'Bakers')
})

test('units.hostTaken: a name leads to one association', async () => {
  await expect(add(bakers, 'weavers.example.org')).rejects.toMatchObject({ code: 'units.hostTaken' })
})

test('units.hostUnknown: only a name that leads somewhere is removed', async () => {
  await expect(remove('nobody.example.org')).rejects.toMatchObject({ code: 'units.hostUnknown' })
})

test.each(['https://a.example.org', 'a.example.org:443', 'a b', '-a.org', 'a..org', ''])(
  'what is no host name is refused: %j',
  async (host) => {
    await expect(add(bakers, host)).rejects.toMatchObject({ code: 'request.invalid' })
  },
)

test('mails of an association lead to the name that it got first, others to BASE_URL', async () => {
  portal.clock.advance({ seconds: 1 })
  await add(weavers, 'a-later-one.example.org')
  for (const [tenantId, origin] of [
    [weavers, 'https://weavers.example.org:8443'],
    [bakers, 'https://portal.example.org:8443'],
  ] as const) {
    const { client, email } = await makePerson(portal, { tenantId })
    await client.call('POST', '/password-resets', { address: email })
    await portal.runJobs()
    const [mail] = await portal.app.database.sql<{ text: string; html: string }>(
      sql`SELECT text, html FROM kept_mails WHERE recipient = ${email} ORDER BY created_at DESC LIMIT 1`,
    )
    expect(mail?.text).toContain(`${origin}/new-password/`)
    expect(mail?.text).toContain(`\n${origin}/\n`)
    expect(new Set(mail?.html.match(/https:\/\/[^/"\s]+/g))).toEqual(new Set([origin]))
  }
})
