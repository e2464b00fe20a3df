import { describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { readAddress, writeAddress } from '../../../src/platform/lists/address.ts'
import { declareList } from '../../../src/platform/lists/list.ts'

const list = declareList('trial', {
  name: 'trial.listRows',
  summary: 'List rows',
  permission: 'member',
  path: '/rows',
  words: { title: 'units.all.title', none: 'units.all.none', noneHelp: 'units.all.noneHelp' },
  icon: 'units',
  from: sql`trial_rows r`,
  id: sql`r.id`,
  visible: () => sql`true`,
  columns: {
    name: { type: 'name', sql: sql`r.name`, sortable: true, shown: 'always' },
    code: { type: 'text', sql: sql`r.code` },
  },
  filters: {
    search: { type: 'search', in: [sql`r.name`] },
    code: { type: 'choice', sql: sql`r.code`, options: ['a', 'b'], words: 'trial' },
    isOpen: { type: 'flag', sql: sql`r.is_open` },
    places: { type: 'numbers', sql: sql`r.places` },
    seen: { type: 'dates', sql: sql`r.seen`, of: 'instant' },
  },
  sort: 'name',
})

const read = (address: string) => readAddress(list, [...new URLSearchParams(address)])

describe('an address', () => {
  test.each([
    'search=two+words',
    'code=a&code=b&sort=-name',
    'isOpen=true&isOpen=false',
    'placesFrom=-1.5&placesUntil=1000000000000000',
    'seenFrom=2024-02-29&columns=code&view=mine&cursor=abc',
    '',
  ])('%j is written as it was read', (address) => {
    const found = read(address)
    expect(found.ignored).toEqual([])
    expect(writeAddress(list, found)).toBe(address)
  })

  test('says what of it means nothing, also where every object knows the name', () => {
    const { asked, ignored } = read(
      'constructor=x&__proto__=y&toString=z&colour=red&code=c&seenFrom=tomorrow&sort=code&columns=valueOf',
    )
    expect(asked).toEqual({})
    expect(ignored.sort()).toEqual(
      ['__proto__', 'code', 'colour', 'columns', 'constructor', 'seenFrom', 'sort', 'toString'].sort(),
    )
  })

  test('shows the usual columns where it names none that there are', () => {
    expect(read('columns=hasOwnProperty').columns).toBeNull()
    expect(read('columns=code&columns=gone').columns).toEqual(['code'])
  })

  test('that asks for yes and for no asks for both', () => {
    expect(read('isOpen=true&isOpen=false').asked).toEqual({ isOpen: [true, false] })
    expect(read('isOpen=perhaps').ignored).toEqual(['isOpen'])
  })
})
