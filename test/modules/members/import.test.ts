import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { importPersons } from '../../../jobs/members/import-persons.ts'
import { checkPersonValues } from '../../../src/modules/fields/index.ts'
import { authentication } from '../../../src/modules/identity/index.ts'
import type { ImportPreview, ImportReference, Known } from '../../../src/modules/members/contract.ts'
import { mostRows } from '../../../src/modules/members/import/person-table.ts'
import { importPeople } from '../../../src/modules/members/index.ts'
import { findAlike } from '../../../src/modules/people/index.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../../src/platform/jobs/job-writer.ts'
import { auditEntries } from '../../factories/audit.ts'
import { makeImport } from '../../factories/members.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Answer<Body> = Body & { code?: string; issues?: Array<{ pointer: string; code: string }> }

let portal: Portal
let tenantId: string
let unitId: string
let besideId: string
let admin: MadePerson
let manager: MadePerson
let beside: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  unitId = await makeUnit(portal, tenantId, tenantId, 'Chapter')
  besideId = await makeUnit(portal, tenantId, tenantId, 'Beside')
  admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  beside = await makePerson(portal, { tenantId, at: [{ unitId: besideId, role: 'manager' }] })
  const fields = [
    { key: 'card', type: 'text', label: { en: 'Card number', uk: 'Номер картки' }, isUnique: true },
    { key: 'health', type: 'text', label: { en: 'Health' }, isSealed: true },
    {
      key: 'size',
      type: 'choice',
      label: { en: 'Shirt' },
      options: [
        { value: 's', label: { en: 'Small', uk: 'Мала' } },
        { value: 'm', label: { en: 'Medium' } },
      ],
    },
  ]
  for (const field of fields) {
    const { status, body } = await admin.client.call('POST', '/fields', { seenBy: 'person', ...field })
    expect({ status, body }).toMatchObject({ status: 201 })
  }
})
afterAll(() => portal.close())

async function send(content: string | Uint8Array<ArrayBuffer>, at = unitId, { client } = manager) {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const reply = await fetch(`${portal.url}/api/v1/members/import/${at}`, {
    method: 'POST',
    body: content,
    headers: { 'Content-Type': 'text/csv', Cookie: cookie },
  })
  return { status: reply.status, body: (await reply.json()) as Answer<ImportReference> & { detail?: string } }
}

async function sent(content: string): Promise<ImportReference> {
  const { status, body } = await send(content)
  expect({ status, body }).toMatchObject({ status: 201 })
  return body
}

const columnsQuery = (columns: readonly string[]) =>
  columns.map((column, index) => `&columns.${index}=${encodeURIComponent(column)}`).join('')
const preview = async (
  { unitId: at, fileId, ticket }: ImportReference,
  columns: readonly string[] = [],
  { client } = manager,
) =>
  client.call<Answer<ImportPreview>>(
    'GET',
    `/members/import/${at}/${fileId}?ticket=${ticket}${columnsQuery(columns)}`,
  )
const start = (
  { unitId: at, fileId, ticket }: ImportReference,
  columns: readonly string[],
  by = manager,
  how: { known?: Known; mode?: 'all' | 'good' } = {},
) =>
  by.client.call<Answer<{ taskId: string }>>('POST', `/members/import/${at}/${fileId}/start`, {
    ticket,
    columns,
    ...how,
  })

/** Hands in, takes the columns as they are guessed, brings in. */
async function bringIn(content: string): Promise<{ taskId: string; preview: ImportPreview }> {
  const reference = await sent(content)
  const { body } = await preview(reference)
  const { status, body: started } = await start(
    reference,
    body.columns.map(({ standsFor }) => standsFor),
  )
  expect({ status, started }).toMatchObject({ status: 202 })
  await portal.runJobs()
  return { taskId: started.taskId, preview: body }
}

const found = async (name: string) =>
  (
    await manager.client.call<{
      items: Array<{ personId: string; name: string; unitId: string; hasAccount: boolean }>
    }>('GET', `/members?limit=100&search=${encodeURIComponent(name)}`)
  ).body.items
const refusedRows = async (taskId: string) => {
  const { rows } = await portal.app.database.pool.query<{ key: string | null; state: string }>(
    'SELECT result_file_id AS key, state FROM tasks WHERE id = $1',
    [taskId],
  )
  const [task] = rows
  expect(task?.state).toBe('done')
  if (!task?.key) return []
  const pieces: Buffer[] = []
  for await (const piece of await portal.app.services.storage.read(task.key)) pieces.push(piece as Buffer)
  return parse(Buffer.concat(pieces), { bom: true, relax_column_count: true })
}

describe('a file of people', () => {
  test('makes members without accounts, with what the association asks of them', async () => {
    const { taskId, preview: told } = await bringIn(
      '\ufeffІм’я;Прізвище;По батькові;Телефон;Номер картки;Health;Shirt;Notes\r\n' +
        'Олена;Гнатюк;Іванівна;+380 44 123 45 67;C-1;"nuts; milk";Мала;x\r\n' +
        'Ірина;Ґалаґан;;;C-2;;m;\r\n',
    )
    expect(told).toMatchObject({ unitName: 'Chapter', ready: 2, refused: 0 })
    expect(told.columns.map(({ standsFor }) => standsFor)).toEqual([
      'givenName',
      'familyName',
      'patronymic',
      'phone',
      'field:card',
      'field:health',
      'field:size',
      '-',
    ])
    expect(await refusedRows(taskId)).toEqual([])
    const [olena] = await found('Олена')
    expect(olena).toMatchObject({ name: 'Олена Гнатюк', unitId, hasAccount: false })
    const { body: profile } = await manager.client.call('GET', `/people/${olena?.personId}`)
    expect(profile).toMatchObject({ patronymic: 'Іванівна', phone: '+380 44 123 45 67' })
    const { body: fields } = await manager.client.call('GET', `/people/${olena?.personId}/fields`)
    expect(fields).toMatchObject({ values: { card: 'C-1', health: 'nuts; milk', size: 's' } })
  })

  test('is told row by row what is wrong with it, before and after', async () => {
    await bringIn('Given name,Family name,Phone,Card number\nKnown,One,+1 202 555 0100,K-1\nKnown,Two,,K-2\n')
    const file =
      'Given name\tFamily name\tPhone\tCard number\tShirt\n' +
      'Good\tRow\t\tK-3\tSmall\n' +
      '\t\t+1 202 555 0101\t\t\n' +
      'Bad\tPhone\tcall me\t\t\n' +
      'Bad\tShirt\t\t\thuge\n' +
      'Taken\tCard\t\tk-1\t\n' +
      'known\tone\t+12025550100\t\t\n' +
      'Known\tTwo\t\t\t\n' +
      'Good\tRow\t\t\t\n' +
      'Too\tWide\t\t\t\tmore\n'
    const { taskId, preview: told } = await bringIn(file)
    const issues = Object.fromEntries(
      told.rows.map((row) => [row.row, row.issues.map(({ column, code }) => [column, code])]),
    )
    expect(issues).toEqual({
      2: [],
      3: [['givenName', 'people.error.nameless']],
      4: [['phone', 'people.error.phone']],
      5: [['field:size', 'notOffered']],
      6: [['field:card', 'fields.error.valueTaken']],
      7: [[null, 'people.error.alreadyThere']],
      8: [[null, 'people.error.alreadyThere']],
      9: [[null, 'members.error.importRepeated']],
      10: [[null, 'members.error.importTooWide']],
    })
    expect(told).toMatchObject({ ready: 1, refused: 8 })
    const [headings, ...refused] = await refusedRows(taskId)
    expect(headings).toEqual(['Row', 'Reason', 'Given name', 'Family name', 'Phone', 'Card number', 'Shirt'])
    expect(refused.map(([row]) => row)).toEqual(['3', '4', '5', '6', '7', '8', '9', '10'])
    expect(refused[2]?.[1]).toMatch(/^Shirt: /)
    expect(await found('Good Row')).toHaveLength(1)
    expect(await found('Bad')).toEqual([])
  })

  test('that is brought in twice brings in nobody twice', async () => {
    const file = 'Given name,Family name\nTwice,Told\n'
    const reference = await sent(file)
    const tasks: string[] = []
    for (const _time of [1, 2]) {
      tasks.push((await start(reference, ['givenName', 'familyName'])).body.taskId)
      await portal.runJobs()
    }
    expect(await found('Twice Told')).toHaveLength(1)
    const [first, second] = await Promise.all(
      tasks.map(async (taskId) => (await manager.client.call('GET', `/tasks/${taskId}`)).body),
    )
    expect(first).toMatchObject({ state: 'done', cameToNothing: false })
    expect(second).toMatchObject({
      state: 'done',
      cameToNothing: true,
      summary: { text: 'Nobody was brought in: the only row was refused. The file says why.' },
    })
    // Nobody reads that all is done.
    const page = (await manager.client.get(`/tasks/${tasks[1]}`)).text
    expect(page).toContain('<title>Nothing came of it: Bring in people')
    expect(page).not.toContain('tone-success')
  })

  test('matches on the e-mail address: of an account, of an entry, of a row before', async () => {
    const { body } = await preview(
      await sent(
        `given name,e-mail\nAnew,${admin.email.toUpperCase()}\nBnew,b.new@example.org\nCnew,B.NEW@example.org\nDnew,no address\n`,
      ),
    )
    expect(
      body.rows.flatMap(({ name, issues }) => issues.map(({ column, code }) => [name, column, code])),
    ).toEqual([
      ['Anew', null, 'people.error.emailAlreadyThere'],
      ['Cnew', null, 'members.error.importRepeated'],
      ['Dnew', 'email', 'format.email'],
    ])
  })

  test('matches on the phone that somebody signs in with, whatever they are called, but of nobody elsewhere', async () => {
    const other = await makePerson(portal, { tenantId: await makeAssociation(portal, 'Another') })
    const signIn = (accountId: string, phone: string) =>
      portal.app.database.pool.query('UPDATE accounts SET phone = $1 WHERE id = $2', [phone, accountId])
    await signIn(admin.accountId, '+380671112233')
    await signIn(other.accountId, '+380671112244')
    const { taskId, preview: told } = await bringIn(
      'Given name,Phone\nPhoned,067 111 22 33\nCalled,+380 (67) 111-22-33\nFaraway,+380671112244\n',
    )
    expect(told.rows.map(({ name, issues }) => [name, issues.map(({ code }) => code)])).toEqual([
      ['Phoned', ['people.error.phoneAlreadyThere']],
      ['Called', ['people.error.phoneAlreadyThere']],
      ['Faraway', []],
    ])
    const [, ...refused] = await refusedRows(taskId)
    const words = 'Somebody who signs in with this phone is in the association already.'
    expect(refused.map(([row, reason]) => [row, reason])).toEqual([
      ['2', words],
      ['3', words],
    ])
  })

  test.each([
    ['Name,Given name,Family name,Patronymic', ['-', 'givenName', 'familyName', 'patronymic']],
    ['Name,Phone', ['-', 'phone']],
    ['Ім’я,Власне ім’я,Прізвище', ['-', 'givenName', 'familyName']],
    ['Ім’я,Прізвище', ['givenName', 'familyName']],
    ['Ім’я,Телефон', ['-', 'phone']],
  ])('takes no whole name for the given one: %s', async (headings, columns) => {
    const { body } = await preview(await sent(`${headings}\na,b,c,d\n`))
    expect(body.columns.map(({ standsFor }) => standsFor)).toEqual(columns)
  })

  test('that is refused says why as it did before', async () => {
    await bringIn('Given name,e-mail\nEarlier,earlier@example.org\n')
    const { taskId, preview: told } = await bringIn(
      'Given name,e-mail,Card number,Shirt\n' +
        'Firstsame,same@example.org,S-1,\n' +
        'Secondsame,Same@example.org,s-1,\n' +
        'Otherwise,EARLIER@example.org,S-2,huge\n',
    )
    const [, ...refused] = await refusedRows(taskId)
    const said = (row: number) =>
      told.rows
        .find((each) => each.row === row)
        ?.issues.map(({ column, text }) =>
          column === null ? text : `${column === 'field:card' ? 'Card number' : 'Shirt'}: ${text}`,
        )
        .join(' ')
    expect(refused.map(([row, reason]) => [row, reason])).toEqual([
      ['3', said(3)],
      ['4', said(4)],
    ])
    expect(said(3)).toBe(
      'Card number: Somebody else has this already. Row 2 of the file says the same person.',
    )
    expect(said(4)).toContain('Somebody with this e-mail address is in the association already.')
  })

  test('is judged by the rooms whose people and fields they are', async () => {
    await bringIn('Given name,e-mail,Card number\nJudged,judged@example.org,J-1\n')
    const as = portal.app.asSystem('test', tenantId)
    const { runner } = portal.app
    const person = { givenName: 'Another', familyName: null, phone: null, email: 'Judged@example.org' }
    expect(await runner.ask(findAlike, { people: [{ unitId, ...person }] }, as)).toEqual({
      known: [{ place: 0, code: 'people.error.emailAlreadyThere', personId: expect.any(String) }],
    })
    expect(await runner.ask(checkPersonValues, { people: [{ card: 'J-2' }, { card: 'j-1' }] }, as)).toEqual({
      issues: [[], [{ pointer: '/values/card', code: 'fields.error.valueTaken' }]],
    })
  })

  test('stands in the audit as the deed of who started it, with their role and whom it made', async () => {
    await bringIn('Given name,Phone,Card number\nAudited,+380 50 765 43 21,A-1\n')
    const [entry] = await auditEntries(portal, { operation: 'members.importPeople' })
    const [{ id: grantId } = { id: '' }] = (
      await portal.app.database.pool.query<{ id: string }>(
        `SELECT id FROM grants WHERE person_id = $1 AND role = 'manager'`,
        [manager.personId],
      )
    ).rows
    const [person] = await found('Audited')
    expect(entry).toMatchObject({
      actor_kind: 'account',
      account_id: manager.accountId,
      person_id: manager.personId,
      role: 'manager',
      grant_id: grantId,
      outcome: 'done',
      changes: [
        {
          type: 'person',
          id: person?.personId,
          before: null,
          after: { unitId },
          values: { after: { givenName: 'Audited', phone: '+380 50 765 43 21' } },
        },
      ],
    })
    expect(entry?.changes[0]?.personal?.key).toBe(person?.personId)
    const [part] = await auditEntries(portal, { operation: 'people.addPeople' })
    expect(part).toMatchObject({ actor_kind: 'system', on_behalf_of: manager.accountId })
    const [filled] = await auditEntries(portal, { operation: 'fields.fillFieldsInUnit' })
    expect(filled).toMatchObject({ actor_kind: 'account', role: 'manager', grant_id: grantId })
  })

  test('whose starter loses the right brings in nobody from then on, and says so', async () => {
    const other = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
    const { body: reference } = await send('Given name\nUnwanted\n', unitId, other)
    const { body } = await start(reference, ['givenName'], other)
    await portal.app.database.pool.query(`DELETE FROM grants WHERE person_id = $1 AND role = 'manager'`, [
      other.personId,
    ])
    await portal.runJobs()
    expect((await refusedRows(body.taskId)).slice(1)).toMatchObject([['2', expect.any(String), 'Unwanted']])
    expect(await found('Unwanted')).toEqual([])
  })

  test('that is cancelled after its run died says how many came in, and hands out who was refused', async () => {
    const reference = await sent(`Given name,Phone\nWrong,call me\n${'Left,\n'.repeat(70)}`)
    const { body } = await start(reference, ['givenName', 'phone'])
    const { pool } = portal.app.database
    const key = randomUUID()
    await portal.app.services.storage.put(key, Buffer.from('Row,Reason\n2,why\n'))
    await pool.query(
      `UPDATE tasks SET attempts = 1, done = 50, total = 71, checkpoint = '{"done":50,"refused":1}', parts = $2 WHERE id = $1`,
      [body.taskId, [key]],
    )
    await manager.client.call('POST', `/tasks/${body.taskId}/cancel`)
    await portal.runJobs()
    const { body: task } = await manager.client.call('GET', `/tasks/${body.taskId}`)
    expect(task).toMatchObject({
      state: 'cancelled',
      done: 50,
      total: 71,
      result: { fileName: 'refused-rows.csv' },
      summary: { message: 'members.import.came', values: { added: 49, refused: 1 } },
    })
    expect((await manager.client.download(`/tasks/${body.taskId}/result`)).text).toContain('2,why')
    expect(await found('Left')).toEqual([])
  })

  test('adds people whole or not at all, and the audit tells of each', async () => {
    const importId = await makeImport(portal, { tenantId, unitId })
    const rest = { familyName: null, patronymic: null, nativeName: null, phone: null, email: null }
    const add = (names: string[], size: string, at = unitId) =>
      portal.app.runner.call(
        importPeople,
        {
          importId,
          rows: names.map((givenName, row) => ({
            row,
            unitId: at,
            person: { givenName, ...rest },
            values: { size },
          })),
          locale: 'en',
          timeZone: 'UTC',
        },
        portal.app.asSystem('test', tenantId),
      )
    const entriesOf = async (operation: string) =>
      (await portal.app.database.pool.query('SELECT 1 FROM audit_entries WHERE operation = $1', [operation]))
        .rowCount ?? 0
    const parts = ['people.addPeople', 'units.addMembers', 'fields.fillFieldsInUnit']
    const entries = () => Promise.all(parts.map(entriesOf))
    await expect(add(['Half'], 'huge')).rejects.toThrow('request.invalid')
    await expect(add(['Half', 'half'], 's')).rejects.toThrow('people.alreadyThere')
    await expect(add(['Half'], 's', besideId)).rejects.toThrow('request.notFound')
    expect(await found('Half')).toEqual([])
    const before = await entries()
    expect(await add(['Whole', 'Hole'], 's')).toEqual({ added: 2, changed: 0, same: 0 })
    expect(await entries()).toEqual(before.map((count) => count + 1))
    // A run that died is repeated: whoever came in then is left alone.
    expect(await add(['Whole', 'Hole', 'Third'], 's')).toEqual({ added: 1, changed: 0, same: 0 })
    expect(await found('Whole')).toHaveLength(1)
  })

  test('holds no formula on its way back', async () => {
    const { taskId } = await bringIn('Given name,Phone,Notes\n,,"=HYPERLINK(""http://x"")"\nA,call me,@x\n')
    const [, ...refused] = await refusedRows(taskId)
    expect(refused.map((cells) => cells[4])).toEqual([`'=HYPERLINK("http://x")`, `'@x`])
  })
})

describe('a file that says more than who is new', () => {
  /** Hands in, starts, and answers with the task as it ended. */
  async function run(content: string, columns: string[], how: Parameters<typeof start>[3]) {
    const { body } = await start(await sent(content), columns, manager, how)
    await portal.runJobs()
    const task = await manager.client.call<{ summary: { text: string; values: object } }>(
      'GET',
      `/tasks/${body.taskId}`,
    )
    return { taskId: body.taskId, summary: task.body.summary }
  }
  const unitsOf = async (name: string) => (await found(name)).map((each) => each.unitId).sort()

  test('names the unit of each row, at or below the one that was chosen', async () => {
    const wardId = await makeUnit(portal, tenantId, unitId, 'Ward of rows')
    const closedId = await makeUnit(portal, tenantId, unitId, 'Closed ward')
    await portal.app.database.pool.query(`UPDATE units SET code = 'W-7' WHERE id = $1`, [wardId])
    expect((await admin.client.call('POST', `/units/${closedId}/close`)).status).toBe(200)
    const { taskId, preview: told } = await bringIn(
      'Given name,Unit\nBycode,w-7\nByname,ward OF rows\nByid,' +
        `${wardId}\nHere,\nAside,Beside\nShut,Closed ward\n`,
    )
    expect(
      told.rows.map(({ name, issues }) => [name, ...issues.map(({ column, code }) => [column, code])]),
    ).toEqual([
      ['Aside', ['unit', 'members.error.importUnit']],
      ['Shut', ['unit', 'members.error.importUnitClosed']],
      ['Bycode'],
      ['Byname'],
      ['Byid'],
      ['Here'],
    ])
    expect((await refusedRows(taskId)).slice(1).map(([row, reason]) => [row, reason])).toEqual([
      ['6', 'Unit: No unit at or below yours has this code or name.'],
      ['7', 'Unit: This unit is closed.'],
    ])
    for (const name of ['Bycode', 'Byname', 'Byid']) expect(await unitsOf(name)).toEqual([wardId])
    expect(await unitsOf('Here')).toEqual([unitId])
  })

  describe('members.importAll', () => {
    test('all or none: one refused row keeps all out, and says so; else all come in at once', async () => {
      const columns = ['givenName', 'phone']
      const bad = await run('Given name,Phone\nAllone,\nAlltwo,call me\n', columns, { mode: 'all' })
      expect(bad.summary.text).toBe(
        'Nobody was added: one row was refused, and it was to be all or none. The file says why.',
      )
      expect((await refusedRows(bad.taskId)).slice(1).map(([row]) => row)).toEqual(['3'])
      expect(await found('Allone')).toEqual([])
      const good = await run('Given name,Phone\nAllone,\nAlltwo,\n', columns, { mode: 'all' })
      expect(good.summary.values).toEqual({ added: 2, changed: 0, refused: 0 })
      expect(await found('Alltwo')).toHaveLength(1)
    })

    test.each(['all', 'good'] as const)(
      '%s: a run that died once all had come in says so when it is repeated',
      async (mode) => {
        const name = `Late${mode}`
        await bringIn(`Given name,e-mail\nThere${mode},there.${mode}@example.org\n`)
        const reference = await sent(`Given name,e-mail\n${name},\nNow${mode},there.${mode}@example.org\n`)
        const how = { mode, known: 'change' } as const
        const { body } = await start(reference, ['givenName', 'email'], manager, how)
        const [queued] = await portal.app.boss.fetch<JobData>(importPersons.name)
        const again = () =>
          handleOnce(portal.app, importPersons, queued?.data as JobData, new AbortController().signal)
        const asOwner = (text: string) => withClient(portal.databaseUrl, (client) => client.query(text))
        await asOwner(`
          CREATE FUNCTION fall() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the power is away'; END $$;
          CREATE TRIGGER fall BEFORE UPDATE ON tasks FOR EACH ROW WHEN (NEW.done > 0 OR NEW.summary_values IS NOT NULL) EXECUTE FUNCTION fall()`)
        await expect(again()).rejects.toThrow()
        await asOwner('DROP FUNCTION fall CASCADE')
        expect(await found(name)).toHaveLength(1)
        await again()
        const { body: task } = await manager.client.call('GET', `/tasks/${body.taskId}`)
        expect(task).toMatchObject({
          state: 'done',
          result: null,
          summary: { message: 'members.import.came', values: { added: 1, changed: 1, refused: 0 } },
        })
        expect(await found(name)).toHaveLength(1)
      },
    )
  })

  describe('people.findMaybeAlike', () => {
    test('warns of probable duplicates line by line: the same name or phone, in the association or in the file', async () => {
      await bringIn('Given name,Family name,Phone\nDoubt,Ful,+380 67 700 80 90\n')
      const { body } = await preview(
        await sent(
          'Given name,Family name,Phone\nFul,doubt,+380 67 111 11 11\nAnother,Name,067 700-80-90\nFul,Doubt,+380 67 222 22 22\nClear,Name,\n' +
            'Phone,Mate,+380 67 333 33 33\nOther,Mate,067 333-33-33\n',
        ),
      )
      const [first] = await found('Doubt Ful')
      expect(body).toMatchObject({ ready: 6, refused: 0, doubtful: 4 })
      expect(body.rows.map(({ row, warnings }) => [row, ...warnings.map(({ code }) => code)])).toEqual([
        [2, 'members.doubt.name'],
        [3, 'members.doubt.phone'],
        [4, 'members.doubt.name', 'members.doubt.nameInFile'],
        [7, 'members.doubt.phoneInFile'],
        [5],
        [6],
      ])
      expect(body.rows[3]?.warnings[0]).toMatchObject({ row: 6, text: 'Same phone as row 6.' })
      expect(body.rows[0]?.warnings[0]).toMatchObject({ personId: first?.personId, name: 'Doubt Ful' })
    })

    test('two of one name in one unit are two where each has an address: they come in, with a warning that names both', async () => {
      await bringIn('Given name,e-mail\nNamesake,namesake.one@example.org\n')
      const file =
        'Given name,e-mail\nNamesake,namesake.two@example.org\nNamesake,namesake.three@example.org\n'
      const { preview: told, taskId } = await bringIn(file)
      const [first] = told.rows
      expect(told).toMatchObject({ ready: 2, refused: 0, doubtful: 2 })
      expect(first?.warnings.map(({ code }) => code)).toEqual(['members.doubt.name'])
      expect(told.rows[1]?.warnings.map(({ code, row }) => [code, row])).toEqual([
        ['members.doubt.name', null],
        ['members.doubt.nameInFile', 2],
      ])
      expect(await refusedRows(taskId)).toEqual([])
      expect(await found('Namesake')).toHaveLength(3)
      // One more of that name is as likely each of them: all are named.
      const { body } = await preview(
        await sent('Given name,e-mail\nNamesake,namesake.four@example.org\nNamesake,\n'),
      )
      expect(body.rows.find(({ row }) => row === 2)?.warnings).toHaveLength(3)
      expect(body.rows.find(({ row }) => row === 3)?.issues).toEqual([
        expect.objectContaining({
          code: 'people.error.alreadyThere',
          name: 'Namesake',
          personId: expect.any(String),
        }),
        expect.objectContaining({ code: 'members.error.importRepeated', values: { row: 2 } }),
      ])
    })
  })

  describe('people.correctPeople', () => {
    test('adds and changes who is there, as chosen, and undoing puts it back', async () => {
      await bringIn('Given name,Family name,e-mail,Card number\nOld,Entry,old.entry@example.org,O-1\n')
      const wardId = await makeUnit(portal, tenantId, unitId, 'Ward of changes')
      const columns = ['givenName', 'email', 'unit', 'field:card']
      const file =
        'Given name,e-mail,Unit,Card number\n' +
        'New,OLD.entry@example.org,Ward of changes,O-2\n' +
        `Stranger,${beside.email},,\n` +
        'Fresh,fresh@example.org,,F-1\n'
      const reference = await sent(file)
      const refused = await preview(reference, columns)
      expect(refused.body).toMatchObject({ ready: 1, changing: 0, refused: 2 })
      const { body } = await manager.client.call<ImportPreview>(
        'GET',
        `/members/import/${unitId}/${reference.fileId}?ticket=${reference.ticket}&known=change${columnsQuery(columns)}`,
      )
      const [old] = await found('Old Entry')
      expect(body).toMatchObject({ known: 'change', ready: 1, changing: 1, refused: 1 })
      expect(body.rows.find(({ row }) => row === 2)).toMatchObject({
        outcome: 'changed',
        personId: old?.personId,
        issues: [],
        changes: [
          { column: 'unit', before: null, after: 'Ward of changes' },
          { column: 'givenName', before: 'Old', after: 'New' },
          { column: 'field:card', before: 'O-1', after: 'O-2' },
        ],
      })
      expect(
        (
          await manager.client.get(
            `/members/import/${unitId}/${reference.fileId}/${reference.ticket}?known=change${columnsQuery(columns)}`,
          )
        ).text,
      ).toContain('O-1 → O-2')

      const { taskId, summary } = await run(file, columns, { known: 'change' })
      expect(summary.values).toEqual({ added: 1, changed: 1, refused: 1 })
      const read = async () => {
        const [profile, fields] = await Promise.all([
          manager.client.call<{ givenName: string; familyName: string }>('GET', `/people/${old?.personId}`),
          manager.client.call<{ values: { card: string } }>('GET', `/people/${old?.personId}/fields`),
        ])
        return [profile.body.givenName, profile.body.familyName, fields.body.values.card]
      }
      expect(await read()).toEqual(['New', 'Entry', 'O-2'])
      expect(await unitsOf('New Entry')).toEqual([unitId, wardId].sort())
      const before = await manager.client.call('GET', `/members/imports/${taskId}`)
      expect(before.body).toMatchObject({ goes: 1, restores: 1, stays: 0 })
      expect((await manager.client.get(`/members/imports/${taskId}`)).text).toContain(
        '1 person would go, 1 member would be as before, and nobody would stay.',
      )
      await manager.client.call('POST', `/members/imports/${taskId}/undo`)
      await portal.runJobs()
      expect(await read()).toEqual(['Old', 'Entry', 'O-1'])
      expect(await unitsOf('Old Entry')).toEqual([unitId])
      expect(await found('Fresh')).toEqual([])
      expect((await manager.client.call('GET', `/members/imports/${taskId}`)).body).toMatchObject({
        added: 1,
        changed: 1,
        taken: 2,
        undoneAt: expect.any(String),
      })
      const added = await run('Given name,e-mail\nOld,old.entry@example.org\n', ['givenName', 'email'], {
        known: 'add',
      })
      expect((await refusedRows(added.taskId)).slice(1).map(([, reason]) => reason)).toEqual([
        'This member belongs to the unit already.',
      ])
    })
  })

  describe('people.foretellCorrections', () => {
    describe('fields.foretellValues', () => {
      test('of whom nothing new is said, nothing is changed: neither by all or none, nor for the undo of an import before', async () => {
        const file =
          'Given name,Family name,e-mail,Card number,Health,Shirt\nSame,Person,same.person@example.org,Y-1,nuts,Мала\n'
        const columns = ['givenName', 'familyName', 'email', 'field:card', 'field:health', 'field:size']
        const { taskId: earlier } = await bringIn(file)
        const how = { known: 'change', mode: 'all' } as const
        const reference = await sent(`${file}New,Person,new.person@example.org,,,\n`)
        const told = await manager.client.call<ImportPreview>(
          'GET',
          `/members/import/${unitId}/${reference.fileId}?ticket=${reference.ticket}&known=change${columnsQuery(columns)}`,
        )
        expect(told.body).toMatchObject({ ready: 1, changing: 0, same: 1, refused: 0 })
        expect(told.body.rows.at(-1)).toMatchObject({ row: 2, outcome: 'same', changes: [] })
        const { summary, taskId } = await run(`${file}New,Person,new.person@example.org,,,\n`, columns, how)
        expect(summary.text).toBe('1 person was added, one row said nothing new, and no row was refused.')
        expect((await manager.client.call('GET', `/members/imports/${taskId}`)).body).toMatchObject({
          added: 1,
          changed: 0,
        })
        // Nor by what was written anew and taken back.
        const sealed = await run(file.replace('nuts', 'milk').replace('Same', 'Other'), columns, {
          known: 'change',
        })
        expect(sealed.summary.values).toEqual({ added: 0, changed: 1, refused: 0 })
        expect((await manager.client.call('GET', `/members/imports/${earlier}`)).body).toMatchObject({
          goes: 0,
        })
        const renamed = await run(
          'e-mail,Given name\nnew.person@example.org,Newest\n',
          ['email', 'givenName'],
          {
            known: 'change',
          },
        )
        await manager.client.call('POST', `/members/imports/${renamed.taskId}/undo`)
        await portal.runJobs()
        expect((await manager.client.call('GET', `/members/imports/${taskId}`)).body).toMatchObject({
          goes: 1,
        })
      })
    })
  })

  test('members.importTwice: two rows that name one member by two addresses are one, and an undo puts back what stood there', async () => {
    const two = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
    const { pool } = portal.app.database
    await pool.query(`UPDATE persons SET email = 'two.also@example.org' WHERE id = $1`, [two.personId])
    await pool.query(
      `INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
       VALUES (gen_random_uuid(), $1, $2, $3, false, now())`,
      [tenantId, unitId, two.personId],
    )
    const file = `Given name,e-mail,Shirt\nTwo,${two.email},s\nTwo,two.also@example.org,m\n`
    const { summary, taskId } = await run(file, ['givenName', 'email', 'field:size'], { known: 'change' })
    expect(summary.values).toEqual({ added: 0, changed: 1, refused: 1 })
    expect((await refusedRows(taskId)).slice(1).map(([row, reason]) => [row, reason])).toEqual([
      ['3', 'Row 2 of the file says the same person.'],
    ])
    const importId = await makeImport(portal, { tenantId, unitId })
    const person = {
      givenName: 'X',
      familyName: null,
      patronymic: null,
      nativeName: null,
      phone: null,
      email: null,
    }
    const row = (number: number, size: string) => ({
      row: number,
      unitId,
      person,
      values: { size },
      knownId: two.personId,
    })
    const call = (rows: Array<ReturnType<typeof row>>) =>
      portal.app.runner.call(
        importPeople,
        { importId, rows, change: true, locale: 'en', timeZone: 'UTC' },
        portal.app.asSystem('test', tenantId),
      )
    await expect(call([row(2, 'm'), row(3, 's')])).rejects.toThrow('members.importTwice')
    expect(await call([row(2, 'm')])).toEqual({ added: 0, changed: 1, same: 0 })
    await expect(call([row(3, 's')])).rejects.toThrow('members.importTwice')
  })

  test('members.importNotYours: who is looked after by others is not changed', async () => {
    const importId = await makeImport(portal, { tenantId, unitId })
    const nobody = {
      givenName: 'X',
      familyName: null,
      patronymic: null,
      nativeName: null,
      phone: null,
      email: null,
    }
    const rows = [{ row: 2, unitId, person: nobody, values: null, knownId: beside.personId }]
    const { database, registry, runner } = portal.app
    const by = { tenantId, personId: manager.personId, token: null }
    const actor = await authentication.loadStarter(database.sql, by, portal.clock.now(), registry.roles)
    if (!actor) throw new Error('The manager is gone.')
    const input = { importId, rows, change: true, locale: 'en', timeZone: 'UTC' }
    await expect(
      runner.call(importPeople, input, { ...portal.app.asSystem('test', tenantId), actor }),
    ).rejects.toThrow('members.importNotYours')
  })
})

describe('what cannot be read is said at once', () => {
  test.each([
    ['another encoding', Uint8Array.from([0x49, 0xb3, 0x0a, 0xe4, 0x0a]), 'members.importNotUtf8'],
    ['UTF-16', Uint8Array.from(Buffer.from('\ufeffName\nIvan\n', 'utf16le')), 'members.importNotUtf8'],
    ['quotes that do not close', 'Name\n"Ivan\n', 'members.importQuotes'],
    ['headings alone', 'Name,Phone\n\n,\n', 'members.importNoRows'],
    ['too many rows', `Name\n${'Ivan\n'.repeat(mostRows + 1)}`, 'members.importTooManyRows'],
    ['too many columns', `${'a,'.repeat(60)}a\n${'b,'.repeat(60)}b\n`, 'members.importTooManyColumns'],
  ])('%s', async (_what, content, code) => {
    const { status, body } = await send(content)
    expect({ status, code: body.code }).toEqual({ status: 422, code })
  })

  test('a file that is too large', async () => {
    const { status } = await send(`Name\n${'x'.repeat(1024 * 1024)}\n`)
    expect(status).toBe(413)
  })
})

describe('who may', () => {
  test('only where they have charge, and only with their own file', async () => {
    expect((await send('Name\nIvan\n', besideId)).status).toBe(404)
    const reference = await sent('Name\nIvan\n')
    expect((await preview(reference, [], admin)).body.code).toBe('members.importGone')
    expect((await start(reference, ['givenName'], admin)).body.code).toBe('members.importGone')
    expect((await preview({ ...reference, unitId: tenantId }, [], admin)).body.code).toBe(
      'members.importGone',
    )
  })

  test('columns stand for one thing each, and one of them is a name', async () => {
    const reference = await sent('A,B\nx,y\n')
    const twice = await start(reference, ['givenName', 'givenName'])
    expect(twice.body.issues).toEqual([expect.objectContaining({ pointer: '/columns/1' })])
    const nameless = await start(reference, ['phone', '-'])
    expect(nameless.body.issues).toEqual([
      expect.objectContaining({ code: 'members.error.importNameless', pointer: '/columns' }),
    ])
    const unknown = await start(reference, ['givenName', 'accountId'])
    expect(unknown.body.issues).toEqual([expect.objectContaining({ pointer: '/columns/1' })])
  })

  test('the way there stands on the page of members, for those who may', async () => {
    expect((await manager.client.get('/members')).text).toContain('href="/members/import"')
    expect((await manager.client.get('/members/import')).text).toContain('type="file"')
    const member = await makePerson(portal, { tenantId })
    expect((await member.client.get('/members/import')).status).toBe(403)
  })

  test('the page shows what was chosen, and leads to the task', async () => {
    const { unitId: at, fileId, ticket } = await sent('Who,What\nPaged,Person\n')
    const chosen = { 'columns.0': 'givenName', 'columns.1': 'familyName' }
    const { text } = await manager.client.get(
      `/members/import/${at}/${fileId}/${ticket}?${new URLSearchParams(chosen)}`,
    )
    expect(text).toContain('Paged Person')
    const reply = await manager.client.form(`/members/import/${at}/${fileId}/${ticket}`, chosen)
    expect(reply.status).toBe(303)
    expect(reply.headers.get('location')).toMatch(/^\/tasks\//)
    await portal.runJobs()
    expect(await found('Paged Person')).toHaveLength(1)
    // Who goes back to the page and sends something else by it is told so in words for people, and may send it anew.
    const again = await sent('Who,What\nBack,Again\n')
    const address = `/members/import/${again.unitId}/${again.fileId}/${again.ticket}`
    const key = { _key: 'one-key-of-a-page' }
    expect((await manager.client.form(address, { ...chosen, ...key, mode: 'good' })).status).toBe(303)
    const changed = await manager.client.form(address, { ...chosen, ...key, mode: 'all' })
    expect(changed.status).toBe(422)
    expect(changed.text).toContain('This form was sent once already')
    expect(changed.text).not.toContain('Idempotency-Key')
  })
})
