import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { makeAssociation, makePerson } from '../factories/people.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

test('a signed-in member reads the units', async () => {
  const tenantId = await makeAssociation(portal)
  const { client } = await makePerson(portal, { tenantId })
  const reply = await client.call('GET', '/units')
  expect(reply.status).toBe(200)
})
