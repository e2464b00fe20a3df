import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ViewReply } from '../../../src/modules/views/contract.ts'
import { mostViews } from '../../../src/modules/views/view.ts'
import type { SavedViews } from '../../../src/platform/lists/saved-views.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Answer = ViewReply & { code?: string; issues?: Array<{ pointer: string }> }

let portal: Portal
let tenantId: string
let chapterId: string
let manager: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  chapterId = await makeUnit(portal, tenantId, tenantId, 'Chapter')
  manager = await makePerson(portal, { tenantId, at: [{ unitId: chapterId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const view = { list: 'units.listUnits', name: 'Open groups', query: 'kind=group&status=open' }
const save = (input: object, { client } = member) =>
  client.call<Answer>('POST', '/views', { ...view, ...input })
const viewsOf = async ({ client }: MadePerson) =>
  (await client.call<SavedViews>('GET', `/views?list=${view.list}`)).body.items
const page = async (path: string, { client } = member) => (await client.get<string>(path)).text

describe('a saved view', () => {
  test('is a tab of its list, at an address of its own', async () => {
    const owner = await makePerson(portal, { tenantId })
    const { status, body } = await save({}, owner)
    expect(status).toBe(200)
    const text = await page('/units', owner)
    expect(text).toContain(`href="/units?kind=group&amp;status=open&amp;view=${body.id}"`)
    expect(await page(`/units?kind=group&status=open&view=${body.id}`, owner)).toContain(
      'aria-current="page"',
    )
  })

  test('of the same name takes the place of the earlier one only if that is said, and keeps what is not', async () => {
    const owner = await makePerson(portal, { tenantId })
    const first = await save({ isDefault: true }, owner)
    const again = { name: 'OPEN groups', query: 'kind=group' }
    const refused = await save(again, owner)
    expect([refused.status, refused.body.code]).toEqual([409, 'views.nameTaken'])
    expect((await viewsOf(owner)).map(({ query }) => query)).toEqual([view.query])
    const { body } = await save({ ...again, replace: true }, owner)
    expect(body).toMatchObject({
      id: first.body.id,
      name: 'OPEN groups',
      query: 'kind=group',
      isDefault: true,
    })
    expect((await save({ ...again, isDefault: false, replace: true }, owner)).body.isDefault).toBe(false)
    expect(await viewsOf(owner)).toHaveLength(1)
  })

  test('leaves in the audit what it was and what it became', async () => {
    const admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    const { body } = await save({ isDefault: true }, admin)
    await save({ query: 'kind=group', isDefault: false, replace: true }, admin)
    await admin.client.call('DELETE', `/views/${body.id}`)
    type Page = { items: Array<{ id: string; operation: string }> }
    const { items } = (await admin.client.call<Page>('GET', `/audit?resource=${body.id}`)).body
    const [deleted, replaced] = items
    const detail = async (id = '') =>
      (await admin.client.call<{ changes: unknown[] }>('GET', `/audit/${id}`)).text
    expect(await detail(replaced?.id)).toMatch(/isDefault.*true.*false/)
    expect(await detail(deleted?.id)).toContain(view.list)
  })

  test('of a list that there is not is refused', async () => {
    for (const list of ['units.listNothing', 'units.readUnit', 'views.saveView']) {
      const { status, body } = await save({ list })
      expect([status, body.issues?.map(({ pointer }) => pointer)]).toEqual([422, ['/list']])
    }
  })

  test('that is the one to begin with is shown where the address says nothing, and only there', async () => {
    const owner = await makePerson(portal, { tenantId })
    await save({ query: 'search=zzz', isDefault: true }, owner)
    expect(await page('/units', owner)).toContain('Nothing matches')
    expect(await page('/units?view=all', owner)).not.toContain('Nothing matches')
    await save({ name: 'Another', query: '', isDefault: true }, owner)
    expect((await viewsOf(owner)).filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual([
      'Another',
    ])
  })

  test('saved twice at once is one, and one of them begins', async () => {
    const owner = await makePerson(portal, { tenantId })
    const replies = await Promise.all(
      ['a', 'A', 'b', 'B'].map((name) => save({ name, isDefault: true, replace: true }, owner)),
    )
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const views = await viewsOf(owner)
    expect(views).toHaveLength(2)
    expect(views.filter(({ isDefault }) => isDefault)).toHaveLength(1)
    const unasked = await Promise.all(Array.from({ length: 3 }, () => save({ name: 'c' }, owner)))
    expect(unasked.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  test('that a program kept in another order of words is the same view', async () => {
    const owner = await makePerson(portal, { tenantId })
    const { body } = await save({ query: 'status=open&sort=name&kind=group&cursor=old' }, owner)
    const href = `/units?status=open&amp;sort=name&amp;kind=group&amp;view=${body.id}`
    expect(await page('/units', owner)).toContain(`href="${href}"`)
    const text = await page(href.replaceAll('&amp;', '&'), owner)
    expect(text).toContain('Forget this view')
    expect(text).not.toContain('Save this view')
  })

  test('of something the list no longer knows is opened without it', async () => {
    const owner = await makePerson(portal, { tenantId })
    const { body } = await save({ query: 'shape=round' }, owner)
    const text = await page(`/units?shape=round&view=${body.id}`, owner)
    expect(text).toContain('was left out')
  })

  test('is nobody else’s to see or to forget', async () => {
    const { body } = await save({ name: 'Mine' })
    expect((await viewsOf(manager)).map(({ id }) => id)).not.toContain(body.id)
    expect((await manager.client.call('DELETE', `/views/${body.id}`)).status).toBe(404)
    expect((await member.client.call<object>('DELETE', `/views/${body.id}`)).body).toEqual({ deleted: true })
  })

  test('views.tooMany: there are only so many of a list', async () => {
    const owner = await makePerson(portal, { tenantId })
    for (let count = 0; count < mostViews; count += 1) await save({ name: `View ${count}` }, owner)
    expect((await save({ name: 'One more' }, owner)).body).toMatchObject({
      status: 409,
      code: 'views.tooMany',
    })
    expect((await save({ name: 'View 1', replace: true }, owner)).status).toBe(200)
  })

  test('with nothing right about it says so at once', async () => {
    const { status, body } = await member.client.call<Answer>('POST', '/views', {
      list: 'everything',
      name: ' ',
      query: 'x'.repeat(5000),
    })
    expect(status).toBe(422)
    expect(body.issues?.map(({ pointer }) => pointer).sort()).toEqual(['/list', '/name', '/query'])
  })
})

describe('a shared view', () => {
  test('is found by those who belong to the unit, and by who looks after it, and by nobody else', async () => {
    const insider = await makePerson(portal, { tenantId })
    await insider.client.call('POST', `/units/${chapterId}/memberships`, {})
    const { body } = await save({ name: 'For the chapter', sharedAt: chapterId }, manager)
    const finds = async (person: MadePerson) => (await viewsOf(person)).some(({ id }) => id === body.id)
    expect(await finds(insider)).toBe(true)
    const admin = await makePerson(portal, { tenantId, roles: ['administrator'] })
    expect(await finds(admin)).toBe(true)
    expect(await finds(member)).toBe(false)
    const elsewhere = await makePerson(portal, {
      tenantId: await makeAssociation(portal, 'Elsewhere', ['elsewhere.example.org']),
    })
    expect(await finds(elsewhere)).toBe(false)
    // Who may share there may also take it away, else it would outlive its owner's time in office.
    expect((await insider.client.call('DELETE', `/views/${body.id}`)).status).toBe(403)
    expect((await admin.client.call('DELETE', `/views/${body.id}`)).status).toBe(200)
  })

  test('is refused to whoever does not look after the unit', async () => {
    expect((await save({ sharedAt: chapterId })).status).toBe(403)
    expect((await save({ sharedAt: tenantId }, manager)).status).toBe(403)
    expect((await save({ sharedAt: '01900000-0000-7000-8000-000000000000' }, manager)).status).toBe(404)
  })
})

describe('by forms', () => {
  test('a view is saved from the list and leads back to it, and can be forgotten there', async () => {
    const owner = await makePerson(portal, { tenantId })
    const list = await page('/units?kind=group', owner)
    expect(list).toContain(`/views/new?list=units.listUnits&amp;query=kind%3Dgroup&amp;back=%2Funits`)
    const form = await page('/views/new?list=units.listUnits&query=kind%3Dgroup&back=%2Funits', owner)
    expect(form).toContain('value="kind=group"')
    const saved = await owner.client.form('/views/new?back=%2Funits', {
      list: view.list,
      query: 'kind=group',
      name: 'Groups',
    })
    const [{ id } = { id: '' }] = await viewsOf(owner)
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/units?kind=group&view=${id}`])
    const asked = { list: view.list, query: 'kind=chapter', name: 'Groups' }
    const refused = await owner.client.form('/views/new?back=%2Funits', asked)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('name="replace"')
    expect(form).not.toContain('name="replace"')
    expect(
      (await owner.client.form('/views/new?back=%2Funits', { ...asked, replace: 'true' })).headers.get(
        'location',
      ),
    ).toBe(`/units?kind=chapter&view=${id}`)
    const forgotten = await owner.client.form(`/views/${id}/delete?back=%2Funits`, {})
    expect(forgotten.headers.get('location')).toBe('/units?view=all')
    expect(await viewsOf(owner)).toEqual([])
  })

  test('a form without a name is shown again with what was typed', async () => {
    const reply = await member.client.form('/views/new?back=//evil.example', { ...view, name: '' })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('value="kind=group&amp;status=open"')
    expect(reply.text).not.toContain('href="//evil.example"')
  })

  test('offers the units to share with that one looks after', async () => {
    expect((await manager.client.get('/views/new')).text).toContain(chapterId)
    expect(await page('/views/new', manager)).not.toContain(`value="${tenantId}"`)
  })
})

describe('views.listPlacesToShare', () => {
  test('answers nothing to who looks after nothing', async () => {
    const { text } = await member.client.get<string>('/views/new')
    expect(text).not.toContain('sharedAt')
  })
})
