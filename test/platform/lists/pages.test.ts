import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sql, trusted } from '../../../src/platform/db/sql.ts'
import { encodeCursor } from '../../../src/platform/lists/cursor.ts'
import { readCounts } from '../../../src/platform/lists/statements.ts'
import { columns, openTrial, source, type Trial, type TrialRow } from './trial-rows.ts'

let trial: Trial
beforeAll(async () => {
  trial = await openTrial()
})
afterAll(() => trial.close())
beforeEach(() => trial.database.pool.query('TRUNCATE trial_rows'))

/** Few values, so that many rows are alike. */
const anyRow: fc.Arbitrary<TrialRow> = fc.record({
  name: fc.constantFrom(null, '', 'Ada', 'ada', 'Ґалаґан', 'Гнат', 'Група 2', 'Група 10', "'", '\\', '%'),
  code: fc.constantFrom('a', 'b', 'c', 'A b'),
  amount: fc.constantFrom(null, 0, -1.5, 2, 1e15, 0.1),
  // The database writes some of these with an exponent.
  weight: fc.constantFrom(null, 0, 0.00001, -1e15, 1e15, 2.5e-10, 123456.789),
  places: fc.constantFrom(-3, 0, 2_000_000_000),
  born: fc.constantFrom(null, '0001-01-01', '1984-02-29', '2024-12-31'),
  seen: fc.constantFrom(null, '2024-03-31T00:59:59.999Z', '2024-03-31T01:00:00Z', '1970-01-01T00:00:00.001Z'),
  isOpen: fc.boolean(),
})

const anySort = fc.constantFrom(...Object.keys(columns).flatMap((key) => [key, `-${key}`]))

describe('walking through pages', () => {
  test('shows each row once and in order, in any order, with gaps and rows alike', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { maxLength: 25 }),
        anySort,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('en', 'uk', 'ta', 'xx'),
        async (rows, sort, limit, locale) => {
          await trial.database.pool.query('TRUNCATE trial_rows')
          await trial.fill(rows)
          const walked = await trial.walk(sort, limit, undefined, locale)
          const whole = await trial.page({ sort, limit: 1000 }, locale)
          expect(walked).toEqual(whole?.items)
          expect(walked).toHaveLength(rows.length)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('still shows each row once that was there before, when others are added meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { minLength: 1, maxLength: 20 }),
        fc.array(anyRow, { minLength: 1, maxLength: 5 }),
        anySort,
        fc.integer({ min: 1, max: 5 }),
        async (rows, added, sort, limit) => {
          await trial.database.pool.query('TRUNCATE trial_rows')
          await trial.fill(rows)
          const before = (await trial.page({ sort, limit: 1000 }))?.items.map(({ id }) => id) ?? []
          let left = 3
          const walked = await trial.walk(sort, limit, async () => {
            if (left-- > 0) await trial.fill(added)
          })
          const ids = walked.map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
          expect(ids.filter((id) => before.includes(id))).toEqual(before)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('puts what is missing last, both ways round', async () => {
    await trial.fill([row({ amount: null }), row({ amount: 2 }), row({ amount: 1 })])
    const amounts = async (sort: string) => (await trial.walk(sort, 1)).map(({ amount }) => amount)
    expect(await amounts('amount')).toEqual(['1', '2', null])
    expect(await amounts('-amount')).toEqual(['2', '1', null])
  })
})

describe('a cursor', () => {
  test('of another order or another language leads nowhere', async () => {
    await trial.fill([row({}), row({}), row({})])
    const { nextCursor } = (await trial.page({ limit: 1 })) ?? {}
    const cursor = nextCursor ?? undefined
    expect(await trial.page({ cursor })).not.toBeNull()
    expect(await trial.page({ cursor, sort: '-name' })).toBeNull()
    expect(await trial.page({ cursor, sort: 'code' })).toBeNull()
    expect(await trial.page({ cursor }, 'uk')).toBeNull()
  })

  const id = '01900000-0000-7000-8000-000000000000'
  test.each([
    ['places', 'a'],
    ['places', '99999999999999999999'],
    ['places', null],
    ['amount', 'NaN'],
    ['amount', '1e9'],
    ['born', '2024-02-30'],
    ['born', '0000-01-01'],
    ['seen', 'yesterday'],
    ['seen', '2024-01-01 25:00:00+00'],
    ['isOpen', 'perhaps'],
    ['code', 'a\u0000'],
    ['code', 'half \ud800'],
  ])('of %s with %j, which the database would not take, leads nowhere', async (sort, key) => {
    expect(await trial.page({ sort, cursor: encodeCursor(['trial', sort, key, id]) })).toBeNull()
  })

  test('of another list leads nowhere', async () => {
    const place = ['code', 'a', id]
    expect(await trial.page({ sort: 'code', cursor: encodeCursor(['trial', ...place]) })).not.toBeNull()
    expect(await trial.page({ sort: 'code', cursor: encodeCursor(['trials', ...place]) })).toBeNull()
  })

  test.each(['', 'e30', 'bnVsbA', encodeCursor(['trial', 'name names_en', 'a', 'no id']), encodeCursor([])])(
    'that is %j leads nowhere',
    async (cursor) => expect(await trial.page({ cursor })).toBeNull(),
  )
})

describe('filters', () => {
  const idsOf = async (asked: Record<string, unknown>) =>
    ((await trial.page({ asked, sort: 'places' }))?.items ?? []).map(({ places }) => places)

  beforeEach(() =>
    trial.fill([
      row({ places: 1, name: 'Ґалаґан 100%', code: 'a', amount: 5, born: '2024-02-29' }),
      row({ places: 2, name: 'back\\slash', code: 'b', amount: null, born: '2024-03-01', isOpen: false }),
      // Summer time begins in Kyiv at 01:00 UTC of this day, which began there at 22:00 UTC the day before.
      row({ places: 3, name: 'Third', code: 'c', seen: '2024-03-30T22:00:00Z' }),
      row({ places: 4, name: 'Fourth', code: 'c', seen: '2024-03-31T20:59:59.999Z' }),
      row({ places: 5, name: 'Fifth', code: 'c', seen: '2024-03-31T21:00:00Z' }),
    ]),
  )

  test.each([
    [{ search: 'ґАЛАҐ' }, [1]],
    [{ search: '100%' }, [1]],
    [{ search: '1%0' }, []],
    [{ search: '_' }, []],
    [{ search: '\\' }, [2]],
    [{ search: 'галаґан a' }, []],
    [{ search: 'third c' }, [3]],
    [{ code: ['a', 'b'] }, [1, 2]],
    [{ code: [] }, [1, 2, 3, 4, 5]],
    [{ isOpen: [false] }, [2]],
    [{ isOpen: [true, false] }, [1, 2, 3, 4, 5]],
    [{ search: 'a b c d e f g h no' }, []],
    [{ amountFrom: 5, amountUntil: 5 }, [1]],
    [{ amountFrom: 5.01 }, []],
    [{ bornFrom: '2024-02-29', bornUntil: '2024-02-29' }, [1]],
    [{ bornFrom: '2024-03-01' }, [2]],
    [{ seenFrom: '2024-03-31', seenUntil: '2024-03-31' }, [3, 4]],
    [{ seenUntil: '2024-03-30' }, []],
    [{ code: ['c'], seenFrom: '2024-04-01' }, [5]],
  ])('%j leave rows %j', async (asked, places) => expect(await idsOf(asked)).toEqual(places))
})

test('counts say how many rows each value would leave, with the other filters but not its own', async () => {
  await trial.fill([
    row({ code: 'a', isOpen: true }),
    row({ code: 'a', isOpen: false }),
    row({ code: 'b', isOpen: true }),
    row({ code: 'c', isOpen: true, name: 'Else' }),
  ])
  const counts = await readCounts(
    trial.database.sql,
    source,
    { locale: 'en', timeZone: 'UTC', visible: sql`true` },
    { search: 'row', code: ['a'] },
  )
  expect(counts).toEqual({
    total: { count: 2, isMore: false },
    facets: { code: { a: 2, b: 1 }, isOpen: { true: 1, false: 1 } },
  })
})

test('nobody counts beyond ten thousand', async () => {
  await trial.database.pool.query(
    `INSERT INTO trial_rows (name, code, places, is_open) SELECT 'row', 'a', n, true FROM generate_series(1, 10050) n`,
  )
  const reader = { locale: 'en', timeZone: 'UTC', visible: sql`true` }
  const all = await readCounts(trial.database.sql, source, reader, {})
  expect(all).toEqual({ total: { count: 10_000, isMore: true }, facets: { code: null, isOpen: null } })
  const few = await readCounts(trial.database.sql, source, reader, { amountFrom: 1 })
  expect(few).toEqual({ total: { count: 0, isMore: false }, facets: { code: {}, isOpen: {} } })
})

describe('names sort as the language of the reader does', () => {
  const sorted = async (locale: string, names: string[]) => {
    await trial.fill(names.map((name) => row({ name })))
    return (await trial.walk('name', 2, undefined, locale)).map(({ name }) => name)
  }

  test('Ukrainian: ґ after г, є after е, і and ї after и, an apostrophe before letters', async () => {
    const order = ['Галина', 'Ґалаґан', 'Данило', 'Ева', 'Єва', 'Жанна', 'Ирина', 'Іван', 'Їжакевич', 'Йосип']
    expect(await sorted('uk', [...order].reverse())).toEqual(order)
    await trial.database.pool.query('TRUNCATE trial_rows')
    // As the CLDR has it: an apostrophe comes before letters, so that words with one stand together, among those with м.
    const apostrophes = ['Марія', "М'ята", "М'яч", 'Мята', 'Мячик', 'Надія']
    const found = ["М'ята", "М'яч", 'Марія', 'Мята', 'Мячик', 'Надія']
    expect(await sorted('uk', apostrophes)).toEqual(found)
    // By code points ґ would stand after я, and і before а.
    expect([...order].sort()).not.toEqual(order)
  })

  test('English: accents and capitals change little, numbers count as numbers', async () => {
    const order = ['adams', 'Ångström', 'Böhm', 'Bohr', 'de la Cruz', 'Élodie', 'Group 2', 'Group 10', 'Zoë']
    expect(await sorted('en', [...order].reverse())).toEqual(order)
    expect([...order].sort()).not.toEqual(order)
  })

  test('Tamil: vowels before consonants, the vowel signs in their order, the dead consonant first', async () => {
    const order = ['அகிலா', 'ஆதி', 'இளங்கோ', 'க்', 'கண்ணன்', 'காவ்யா', 'கிருஷ்ணன்', 'கோமதி', 'மணி', 'மாலா']
    expect(await sorted('ta', [...order].reverse())).toEqual(order)
    expect([...order].sort()).not.toEqual(order)
  })

  test('the list of units reads an index of the language', async () => {
    for (const language of ['en', 'uk']) {
      const rows = await trial.database.sql<{ 'QUERY PLAN': string }>(
        sql`EXPLAIN SELECT u.id FROM units u WHERE u.tenant_id = gen_random_uuid() ORDER BY u.name COLLATE ${trusted(`names_${language}`)}, u.id LIMIT 20`,
      )
      expect(rows.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Limit/)
      const { rows: indexes } = await trial.database.pool.query(
        `SELECT indexdef FROM pg_indexes WHERE indexname = 'units_name_${language}_idx'`,
      )
      expect(indexes[0]?.indexdef).toContain(`COLLATE names_${language}`)
    }
  })
})

function row(given: Partial<TrialRow>): TrialRow {
  return {
    name: 'Row',
    code: 'a',
    amount: null,
    weight: null,
    places: 1,
    born: null,
    seen: null,
    isOpen: true,
    ...given,
  }
}
