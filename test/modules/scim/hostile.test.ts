import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { makeAssociation, makePerson } from '../../factories/people.ts'
import { groupSchema, makeProvider, type Provider, patchSchema, userSchema } from '../../factories/scim.ts'
import { nastyJson, nastyTexts } from '../../fuzz/nasty.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let provider: Provider
let userId: string
let groupId: string

beforeAll(async () => {
  portal = await openPortal()
  const tenantId = await makeAssociation(portal)
  const administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  provider = await makeProvider(portal, administrator, tenantId)
  userId = (await provider.makeUser('target@example.org')).id
  groupId = (await provider.makeGroup('Target')).id
})
afterAll(() => portal.close())

/** Whatever comes is done, or refused in the words of the protocol; and never a fault of ours. */
async function send(method: string, path: string, body?: string): Promise<void> {
  const reply = body === undefined ? await provider.ask(method, path) : await provider.raw(method, path, body)
  const told = `${method} ${path.slice(0, 120)} ${body?.slice(0, 200)} answers ${reply.status}`
  // Node itself refuses what is too long an address.
  if (
    reply.status >= 500 ||
    (reply.status >= 400 && reply.status !== 431 && reply.body.status !== String(reply.status))
  )
    throw new Error(`${told}: ${reply.text.slice(0, 200)}`)
  // There is a limit to how much may be asked in a minute, and this asks much.
  portal.clock.advance({ seconds: 1 })
}

test('values of every kind at every attribute', async () => {
  const names = ['userName', 'name', 'emails', 'active', 'externalId', 'members', 'schemas', '__proto__']
  // Some of them are no JSON at all.
  for (const [index, value] of nastyJson('text').entries()) {
    const name = names[index % names.length]
    for (const each of ['emails', name])
      await send(
        'PUT',
        `/Users/${userId}`,
        `{"schemas":["${userSchema}"],"userName":"target@example.org","${each}":${value}}`,
      )
    for (const each of ['members', name])
      await send(
        'PATCH',
        `/Groups/${groupId}`,
        `{"schemas":["${patchSchema}"],"Operations":[{"op":"add","path":"${each}","value":${value}}]}`,
      )
  }
  const half = `{"schemas":["${groupSchema}"],"displayName":"x","members":[{"value":"\\ud800"}]}`
  await send('POST', '/Groups', half)
}, 120_000)

test('operations, paths and filters of every kind', async () => {
  const patch = (operation: object) =>
    send('PATCH', `/Users/${userId}`, JSON.stringify({ schemas: [patchSchema], Operations: [operation] }))
  for (const text of nastyTexts) {
    const quoted = JSON.stringify(text)
    const asked = encodeURIComponent(text.toWellFormed())
    await patch({ op: 'replace', path: text, value: text })
    await patch({ op: text, value: { [text]: text } })
    await patch({ op: 'add', path: `emails[value eq ${quoted}].type`, value: text })
    for (const filter of [
      text,
      `userName eq ${quoted}`,
      `emails[value co ${quoted}]`,
      `meta.created gt ${quoted}`,
    ])
      await send('GET', `/Users?filter=${encodeURIComponent(filter.toWellFormed())}`)
    await send('GET', `/Users?sortBy=${asked}&startIndex=${asked}`)
    await send('GET', `/Groups/${asked || 'x'}?attributes=${asked}`)
  }
}, 120_000)

test('bodies that are none', async () => {
  for (const body of ['{', '[]', 'null', '"text"', '', '{"a":1}{', '\u0000'])
    for (const [method, path] of [
      ['POST', '/Users'],
      ['PATCH', `/Users/${userId}`],
      ['PUT', `/Groups/${groupId}`],
    ] as const) {
      const reply = await fetch(`${portal.url}/scim/v2${path}`, {
        method,
        body,
        headers: { 'Content-Type': 'application/scim+json' },
      })
      expect(reply.status).toBe(401)
      const asked = await provider.raw(method, path, body)
      expect([400, 415]).toContain(asked.status)
      expect(asked.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
    }
  expect((await provider.raw('POST', '/Users', 'a=1', 'application/x-www-form-urlencoded')).status).toBe(415)
  expect((await provider.raw('POST', '/Users', `{"schemas":"${'x'.repeat(1_200_000)}"}`)).status).toBe(413)
  expect((await provider.ask('GET', `/Users/${userId}`)).status).toBe(200)
})
