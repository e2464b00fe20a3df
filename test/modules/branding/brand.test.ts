import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let administrator: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const looks = { colour: '#ffdd00', corners: 'round', font: 'system', density: 'dense' }
const stylesheet = /<link rel="stylesheet" href="(\/brand\/[^"]+)"/

test('what an administrator chooses is on every page at once, and kept by browsers for good', async () => {
  expect((await member.client.get('/')).text).not.toMatch(stylesheet)
  const changed = await administrator.client.call('PUT', '/brand', looks)
  expect(changed.body).toEqual({ ...looks, version: 1 })
  let address = ''
  await until('the pages wear it', async () => {
    address = stylesheet.exec((await member.client.get('/')).text)?.[1] ?? ''
    return address !== ''
  })
  const styles = await fetch(`${portal.url}${address}`)
  expect(styles.headers.get('cache-control')).toContain('immutable')
  expect(styles.headers.get('content-type')).toContain('text/css')
  expect(await styles.text()).toContain('--round:0.75rem')
  // Letters of the reader's own device: nothing is fetched for them.
  expect((await member.client.get('/')).text).not.toContain('rel="preload"')
})

test('who changed it, and from what, is in the audit', async () => {
  await administrator.client.call('PUT', '/brand', { ...looks, corners: 'square' })
  const [entry] = await portal.app.database.sql<{ operation: string }>(sql`
    SELECT operation FROM audit_entries WHERE operation = 'branding.changeBrand' AND tenant_id = ${tenantId}::uuid LIMIT 1`)
  expect(entry).toBeDefined()
})

test('the usual looks come back', async () => {
  await administrator.client.call('PUT', '/brand', looks)
  expect((await administrator.client.call('DELETE', '/brand')).body).toMatchObject({
    colour: null,
    version: 0,
  })
  expect((await administrator.client.call('GET', '/brand')).body).toMatchObject({
    corners: 'soft',
    version: 0,
  })
  await until('the pages are as they were', async () => !stylesheet.test((await member.client.get('/')).text))
})

test('members change nothing, and colours that are none are refused', async () => {
  expect((await member.client.call('PUT', '/brand', looks)).status).toBe(403)
  expect((await member.client.get('/settings/brand')).status).toBe(403)
  const refused = await administrator.client.call('PUT', '/brand', { ...looks, colour: 'red;}' })
  expect(refused.status).toBe(422)
})

test('staff try looks by the address alone, and are told what was moved', async () => {
  const page = await administrator.client.get(
    '/settings/brand?colour=%23ffdd00&corners=round&font=shipped&density=roomy',
  )
  expect(page.text).toContain('/brand/try/ffdd00.round.shipped.roomy.css')
  expect(page.text).toContain('White words cannot be read on #ffdd00')
  expect(page.text).toContain('Nobody else sees them yet')
  const nonsense = await administrator.client.get('/settings/brand?colour=%23ffdd00&corners=bent')
  expect(nonsense.text).not.toContain('/brand/try/')
})

test('the form of the page does the same as the API', async () => {
  const sent = await administrator.client.form('/settings/brand', {
    colour: '',
    corners: 'square',
    font: 'shipped',
    density: 'roomy',
  })
  expect(sent.status).toBe(303)
  expect((await administrator.client.call('GET', '/brand')).body).toMatchObject({
    colour: null,
    corners: 'square',
  })
  expect((await administrator.client.form('/settings/brand/reset', {})).status).toBe(303)
})

test('an address that says no looks leads nowhere; one without the right print is not kept for good', async () => {
  for (const name of ['x', '0b5fff.soft.shipped.huge', '0b5fff.soft.shipped.roomy.000000000000.more'])
    expect((await fetch(`${portal.url}/brand/${name}.css`)).status).toBe(404)
  const other = await fetch(`${portal.url}/brand/0b5fff.soft.shipped.roomy.000000000000.css`)
  expect(other.headers.get('cache-control')).not.toContain('immutable')
  const posted = await fetch(`${portal.url}/brand/0b5fff.soft.shipped.roomy.css`, { method: 'POST' })
  expect(posted.status).toBe(405)
})
