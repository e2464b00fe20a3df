import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { rawRequest } from '../../factories/requests.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

function cookiesOf(client: Client): string {
  return [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

/** What a signed-in browser reads of the API under a host name. */
async function read(portal: Portal, client: Client, host: string, path = '/me/profile') {
  const reply = await rawRequest(portal, `/api/v1${path}`, {
    headers: { Host: host, Cookie: cookiesOf(client) },
  })
  return { status: reply.status, body: JSON.parse(reply.text) }
}

async function nameShownAt(portal: Portal, host: string, cookie = ''): Promise<string | undefined> {
  const { text } = await rawRequest(portal, '/sign-in', { headers: { Host: host, Cookie: cookie } })
  return /<title>.* – (.*)<\/title>/.exec(text)?.[1]
}

describe('where one association is', () => {
  let portal: Portal

  beforeAll(async () => {
    portal = await openPortal({ config: { BRAND_NAME: 'The Portal' } })
  })
  afterAll(() => portal.close())

  test('none yet has the name of the portal', async () => {
    expect(await nameShownAt(portal, 'anything.example.org')).toBe('The Portal')
  })

  test('every host name leads to it', async () => {
    await makeAssociation(portal, 'The Only One', ['only.example.org'])
    await rawRequest(portal, '/sign-in')
    expect(await nameShownAt(portal, 'only.example.org')).toBe('The Only One')
    expect(await nameShownAt(portal, 'other.example.org')).toBe('The Only One')
  })
})

describe('where two associations share the portal', () => {
  let portal: Portal
  let bakers: string
  let weavers: string
  let baker: MadePerson

  beforeAll(async () => {
    portal = await openPortal({ config: { BRAND_NAME: 'The Portal' } })
    bakers = await makeAssociation(portal, 'Bakers', ['Bakers.Example.org'])
    weavers = await makeAssociation(portal, 'Weavers', ['weavers.example.org'])
    baker = await makePerson(portal, { tenantId: bakers })
  })
  afterAll(() => portal.close())

  test('the host name says which is meant, however it is written and whatever port follows', async () => {
    expect(await nameShownAt(portal, 'bakers.example.org')).toBe('Bakers')
    expect(await nameShownAt(portal, 'WEAVERS.example.ORG:8443')).toBe('Weavers')
  })

  test('another host name leads to none', async () => {
    expect(await nameShownAt(portal, 'smiths.example.org')).toBe('The Portal')
  })

  test('a person reads their profile under the name of their own', async () => {
    const { status, body } = await read(portal, baker.client, 'bakers.example.org')
    expect([status, body.personId]).toEqual([200, baker.personId])
  })

  test('an account is nobody under the name of the other', async () => {
    const { status, body } = await read(portal, baker.client, 'weavers.example.org')
    expect([status, body.code]).toEqual([403, 'request.noPerson'])
  })

  test('an account has no rights under the name of the other', async () => {
    const { status, body } = await read(portal, baker.client, 'weavers.example.org', '/units')
    expect([status, body.code]).toEqual([403, 'request.noPerson'])
  })

  test('the page of an account that is nobody here says so', async () => {
    const headers = { Host: 'weavers.example.org', Cookie: cookiesOf(baker.client), Accept: 'text/html' }
    const reply = await rawRequest(portal, '/profile', { headers })
    expect([reply.status, reply.text]).toEqual([
      403,
      expect.stringContaining('Your account does not belong to this association.'),
    ])
  })

  test('whose host name says nothing, an account is in its own', async () => {
    const { status, body } = await read(portal, baker.client, 'smiths.example.org')
    expect([status, body.personId]).toEqual([200, baker.personId])
  })

  test('a visitor of no host name is asked to choose before they join', async () => {
    const client = portal.visitor()
    const reply = await client.get('/sign-up')
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/association?next=%2Fsign-up'])
    expect((await client.get('/association')).text).toContain('Weavers')
  })

  test('the choice lasts, and leads back to where they came from', async () => {
    const client = portal.visitor()
    const reply = await client.form('/association?next=%2Fsign-up', { tenantId: weavers })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/sign-up'])
    expect((await client.get('/sign-up')).text).toContain('Join Weavers')
  })

  test('a choice does not overrule the host name', async () => {
    const client = portal.visitor()
    await client.call('POST', '/association', { tenantId: weavers })
    expect(await nameShownAt(portal, 'bakers.example.org', cookiesOf(client))).toBe('Bakers')
  })

  test('the choice of a unit that is no association is refused', async () => {
    const reply = await portal.visitor().call<{ code: string }>('POST', '/association', {
      tenantId: '00000000-0000-7000-8000-000000000000',
    })
    expect([reply.status, reply.body.code]).toEqual([409, 'identity.unknownAssociation'])
  })

  test('joining without a choice is refused', async () => {
    const reply = await portal.visitor().call<{ code: string }>('POST', '/sign-up', {
      givenName: 'A',
      familyName: 'B',
      address: 'a@example.org',
    })
    expect([reply.status, reply.body.code]).toEqual([409, 'identity.unknownAssociation'])
  })

  test.each(['-'.repeat(36), 'abcdef00-0000', '0'.repeat(36), ''])(
    'a planted choice of %j does no harm',
    async (planted) => {
      const { client } = await makePerson(portal, { tenantId: bakers })
      client.setCookie('association', planted)
      expect((await client.call('GET', '/me/profile')).status).toBe(200)
    },
  )

  test('a choice of an association that is not there is asked for again', async () => {
    const client = portal.visitor()
    client.setCookie('association', '00000000-0000-7000-8000-000000000000')
    const reply = await client.call<{ code: string }>('POST', '/sign-up', {
      givenName: 'A',
      familyName: 'B',
      address: 'b@example.org',
    })
    expect([reply.status, reply.body.code]).toEqual([409, 'identity.unknownAssociation'])
  })

  test('a choice of an association that is not there keeps nobody from signing in', async () => {
    const { email } = await makePerson(portal, { tenantId: bakers })
    const client = portal.visitor()
    client.setCookie('association', '00000000-0000-7000-8000-000000000000')
    const reply = await client.call('POST', '/sign-in', { address: email, password: 'correct horse battery' })
    expect(reply.status).toBe(200)
  })
})
