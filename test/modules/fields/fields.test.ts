import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import type { FieldReply, FilledFields } from '../../../src/modules/fields/contract.ts'
import { mostFields } from '../../../src/modules/fields/field.ts'
import { listFillable } from '../../../src/modules/fields/index.ts'
import type { ListShape } from '../../../src/platform/lists/shape.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Answer<Body> = Body & { code?: string; issues?: Array<{ pointer: string; code: string }> }

let portal: Portal
let tenantId: string
let unitId: string
let admin: MadePerson
let manager: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  unitId = await makeUnit(portal, tenantId)
  admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  member = await inUnit()
})
afterAll(() => portal.close())

async function inUnit(): Promise<MadePerson> {
  const person = await makePerson(portal, { tenantId })
  await person.client.call('POST', `/units/${unitId}/memberships`, {})
  return person
}

const keys = Array.from({ length: 200 }, (_none, index) => `field_${index}`)
const declare = (input: object, { client } = admin) =>
  client.call<Answer<FieldReply>>('POST', '/fields', {
    key: keys.pop(),
    type: 'text',
    label: { en: 'A field' },
    seenBy: 'person',
    editedBy: 'person',
    ...input,
  })
const declared = async (input: object) => {
  const { status, body } = await declare(input)
  expect({ status, body }).toMatchObject({ status: 201 })
  return body
}
const fill = (values: object, { client } = member) =>
  client.call<Answer<{ filled: number }>>('PUT', '/me/fields', { values })
const fillFor = (personId: string, values: object, { client } = manager) =>
  client.call<Answer<{ filled: number }>>('PUT', `/people/${personId}/fields`, { values })
const mine = async ({ client } = member) => (await client.call<FilledFields>('GET', '/me/fields')).body
const theirs = async (personId: string, { client } = manager) =>
  (await client.call<FilledFields>('GET', `/people/${personId}/fields`)).body
const archiveAll = async () => {
  const { body } = await admin.client.call<{ items: FieldReply[] }>('GET', '/fields')
  for (const { id } of body.items) await admin.client.call('POST', `/fields/${id}/archive`, {})
}

describe('declaring a field', () => {
  test('tells all that is wrong with it at once', async () => {
    const { status, body } = await declare({
      key: 'Not a key',
      type: 'choice',
      label: { en: '', uk: '  ' },
      isUnique: true,
      isSealed: true,
      seenBy: 'members',
      colour: 'red',
    })
    expect(status).toBe(422)
    expect(body.issues?.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/key', '/label/en', '/colour']),
    )
    const { body: rules } = await declare({
      type: 'choice',
      isUnique: true,
      isSealed: true,
      seenBy: 'members',
    })
    expect(rules.issues?.map(({ code }) => code).sort()).toEqual([
      'fields.error.noOptions',
      'fields.error.notUnique',
      'fields.error.sealedSeen',
    ])
    const { body: unseen } = await declare({ seenBy: 'staff', editedBy: 'person' })
    expect(unseen.issues).toMatchObject([{ pointer: '/editedBy', code: 'fields.error.unseenEdited' }])
    const { body: odd } = await declare({ options: [{ value: 's', label: { en: 'Small' } }] })
    expect(odd.issues).toMatchObject([{ code: 'fields.error.optionsOnly' }])
    const twice = { value: 's', label: { en: 'Small' } }
    const { body: same } = await declare({ type: 'choice', options: [twice, twice] })
    expect(same.issues).toMatchObject([{ code: 'fields.error.optionTwice' }])
  })

  test('fields.keyTaken: a key stands once, also twice at once', async () => {
    const replies = await Promise.all([declare({ key: 'same' }), declare({ key: 'same' })])
    expect(replies.map(({ body }) => body.code ?? 'made').sort()).toEqual(['fields.keyTaken', 'made'])
  })

  test('is for administrators', async () => {
    expect((await declare({}, manager)).status).toBe(403)
    expect((await manager.client.call('GET', '/fields')).status).toBe(403)
    expect((await member.client.get('/settings/fields')).status).toBe(403)
  })

  test('an option that is taken out stays where it was chosen, and is offered no more', async () => {
    await archiveAll()
    const options = [
      { value: 's', label: { en: 'Small', uk: 'Малий' } },
      { value: 'l', label: { en: 'Large' } },
    ]
    const field = await declared({ key: 'shirt', type: 'choice', options })
    await fill({ shirt: 's' })
    const { body } = await admin.client.call<FieldReply>('PATCH', `/fields/${field.id}`, {
      label: { en: 'Shirt' },
      seenBy: 'person',
      editedBy: 'person',
      options: [options[1]],
    })
    expect(body.options.map(({ value, isArchived }) => [value, isArchived])).toEqual([
      ['l', false],
      ['s', true],
    ])
    expect((await fill({ shirt: 's' })).status).toBe(200)
    expect((await fill({ shirt: 's' }, await inUnit())).body.issues).toMatchObject([
      { pointer: '/values/shirt', code: 'notOffered' },
    ])
    const none = await admin.client.call<Answer<FieldReply>>('PATCH', `/fields/${field.id}`, { options: [] })
    expect(none.body.issues).toMatchObject([{ code: 'fields.error.noOptions' }])
  })

  test('fields.archived: an archived field is not changed, and comes back with what was filled in', async () => {
    await archiveAll()
    const field = await declared({ key: 'kept' })
    await fill({ kept: 'still here' })
    await admin.client.call('POST', `/fields/${field.id}/archive`, {})
    expect((await mine()).fields).toEqual([])
    const change = { label: { en: 'Other' }, seenBy: 'person', editedBy: 'person' }
    expect((await admin.client.call('PATCH', `/fields/${field.id}`, change)).body).toMatchObject({
      status: 409,
      code: 'fields.archived',
    })
    expect((await fill({ kept: 'gone' })).body.issues).toMatchObject([{ pointer: '/values/kept' }])
    await admin.client.call('POST', `/fields/${field.id}/restore`, {})
    expect((await mine()).values).toEqual({ kept: 'still here' })
  })

  test('a change leaves all else as it is, and is judged with it', async () => {
    const field = await declared({
      help: { en: 'As on the card' },
      isRequired: true,
      seenBy: 'members',
      editedBy: 'person',
      position: 7,
    })
    const change = (said: object) =>
      admin.client.call<Answer<FieldReply>>('PATCH', `/fields/${field.id}`, said)
    const { body } = await change({ label: { en: 'Badge' } })
    expect(body).toEqual({ ...field, label: { v: 1, en: 'Badge' }, version: 2 })
    expect((await change({ help: null })).body.help).toBeNull()
    expect((await change({ seenBy: 'staff' })).body.issues).toMatchObject([
      { pointer: '/editedBy', code: 'fields.error.unseenEdited' },
    ])
  })

  test('what two people change at once answers 412 to the later one', async () => {
    const field = await declared({})
    const change = (label: string) =>
      admin.client.call('PATCH', `/fields/${field.id}`, { label: { en: label } }, { 'If-Match': '"1"' })
    expect((await change('First')).status).toBe(200)
    expect((await change('Second')).status).toBe(412)
  })

  test('in another association changes nothing here', async () => {
    const other = await makeAssociation(portal, 'Other', ['other.example.org'])
    const stranger = await makePerson(portal, { tenantId: other, roles: ['administrator'] })
    const field = await declared({})
    const { status } = await stranger.client.call(
      'POST',
      `/fields/${field.id}/archive`,
      {},
      { Host: 'other.example.org' },
    )
    expect([403, 404]).toContain(status)
  })
})

describe('values', () => {
  test.each([
    ['text', ' two  words ', 'two  words'],
    ['longText', 'a\nb', 'a\nb'],
    ['number', 12.5, 12.5],
    ['number', '12,5', 12.5],
    ['date', '2024-02-29', '2024-02-29'],
    ['boolean', false, false],
    ['boolean', 'true', true],
    ['email', 'ann@example.org', 'ann@example.org'],
    ['phone', '+380 44 123 45 67', '+380441234567'],
    ['link', 'https://example.org/a', 'https://example.org/a'],
    ['choice', 'a', 'a'],
    ['choices', ['b', 'a', 'b'], ['b', 'a']],
    ['choices', { a: 'true', b: 'false' }, ['a']],
  ])('of the type %s take %j', async (type, sent, kept) => {
    await archiveAll()
    const options = /choice/.test(type) ? ['a', 'b'].map((value) => ({ value, label: { en: value } })) : []
    const { key } = await declared({ type, options })
    const { status, body } = await fill({ [key]: sent })
    expect({ status, body }).toMatchObject({ status: 200, body: { filled: 1 } })
    expect((await mine()).values).toEqual({ [key]: kept })
    await fill({ [key]: '' })
    expect((await mine()).values).toEqual({ [key]: null })
  })

  test.each([
    ['text', 'x'.repeat(501)],
    ['text', 'a\u0007b'],
    ['text', 5],
    ['number', 'many'],
    ['number', '1e400'],
    ['date', '2023-02-29'],
    ['date', '0000-01-01'],
    ['boolean', 'perhaps'],
    ['email', 'ann at example'],
    ['phone', '12'],
    ['link', 'javascript:alert(1)'],
    ['choice', 'z'],
    ['choices', ['a', 'z']],
  ])('of the type %s refuse %j', async (type, sent) => {
    await archiveAll()
    const options = /choice/.test(type) ? [{ value: 'a', label: { en: 'A' } }] : []
    const { key } = await declared({ type, options })
    const { status, body } = await fill({ [key]: sent })
    expect(status).toBe(422)
    expect(body.issues).toMatchObject([{ pointer: `/values/${key}` }])
    expect((await mine()).values).toEqual({ [key]: null })
  })

  test('all that is wrong is said at once, and nothing is written where one is wrong', async () => {
    await archiveAll()
    const first = await declared({ isRequired: true })
    const second = await declared({ type: 'number' })
    const third = await declared({})
    const { body } = await fill({ [second.key]: 'x', [third.key]: 'fine', unknown: 1, __proto__: 2 })
    expect(body.issues?.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual(
      [
        `/values/${first.key} required`,
        `/values/${second.key} type.number`,
        '/values/unknown unknownField',
      ].sort(),
    )
    expect((await mine()).values[third.key]).toBeNull()
  })

  test('fields.valueTaken: of a unique field no value stands twice, however it is written', async () => {
    await archiveAll()
    const { key } = await declared({ key: 'licence', isUnique: true })
    expect((await fill({ [key]: 'AB 12' })).status).toBe(200)
    expect((await fill({ [key]: 'ab 12' })).status).toBe(200)
    const { status, body } = await fill({ [key]: ' Ab  12' }, await inUnit())
    expect([status, body.code]).toEqual([409, 'fields.valueTaken'])
    expect(body.issues).toMatchObject([{ pointer: '/values/licence', code: 'fields.error.valueTaken' }])
    await fill({ [key]: null })
    expect((await fill({ [key]: 'ab 12' }, await inUnit())).status).toBe(200)
  })

  test('of a unique field go to one of several who write at once', async () => {
    await archiveAll()
    const { key } = await declared({ isUnique: true, isSealed: true })
    const people = await Promise.all([inUnit(), inUnit(), inUnit()])
    const replies = await Promise.all(people.map((person) => fill({ [key]: 'the only one' }, person)))
    expect(replies.map(({ body }) => body.code ?? 'filled').sort()).toEqual([
      'fields.valueTaken',
      'fields.valueTaken',
      'filled',
    ])
  })

  test('that are sealed cannot be read in the database, the audit, lists or files', async () => {
    await archiveAll()
    const { key } = await declared({ key: 'tax_number', isSealed: true, isUnique: true })
    await fill({ [key]: 'secret-4711' })
    expect((await mine()).values).toEqual({ [key]: 'secret-4711' })
    expect((await theirs(member.personId)).values).toEqual({ [key]: 'secret-4711' })
    const { rows } = await portal.app.database.pool.query<{ text: string }>(
      `SELECT v::text AS text FROM field_values v UNION ALL SELECT e::text FROM audit_entries e`,
    )
    expect(rows.length).toBeGreaterThan(1)
    expect(
      rows.filter(
        ({ text }) =>
          text.includes('secret-4711') || text.includes(Buffer.from('secret-4711').toString('hex')),
      ),
    ).toEqual([])
    const list = await manager.client.call('GET', '/members')
    expect(list.text).not.toContain('tax_number')
    expect((await manager.client.download('/members.csv')).text).not.toContain('secret-4711')
    expect((await manager.client.call('GET', `/members?field_tax_number=secret-4711`)).status).toBe(422)
  })

  test('are in the audit under the key of the person they are about', async () => {
    await archiveAll()
    const { key } = await declared({})
    await fill({ [key]: 'private words' })
    const { rows } = await portal.app.database.pool.query<{ changes: string }>(
      `SELECT changes::text AS changes FROM audit_entries WHERE operation = 'fields.fillMyFields' ORDER BY occurred_at DESC, id DESC LIMIT 1`,
    )
    expect(rows[0]?.changes).toContain(member.personId)
    expect(rows[0]?.changes).not.toContain('private words')
  })
})

describe('who sees and changes what', () => {
  const shownToMembers = ({ personId }: MadePerson) =>
    portal.app.database.pool.query("UPDATE persons SET shown_to = 'members' WHERE id = $1", [personId])

  test('persons see what is theirs to see, staff everything, members what is for all', async () => {
    await archiveAll()
    await declared({ key: 'for_staff', seenBy: 'staff', editedBy: 'staff' })
    await declared({ key: 'for_both', seenBy: 'person', editedBy: 'staff' })
    await declared({ key: 'for_all', seenBy: 'members', editedBy: 'person' })
    const keys = ({ fields }: FilledFields) =>
      fields.map(({ key, isEditable }) => `${key}${isEditable ? '*' : ''}`)
    expect(keys(await mine())).toEqual(['for_all*', 'for_both'])
    expect(keys(await theirs(member.personId))).toEqual(['for_all*', 'for_both*', 'for_staff*'])
    await shownToMembers(member)
    expect(keys(await theirs(member.personId, await inUnit()))).toEqual(['for_all'])
    expect((await fillFor(member.personId, { for_staff: 'a', for_both: 'b' })).status).toBe(200)
    expect((await mine()).values).toEqual({ for_all: null, for_both: 'b' })
    expect((await fill({ for_both: 'mine' })).body.issues).toMatchObject([{ code: 'unknownField' }])
    expect((await fill({ for_all: 'x' })).status).toBe(200)
    expect((await theirs(member.personId)).values.for_both).toBe('b')
  })

  test('of whoever is not shown to members, these learn not even the name', async () => {
    const hidden = await makePerson(portal, { tenantId })
    const fellow = await makePerson(portal, { tenantId })
    const seen = () => fellow.client.call('GET', `/people/${hidden.personId}/fields`)
    expect((await seen()).status).toBe(404)
    await shownToMembers(hidden)
    expect((await seen()).status).toBe(200)
    expect((await hidden.client.call('GET', '/me/fields')).status).toBe(200)
    expect((await theirs(hidden.personId)).personId).toBe(hidden.personId)
  })

  test('nobody fills in the fields of people whom they do not look after', async () => {
    const outsider = await makePerson(portal, { tenantId })
    for (const person of [outsider, member]) await shownToMembers(person)
    expect((await fillFor(outsider.personId, {})).status).toBe(403)
    expect((await fillFor(member.personId, {}, outsider)).status).toBe(403)
    const other = await makeAssociation(portal, 'Third', ['third.example.org'])
    const stranger = await makePerson(portal, { tenantId: other })
    expect((await fillFor(stranger.personId, {}, admin)).status).toBe(404)
  })
})

describe('fields.listFillable', () => {
  test('is for those who look after people', async () => {
    const { runner, callerFor } = { runner: portal.app.runner, callerFor: portal.app.callerFor }
    await archiveAll()
    const field = await declared({})
    const { items } = await runner.ask(listFillable, {}, portal.app.asSystem('test', tenantId))
    expect(items.map(({ key }) => key)).toEqual([field.key])
    await expect(
      runner.ask(listFillable, {}, callerFor({ kind: 'visitor', tenantId })),
    ).rejects.toMatchObject({ status: 401 })
    const { body } = await admin.client.call<FieldReply>('GET', `/fields/${field.id}`)
    expect(body).toMatchObject({ id: field.id, key: field.key })
  })
})

describe('in the list of members', () => {
  test('fields are columns, filters, orders and cells of the file', async () => {
    await archiveAll()
    const label = { en: 'Shirt', uk: 'Футболка' }
    await declared({
      key: 'size',
      label,
      type: 'choices',
      options: [
        { value: 's', label: { en: 'Small', uk: 'Малий' } },
        { value: 'l', label: { en: 'Large' } },
      ],
    })
    await declared({ key: 'age', label: { en: 'Age' }, type: 'number' })
    await declared({ key: 'note', label: { en: 'Note' } })
    await declared({ key: 'born', label: { en: 'Born' }, type: 'date' })
    await declared({ key: 'driver', label: { en: 'Driver' }, type: 'boolean' })
    const place = await makeUnit(portal, tenantId, unitId, 'List')
    const people = [
      { size: ['s', 'l'], age: 30, note: '=1+1', born: '1994-05-06', driver: true },
      { size: ['l'], age: 9, note: 'plain', driver: false },
      {},
    ]
    for (const values of people) {
      const person = await makePerson(portal, { tenantId })
      await person.client.call('POST', `/units/${place}/memberships`, {})
      expect((await fill(values, person)).status).toBe(200)
    }
    type Page = { items: Array<Record<string, unknown>>; nextCursor: string | null }
    const list = async (query: string) =>
      (await manager.client.call<Answer<Page>>('GET', `/members?within=${place}&${query}`)).body
    const ages = async (query: string) => (await list(query)).items.map(({ field_age }) => field_age)
    expect(await ages('sort=field_age')).toEqual([9, 30, null])
    expect(await ages('sort=-field_age')).toEqual([30, 9, null])
    expect(await ages('field_size=s')).toEqual([30])
    expect(await ages('field_size=s&field_size=l&sort=field_age')).toEqual([9, 30])
    expect(await ages('field_ageFrom=10')).toEqual([30])
    expect(await ages('field_note=PLA')).toEqual([9])
    expect(await ages('field_bornUntil=1994-05-06')).toEqual([30])
    expect(await ages('field_driver=false')).toEqual([9])
    const first = await list('sort=field_age&limit=1')
    expect((await list(`sort=field_age&limit=5&cursor=${first.nextCursor}`)).items).toHaveLength(2)
    expect((await list('field_age=1')).issues).toMatchObject([{ pointer: '/field_age' }])
    expect((await list('sort=field_colour')).issues).toMatchObject([{ pointer: '/sort' }])
    expect((await list('field_size=xxl')).issues).toMatchObject([{ pointer: '/field_size/0' }])
    const { text: file } = await manager.client.download(`/members.csv?within=${place}&sort=field_age`)
    const [head = [], ...rows] = parse(file) as string[][]
    const column = (name: string) => rows.map((cells) => cells[head.indexOf(name)])
    expect(column('Shirt')).toEqual(['Large', 'Small, Large', ''])
    expect(column('Note')).toEqual(['plain', "'=1+1", ''])
    const { text } = await manager.client.get<string>(
      `/members?within=${place}&columns=field_size&field_size=s&field_note=1`,
    )
    expect(text).toContain('Small, Large')
    expect(text).toMatch(/Shirt: <b translate="(no|false)">Small<\/b>/)
  })

  test('the description of the API says how they are asked, and a program that follows it finds them', async () => {
    await archiveAll()
    await declared({
      key: 'glove',
      label: { en: 'Shirt', uk: 'Футболка' },
      type: 'choices',
      options: [{ value: 's', label: { en: 'Small' } }],
    })
    await declared({ key: 'years', label: { en: 'Age' }, type: 'number', position: 101 })
    await declared({ key: 'trucker', label: { en: 'Drives' }, type: 'boolean', position: 102 })
    await declared({ key: 'hidden', label: { en: 'Secret' }, isSealed: true })
    interface Parameter {
      name: string
      style?: string
      explode?: boolean
      description?: string
      schema: { patternProperties?: Record<string, object>; examples?: string[] }
    }
    interface Description {
      paths: Record<string, Record<string, { parameters: Parameter[]; responses: object }>>
    }
    const { body: description } = await manager.client.get<Description>('/api/openapi.json')
    const { body: shape } = await manager.client.call<ListShape>('GET', '/members/columns')
    const asked = shape.filters.filter(({ key }) => key.startsWith('field_'))
    expect(asked).toEqual([
      {
        key: 'field_glove',
        label: null,
        text: 'Shirt',
        type: 'choice',
        options: [{ value: 's', text: 'Small' }],
        parameters: ['field_glove'],
      },
      {
        key: 'field_years',
        label: null,
        text: 'Age',
        type: 'numbers',
        options: null,
        parameters: ['field_yearsFrom', 'field_yearsUntil'],
      },
      {
        key: 'field_trucker',
        label: null,
        text: 'Drives',
        type: 'flag',
        options: null,
        parameters: ['field_trucker'],
      },
    ])
    expect(shape.columns.find(({ key }) => key === 'field_years')).toMatchObject({
      type: 'number',
      sortable: true,
    })
    expect(shape.sorts).toEqual(expect.arrayContaining(['name', '-field_years']))
    for (const path of ['/members', '/members.csv']) {
      const parameters = description.paths[path]?.get?.parameters ?? []
      const fields = parameters.find(({ name }) => name === 'fields')
      expect(fields).toMatchObject({ style: 'form', explode: true })
      expect(fields?.description).toContain('GET /members/columns')
      const [pattern = ''] = Object.keys(fields?.schema.patternProperties ?? {})
      const named = new Set(parameters.map(({ name }) => name))
      // Whatever the list understands is described: by its name, or by the pattern.
      for (const { parameters: names } of shape.filters)
        for (const name of names)
          expect([name, named.has(name) || new RegExp(pattern).test(name)]).toEqual([name, true])
      expect(new RegExp(pattern).test('colour')).toBe(false)
      expect(parameters.find(({ name }) => name === 'sort')?.schema.examples).toContain('name')
    }
    expect(Object.keys(description.paths)).toContain('/members/columns')
    expect(JSON.stringify(description.paths['/members']?.get?.responses)).toContain('^field_')
    const found = await manager.client.call(
      'GET',
      '/members?field_glove=s&field_yearsFrom=1&field_trucker=true',
    )
    expect(found.status).toBe(200)
    const unknown = await manager.client.call<Answer<object>>('GET', '/members?field_colour=red')
    expect([unknown.status, unknown.body.issues]).toMatchObject([422, [{ pointer: '/field_colour' }]])
    expect((await member.client.call('GET', '/members/columns')).status).toBe(403)
  })

  test('numbers of every size have their place in an order, and show all their digits', async () => {
    await archiveAll()
    await declared({ key: 'dose', label: { en: 'Dose' }, type: 'number' })
    const place = await makeUnit(portal, tenantId, unitId, 'Doses')
    const doses = [0.00001, 1234.56789, 1e15]
    for (const dose of doses) {
      const person = await makePerson(portal, { tenantId })
      await person.client.call('POST', `/units/${place}/memberships`, {})
      expect((await fill({ dose }, person)).status).toBe(200)
    }
    const address = `/members?within=${place}&sort=field_dose&limit=1`
    const seen: unknown[] = []
    for (let cursor = ''; seen.length < 4; ) {
      type Page = { items: Array<Record<string, unknown>>; nextCursor: string | null }
      const { status, body } = await manager.client.call<Page>('GET', `${address}${cursor}`)
      expect(status).toBe(200)
      seen.push(...body.items.map(({ field_dose }) => field_dose))
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    expect(seen).toEqual(doses)
    const { text } = await manager.client.get<string>(`/members?within=${place}&columns=field_dose`)
    for (const shown of ['0.00001', '1,234.56789']) expect(text).toContain(shown)
  })

  test('long texts are shown and searched, but no order: their place would not fit into an address', async () => {
    await archiveAll()
    await declared({ key: 'story', label: { en: 'Story' }, type: 'longText' })
    const person = await inUnit()
    await fill({ story: `Once ${'upon a time '.repeat(400)}` }, person)
    const found = await manager.client.call<{ items: unknown[] }>('GET', '/members?field_story=once')
    expect(found.body.items).toHaveLength(1)
    const sorted = await manager.client.call<Answer<object>>('GET', '/members?sort=field_story')
    expect(sorted.body.issues).toMatchObject([{ pointer: '/sort' }])
  })

  test('yes and no ticked together ask for either of them', async () => {
    await archiveAll()
    await declared({ key: 'drives', label: { en: 'Drives' }, type: 'boolean' })
    const place = await makeUnit(portal, tenantId, unitId, 'Drivers')
    for (const values of [{ drives: true }, { drives: false }, {}]) {
      const person = await makePerson(portal, { tenantId })
      await person.client.call('POST', `/units/${place}/memberships`, {})
      await fill(values, person)
    }
    const { text } = await manager.client.get<string>(
      `/members?within=${place}&field_drives=true&field_drives=false`,
    )
    expect(text).toContain('2 results')
    expect(text).toContain(`href="/members?within=${place}&amp;field_drives=false"`)
  })

  test('acts on all that match understand fields', async () => {
    await archiveAll()
    await declared({ key: 'leaves', type: 'boolean' })
    const person = await inUnit()
    await fill({ leaves: true }, person)
    const { body } = await manager.client.call('POST', '/members/end', {
      all: true,
      match: 'field_leaves=true',
    })
    expect(body).toEqual({ done: 1, refused: [] })
  })
})

describe('by forms', () => {
  test('an administrator adds, changes, archives and brings back a field', async () => {
    await archiveAll()
    const { text: empty } = await admin.client.get<string>('/settings/fields/new')
    expect(empty).toContain('name="label.uk"')
    const form = {
      'label.en': 'Helmet',
      'label.uk': 'Каска',
      'help.en': '',
      key: 'helmet',
      type: 'choice',
      'options.0.value': 'y',
      'options.0.label.en': 'Yellow',
      'options.0.label.uk': '',
      'options.1.value': '',
      'options.1.label.en': '',
      seenBy: 'person',
      editedBy: 'person',
      position: '5',
    }
    const wrong = await admin.client.form('/settings/fields/new', { ...form, key: '' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="Каска"')
    expect(wrong.text).toContain('href="#form-key"')
    const unnamed = await admin.client.form('/settings/fields/new', {
      ...form,
      'label.en': '',
      'label.uk': '',
    })
    expect(unnamed.text).toContain('href="#form-label-en"')
    expect(unnamed.text).toContain('id="form-label-en"')
    const choice = { ...form, type: 'choice', 'options.0.value': '', 'options.0.label.en': '' }
    const optionless = await admin.client.form('/settings/fields/new', choice)
    expect(optionless.text).toMatch(/<fieldset class="fieldset" id="form-options"[\s\S]*form-options-error/)
    expect(optionless.text).toContain('href="#form-options"')
    const added = await admin.client.form('/settings/fields/new', form)
    expect([added.status, added.headers.get('location')]).toEqual([303, '/settings/fields'])
    const [field] = (await mine()).fields
    expect(field).toMatchObject({ key: 'helmet', help: null, label: { v: 1, en: 'Helmet', uk: 'Каска' } })
    const { text } = await admin.client.get<string>(`/settings/fields/${field?.id}`)
    expect(text).toContain('value="Yellow"')
    const changed = await admin.client.form(`/settings/fields/${field?.id}`, {
      ...Object.fromEntries(Object.entries(form).filter(([name]) => name !== 'key' && name !== 'type')),
      'label.en': 'Hard hat',
      _version: '1',
    })
    expect(changed.status).toBe(303)
    await admin.client.form(`/settings/fields/${field?.id}/archive`, {})
    expect((await admin.client.get<string>('/settings/fields')).text).toContain('Hard hat')
    expect((await mine()).fields).toEqual([])
    await admin.client.form(`/settings/fields/${field?.id}/restore`, {})
    expect((await mine()).fields).toHaveLength(1)
  })

  test('a person fills in the own fields, and what was typed wrong is shown again', async () => {
    await archiveAll()
    await declared({ key: 'hats', label: { en: 'Hats' }, type: 'number' })
    await declared({
      key: 'days',
      type: 'choices',
      options: ['mon', 'tue', 'wed'].map((value) => ({ value, label: { en: value } })),
    })
    const wrong = await member.client.form('/profile/fields', { 'values.hats': 'many' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="many"')
    expect(wrong.text).toMatch(/<a href="#form-values-hats">Hats: [^<]+<\/a>/)
    expect(wrong.text).toContain('id="form-values-hats"')
    const theirs = await manager.client.form(`/people/${member.personId}/fields`, { 'values.days': 'sun' })
    // One of several ticks is wrong: the link leads to the first of them.
    expect(theirs.text).toMatch(/<a href="#form-values-days">/)
    expect(theirs.text).toContain('id="form-values-days"')
    const reply = await member.client.send(
      'POST',
      '/profile/fields',
      'values.hats=3&values.days=mon&values.days=wed',
      { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html', Origin: portal.url },
    )
    expect(reply.status).toBe(303)
    expect((await mine()).values).toEqual({ hats: 3, days: ['mon', 'wed'] })
    expect((await member.client.get<string>('/profile/fields')).text).toContain('value="3"')
    const { text } = await manager.client.get<string>(`/people/${member.personId}/fields`)
    expect(text).toContain('value="3"')
    const staff = await manager.client.form(`/people/${member.personId}/fields`, { 'values.hats': '4' })
    expect(staff.status).toBe(303)
    expect((await mine()).values).toEqual({ hats: 4, days: ['mon', 'wed'] })
    // As the page sends it where no box is ticked.
    await manager.client.form(`/people/${member.personId}/fields`, { 'values.hats': '4', 'values.days': '' })
    expect((await mine()).values).toEqual({ hats: 4, days: null })
    expect((await member.client.get(`/people/${manager.personId}/fields`)).status).toBe(403)
  })
})

test('fields.tooMany: there are only so many', async () => {
  const other = await makeAssociation(portal, 'Many', ['many.example.org'])
  await portal.app.database.pool.query(
    `INSERT INTO field_definitions (id, tenant_id, fields_on, key, type, label, is_required, is_sealed, is_unique, seen_by,
       edited_by, position, created_at, updated_at)
     SELECT gen_random_uuid(), $1, 'person', 'f' || n, 'text', '{"v":1,"en":"F"}', false, false, false, 'staff', 'staff', n,
       now(), now() FROM generate_series(1, $2) n`,
    [tenantId, mostFields],
  )
  expect(other).toBeDefined()
  expect((await declare({})).body).toMatchObject({ status: 409, code: 'fields.tooMany' })
})

test('a translated text is read in the reader’s language, else in that of the installation, else in any', () => {
  expect(textIn({ v: 1, en: 'Shirt', uk: 'Футболка' }, 'uk-UA')).toBe('Футболка')
  expect(textIn({ v: 1, en: 'Shirt', uk: 'Футболка' }, 'ta')).toBe('Shirt')
  expect(textIn({ v: 1, ta: 'சட்டை' }, 'uk')).toBe('சட்டை')
  expect(textIn({ v: 1 }, 'uk')).toBe('')
})
