import type pg from 'pg'

/** How many there shall be of each. */
export interface Many {
  members: number
  units: number
}

export interface Founded {
  tenantId: string
  /** Tells how many members there are by now. */
  progress: (done: number) => void
}

/** So that somebody sees how far it is. */
const batch = 10_000

/**
 * Fills an association with units and members by plain SQL: commands would take hours. The tree has ten regions, a chapter for
 * each forty units and groups below. Everybody belongs to a group; three of five show themselves to members.
 */
export async function seedMany(
  client: Pick<pg.Client, 'query'>,
  { tenantId, progress }: Founded,
  { members, units }: Many,
): Promise<void> {
  const chapters = Math.max(1, Math.floor(units / 40))
  const levels = [
    { kind: 'region', count: 10 },
    { kind: 'chapter', count: chapters },
    { kind: 'group', count: Math.max(1, units - 11 - chapters) },
  ]
  let above = 'association'
  for (const { kind, count } of levels) {
    await client.query(
      `WITH parents AS (SELECT id, path, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many
          FROM units WHERE tenant_id = $1 AND kind = $2),
        made AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, $4::int) n)
       INSERT INTO units (id, tenant_id, parent_id, path, kind, name, created_at, updated_at)
       SELECT m.id, $1, p.id, p.path || replace(m.id::text, '-', ''), $3, initcap($3) || ' ' || lpad(m.n::text, 5, '0'), now(), now()
       FROM made m JOIN parents p ON p.place = m.n % p.many`,
      [tenantId, above, kind, count],
    )
    above = kind
  }
  // Nobody is asked about rows that are right by their making, and whoever counts them does it once, below.
  await client.query('SET session_replication_role = replica')
  for (let done = 0; done < members; done += batch) {
    const count = Math.min(batch, members - done)
    await client.query(
      `WITH made AS (SELECT n, $4::text[] AS given, $5::text[] AS family, $6::text[] AS skills
          FROM generate_series($2::int + 1, $2::int + $3::int) n),
        named AS (SELECT n, given[1 + n % array_length(given, 1)] AS given_name,
            family[1 + (n / 7) % array_length(family, 1)] || ' ' || upper(substr(md5(n::text), 1, 4)) AS family_name,
            ARRAY[skills[1 + n % array_length(skills, 1)], skills[1 + (n / 3) % array_length(skills, 1)]] AS skills FROM made)
       INSERT INTO persons (id, tenant_id, given_name, family_name, display_name, sort_name, skills, city, country, latitude, longitude,
         locale, time_zone, shown_to, place_to, created_at, updated_at)
       SELECT gen_random_uuid(), $1, given_name, family_name, given_name || ' ' || family_name, family_name || ' ' || given_name, skills,
         'Kyiv', 'UA', 45 + (n::bigint * 7919 % 70000) / 10000.0, 23 + (n::bigint * 104729 % 160000) / 10000.0, 'uk', 'Europe/Kyiv',
         CASE WHEN n % 5 < 3 THEN 'members' ELSE 'staff' END, 'members', now(), now() FROM named`,
      [tenantId, done, count, givenNames, familyNames, skills],
    )
    progress(done + count)
  }
  await client.query('ANALYZE persons')
  await client.query(
    `WITH groups AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place
        FROM units WHERE tenant_id = $1 AND kind = 'group'),
      people AS (SELECT id, row_number() OVER (ORDER BY id) % (SELECT count(*) FROM groups) AS place FROM persons p
        WHERE tenant_id = $1 AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.tenant_id = p.tenant_id AND m.person_id = p.id))
     INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
     SELECT gen_random_uuid(), $1, g.id, p.id, true, now() FROM people p JOIN groups g ON g.place = p.place`,
    [tenantId],
  )
  await client.query('RESET session_replication_role')
  await client.query('ANALYZE')
  await client.query(
    `UPDATE unit_counts c SET members = n.members, people = n.people FROM (
       SELECT u.id, (SELECT count(*) FROM memberships m WHERE m.tenant_id = u.tenant_id AND m.unit_id = u.id AND m.ended_at IS NULL)::int AS members,
         coalesce(b.people, 0)::int AS people
       FROM units u LEFT JOIN (
         SELECT a.id, count(DISTINCT m.person_id) AS people FROM units a JOIN units d ON d.tenant_id = a.tenant_id AND d.path <@ a.path
         JOIN memberships m ON m.tenant_id = d.tenant_id AND m.unit_id = d.id AND m.ended_at IS NULL WHERE a.tenant_id = $1 GROUP BY a.id) b ON b.id = u.id
       WHERE u.tenant_id = $1) n
     WHERE c.tenant_id = $1 AND c.unit_id = n.id`,
    [tenantId],
  )
  await client.query('ANALYZE')
}

const givenNames = [
  'Olena',
  'Taras',
  'Mariam',
  'Джамала',
  'Yevhen',
  'Ada',
  'Іван',
  'Sofía',
  'Wei',
  'Amara',
  'Noor',
  'Léa',
  'Bohdan',
]
const familyNames = [
  'Shevchenko',
  'Коваленко',
  'Åse',
  'Nguyen',
  'Їжакевич',
  'Okafor',
  'García',
  'Bondar',
  'Lysenko',
  'Müller',
  'Petrenko',
  'Rossi',
  'Tkachenko',
  'Ünal',
  'Vasquez',
  'Wolf',
  'Ярова',
]
const skills = [
  'Welding',
  'Rigging',
  'Accounting',
  'First aid',
  'Scaffolding',
  'Teaching',
  'Plumbing',
  'Roofing',
  'Law',
  'Cooking',
]
