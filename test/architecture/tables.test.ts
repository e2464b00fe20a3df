import { expect, test } from '@jest/globals'
import { planted, readProgram, readSources } from './rules/source.ts'
import { roomModelFaults, sqlTexts, tableFaults, tablesOf } from './rules/tables.ts'

const program = readProgram()
const tables = tablesOf(readSources(['prisma/schema'], ['.prisma']))

/** Views that rooms publish to others. A new one is an agreement between rooms: say so here. */
const views = {
  audit_trail: 'platform',
  kept_files: 'files',
  kept_renditions: 'files',
  stored_bytes: 'files',
  task_states: 'tasks',
  unit_places: 'units',
  project_places: 'projects',
  review_bars: 'reviews',
  unit_codes: 'units',
  association_hosts: 'units',
  people: 'people',
  directory_people: 'people',
  person_positions: 'people',
  person_contacts: 'people',
  merged_people: 'people',
  departures: 'privacy',
  account_addresses: 'identity',
  account_states: 'identity',
  authorities: 'access',
  role_terms: 'access',
  role_names: 'access',
  token_names: 'tokens',
  provisioned_people: 'scim',
  authority_versions: 'access',
}

test('a room lists exactly the models of its Prisma schema', () => {
  expect(tables.length).toBeGreaterThan(10)
  expect(roomModelFaults(program, tables)).toEqual([])
})

test('a planted room that lists too much, too little or another name is caught', () => {
  const schema = tablesOf(
    planted({ 'prisma/schema/clubs.prisma': 'model Club {\n  id String @id\n  @@map("clubs")\n}\n' }),
  )
  const declaring = (name: string, models: string) =>
    planted({
      'src/modules/clubs/room.ts': `export const { command } = room({ name: '${name}', models: [${models}], permissions })`,
    })
  expect(roomModelFaults(declaring('clubs', `'club'`), schema)).toEqual([])
  expect(roomModelFaults(declaring('clubs', ''), schema)).toEqual([expect.stringContaining('lacks club')])
  expect(roomModelFaults(declaring('clubs', `'club', 'person'`), schema)).toEqual([
    expect.stringContaining('lists person'),
  ])
  expect(roomModelFaults(declaring('club', `'club'`), schema)).toHaveLength(1)
  expect(roomModelFaults([], schema)).toEqual([
    expect.stringContaining('there is no src/modules/clubs/room.ts'),
  ])
})

test('each table is written and read by its owner only; others read published views', () => {
  expect(program.flatMap(sqlTexts).length).toBeGreaterThan(40)
  expect(tableFaults(program, tables, views)).toEqual([])
})

test('planted SQL that names a table of another room is caught', () => {
  const faultsOf = (path: string, text: string) => tableFaults(planted({ [path]: text }), tables, views)
  const command = 'src/modules/access/commands/a.ts'
  for (const text of [
    'sql`INSERT INTO persons (id) VALUES (1)`',
    "sql`UPDATE units SET name = 'x'`",
    'sql`UPDATE\n  "units" u SET name = \'x\'`',
    'sql`DELETE FROM public.memberships WHERE id = 1`',
    'sql`WITH x AS (INSERT INTO audit_entries SELECT 1) SELECT 1`',
    'sql`SELECT 1 FROM grants g JOIN units u ON u.id = g.unit_id`',
    'sql`SELECT 1 FROM grants, persons`',
    `sql\`SELECT \${columns} FROM \${empty} persons p\``,
    'sql`SELECT (SELECT count(*) FROM sessions)`',
    `run(trusted('DELETE FROM rate_counters'))`,
    "sql`UPDATE unit_places SET name = 'x'`",
    'tx.grant.update({ where: { id }, data: { person: { update: { title } } } })',
    'db.grant.findMany({ include: { unit: true } })',
  ])
    expect({ text, faults: faultsOf(command, text) }).toEqual({
      text,
      faults: [expect.stringContaining(command)],
    })
  expect(faultsOf('src/platform/run/a.ts', 'sql`SELECT 1 FROM accounts`')).toHaveLength(1)
})

test('SQL about own tables and published views is let pass', () => {
  const text = [
    "sql`SELECT g.id, 'units' AS kind FROM grants g JOIN unit_places p ON p.unit_id = g.unit_id FOR UPDATE OF g`",
    'sql`SELECT 1 FROM authorities a WHERE a.persons IS DISTINCT FROM b -- not from units`',
    'tx.grant.update({ where: { id }, data: { endsAt: now } })',
  ].join('\n')
  expect(tableFaults(planted({ 'src/modules/access/commands/a.ts': text }), tables, views)).toEqual([])
})
