import type pg from 'pg'

/** How many there shall be of each. */
export interface ManyProjects {
  projects: number
  applications: number
}

export interface Offered {
  tenantId: string
  /** Tells how many there are by now. */
  progress: { projects: (done: number) => void; applications: (done: number) => void }
}

/** So that somebody sees how far it is. */
const batch = 5_000

/**
 * Fills an association, which has units and members by then, with projects and applications by plain SQL. They were published one after the
 * other in the last three years and were open for a month or two, so that one of about twenty-five is open still; of the others most were
 * awarded. One of fifty is a draft. Each takes a few skills, and three of four ask for papers. Applications are spread evenly, each of a
 * person of its own. Those in review are weighed by two people each, who have handed in about half.
 */
export async function seedManyProjects(
  client: Pick<pg.Client, 'query'>,
  { tenantId, progress }: Offered,
  { projects, applications }: ManyProjects,
): Promise<void> {
  await client.query(
    `INSERT INTO project_categories (id, tenant_id, name, created_at, updated_at)
     SELECT gen_random_uuid(), $1, jsonb_build_object('v', 1, 'en', name), now(), now() FROM unnest($2::text[]) AS name`,
    [tenantId, categories],
  )
  // Nobody is asked about rows that are right by their making.
  await client.query('SET session_replication_role = replica')
  for (let done = 0; done < projects; done += batch) {
    const count = Math.min(batch, projects - done)
    await client.query(insertProjects, [
      tenantId,
      done,
      count,
      projects,
      works,
      things,
      skills,
      cities.map(([name]) => name),
      cities.map(([, latitude]) => latitude),
      cities.map(([, , longitude]) => longitude),
    ])
    progress.projects(done + count)
  }
  await client.query(insertDemands, [tenantId])
  await client.query('ANALYZE projects')
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM projects WHERE tenant_id = $1 AND status <> 'draft' ORDER BY published_at, id`,
    [tenantId],
  )
  await client.query('DROP TABLE IF EXISTS seed_people')
  await client.query(
    `CREATE TEMPORARY TABLE seed_people AS
     SELECT id, display_name, (row_number() OVER (ORDER BY id) - 1)::int AS place FROM persons WHERE tenant_id = $1`,
    [tenantId],
  )
  await client.query('ALTER TABLE seed_people ADD PRIMARY KEY (place)')
  await client.query('ANALYZE seed_people')
  const { rowCount: people } = await client.query('SELECT FROM seed_people')
  const each = Math.ceil(applications / Math.max(1, rows.length))
  const step = Math.max(1, Math.floor(batch / each))
  let done = 0
  for (let start = 0; start < rows.length && done < applications; start += step) {
    const ids = rows.slice(start, start + step).map(({ id }) => id)
    const { rowCount } = await client.query(insertApplications, [
      tenantId,
      ids,
      start,
      each,
      applications - done,
      people,
    ])
    done += rowCount ?? 0
    progress.applications(done)
  }
  // What was just filled is crossed with itself: without its figures every row of one is looked up among all of the other.
  await client.query('ANALYZE projects, applications')
  await client.query(insertReviewers, [tenantId, people])
  await client.query('ANALYZE reviewers')
  await client.query(insertSheets, [tenantId])
  await client.query('RESET session_replication_role')
  await client.query('ANALYZE')
}

const insertProjects = `
  WITH places AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many
      FROM units WHERE tenant_id = $1 AND kind IN ('region', 'chapter')),
    sorted AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many
      FROM project_categories WHERE tenant_id = $1),
    made AS (SELECT n, now() - (($4::int - n)::float8 / $4::int) * interval '1095 days' AS published_at, 30 + n % 31 AS days,
        abs(hashtext(n::text)) AS h FROM generate_series($2::int + 1, $2::int + $3::int) n),
    told AS (SELECT m.*, m.published_at + make_interval(days => m.days) AS deadline, m.n % 50 = 0 AS is_draft,
        $5::text[] AS works, $6::text[] AS things, $7::text[] AS skills, 1 + m.h % array_length($8::text[], 1) AS city FROM made m)
  INSERT INTO projects (id, tenant_id, unit_id, slug, title, summary, description, category_id, keywords, organisation, currency, budget_from,
    budget_until, city, region, country, latitude, longitude, starts_on, ends_on, deadline, time_zone, requirements, skills, experience_years,
    contact_email, priority, visibility, open_to, max_applications, status, published_at, closed_at, ended_at, created_at, updated_at)
  SELECT gen_random_uuid(), $1, u.id, 'many-' || t.n, works[1 + t.n % array_length(works, 1)] || ' ' || things[1 + t.h % array_length(things, 1)] || ' ' || t.n,
    'Work for those who know how to do it.', repeat('There is a great deal to do, and it is to be done well. ', 8),
    k.id, ARRAY[things[1 + t.n % array_length(things, 1)]], 'Town of ' || ($8::text[])[city], 'USD', 10000000 * (1 + t.h % 50), 20000000 * (1 + t.h % 50),
    ($8::text[])[city], 'California', 'US', ($9::float8[])[city] + (t.h % 100) / 500.0, ($10::float8[])[city] + (t.n % 100) / 500.0,
    (t.deadline + interval '30 days')::date, (t.deadline + interval '200 days')::date, t.deadline, 'America/Los_Angeles', ARRAY['Safety first'],
    ARRAY(SELECT DISTINCT t.skills[1 + (t.h + i * 7) % array_length(t.skills, 1)] FROM generate_series(1, 2 + t.n % 4) i),
    (t.h % 4) * 5, 'projects@example.org', 'normal', CASE WHEN t.n % 10 < 8 THEN 'public' WHEN t.n % 10 < 9 THEN 'members' ELSE 'unit' END,
    'either', NULL,
    CASE WHEN t.is_draft THEN 'draft' WHEN t.deadline > now() THEN 'published' WHEN t.n % 10 < 7 THEN 'awarded' WHEN t.n % 10 < 8 THEN 'cancelled' ELSE 'reviewing' END,
    CASE WHEN NOT t.is_draft THEN t.published_at END, CASE WHEN NOT t.is_draft AND t.deadline <= now() THEN t.deadline END,
    CASE WHEN NOT t.is_draft AND t.deadline <= now() AND t.n % 10 < 8 THEN t.deadline END, t.published_at, t.published_at
  FROM told t JOIN places u ON u.place = t.n % u.many JOIN sorted k ON k.place = t.h % k.many`

const insertDemands = `
  INSERT INTO project_demands (id, tenant_id, project_id, kind, title, jurisdiction, amount, is_gate, created_at)
  SELECT gen_random_uuid(), $1, j.id, d.kind, d.title, d.jurisdiction, d.amount, d.is_gate, j.created_at
  FROM (SELECT id, created_at, abs(hashtext(slug)) AS h FROM projects WHERE tenant_id = $1) j
  JOIN (VALUES ('licence', 'C-10', 'California', NULL::bigint, true, 3), ('licence', 'B', 'California', NULL, false, 2),
      ('certification', 'Safety trained', NULL, NULL, false, 5), ('bond', 'Performance bond', NULL, 5000000, false, 4),
      ('insurance', 'General liability', NULL, 100000000, true, 7)) AS d (kind, title, jurisdiction, amount, is_gate, of)
    ON j.h % d.of = 0`

/** What is handed in reads as the portal writes it, though nobody has signed its hash. */
const insertApplications = `
  WITH offered AS (SELECT j.id, j.title, j.status, j.published_at, j.deadline, $3::int + w.place AS place
      FROM unnest($2::uuid[]) WITH ORDINALITY AS w (id, place) JOIN projects j ON j.id = w.id),
    made AS (SELECT gen_random_uuid() AS id, j.id AS project_id, j.title, j.status, p.id AS person_id, p.display_name, i,
        j.published_at + (least(j.deadline, now()) - j.published_at) * ((i + 1)::float8 / ($4::int + 2)) AS submitted_at, 10000000 + i * 100000 AS total,
        abs(hashtext(p.id::text || j.id::text)) AS h
      FROM offered j CROSS JOIN generate_series(0, $4::int - 1) i JOIN seed_people p ON p.place = (j.place * 13 + i) % $6::int LIMIT $5),
    handed_in AS (
      INSERT INTO applications (id, tenant_id, project_id, person_id, status, bids, submitted_at, submitted_by, total, currency, match_score,
        match_version, match_reasons, decided_at, created_at, updated_at)
      SELECT m.id, $1, m.project_id, m.person_id, CASE WHEN m.status = 'awarded' THEN CASE m.i WHEN 0 THEN 'awarded' WHEN 1 THEN 'reserve' ELSE 'declined' END
          WHEN m.status = 'reviewing' AND m.i < 3 THEN 'shortlisted' ELSE 'submitted' END,
        1, m.submitted_at, m.person_id, m.total, 'USD', m.h % 101, 1, '{"v": 1, "parts": []}', CASE WHEN m.status = 'awarded' THEN now() END,
        m.submitted_at, m.submitted_at
      FROM made m RETURNING id)
  INSERT INTO bids (id, tenant_id, application_id, number, document, hash, submitted_at, submitted_by)
  SELECT gen_random_uuid(), $1, m.id, 1, d.document, sha256(d.document::bytea), m.submitted_at, m.person_id
  FROM made m CROSS JOIN LATERAL (SELECT jsonb_build_object('v', 1, 'application', m.id, 'project', jsonb_build_object('id', m.project_id, 'title', m.title),
    'applicant', jsonb_build_object('kind', 'person', 'id', m.person_id, 'name', m.display_name),
    'contents', jsonb_build_object('v', 1, 'proposal', 'We do it well.', 'experience', 'Some.', 'timeline', 'Ten weeks.', 'milestones', '[]'::jsonb,
      'currency', 'USD', 'items', jsonb_build_array(jsonb_build_object('title', 'All of it', 'quantity', 1, 'unit', '', 'price', m.total)),
      'team', '[]'::jsonb, 'works', '[]'::jsonb, 'portfolio', '[]'::jsonb, 'references', '[]'::jsonb, 'papers', '[]'::jsonb),
    'total', m.total, 'papers', '[]'::jsonb, 'works', '[]'::jsonb, 'files', '[]'::jsonb, 'salt', md5(m.id::text))::text AS document) d`

/** They look at projects all over the association, and apply for none of those. */
const insertReviewers = `
  INSERT INTO reviewers (id, tenant_id, project_id, person_id, appointed_at)
  SELECT gen_random_uuid(), $1, j.id, p.id, j.deadline
  FROM (SELECT id, deadline, row_number() OVER (ORDER BY id) AS place FROM projects WHERE tenant_id = $1 AND status = 'reviewing') j
  CROSS JOIN generate_series(0, 1) i JOIN seed_people p ON p.place = (j.place * 2 + i) % $2::int
  WHERE NOT EXISTS (SELECT FROM applications a WHERE a.tenant_id = $1 AND a.project_id = j.id AND a.person_id = p.id)`

/** Of whoever reviews a project, for each application that came in for it. */
export const insertSheets = `
  INSERT INTO review_sheets (id, tenant_id, project_id, application_id, person_id, status, marks, total, assigned_at, handed_in_at)
  SELECT gen_random_uuid(), w.tenant_id, w.project_id, a.id, w.person_id, CASE WHEN h.n % 2 = 0 THEN 'open' ELSE 'handedIn' END,
    '{"v": 1, "marks": []}', CASE WHEN h.n % 2 = 1 THEN h.n % 10001 END, w.appointed_at, CASE WHEN h.n % 2 = 1 THEN w.appointed_at END
  FROM reviewers w JOIN applications a ON a.tenant_id = w.tenant_id AND a.project_id = w.project_id AND a.status IN ('submitted', 'shortlisted')
  CROSS JOIN LATERAL (SELECT abs(hashtext(a.id::text || w.person_id::text)) AS n) h
  WHERE w.tenant_id = $1
  ON CONFLICT (tenant_id, application_id, person_id) DO NOTHING`

const categories = [
  'Roads',
  'Bridges',
  'Schools',
  'Hospitals',
  'Harbours',
  'Water',
  'Housing',
  'Energy',
  'Parks',
  'Rail',
]
const works = [
  'Renew the',
  'Build a',
  'Repair the',
  'Paint the',
  'Inspect the',
  'Extend the',
  'Wire the',
  'Clear the',
  'Plan a',
]
const things = [
  'bridge',
  'library',
  'quay',
  'school',
  'roof',
  'pumping station',
  'substation',
  'town hall',
  'tunnel',
  'playground',
  'depot',
  'sewer',
  'warehouse',
]
const skills = [
  'Welding',
  'Rigging',
  'Scaffolding',
  'Plumbing',
  'Roofing',
  'Masonry',
  'Piling',
  'Electrics',
  'Painting',
  'Surveying',
  'Dredging',
  'Paving',
  'Carpentry',
  'Glazing',
  'Demolition',
  'Concrete',
]
const cities: ReadonlyArray<readonly [name: string, latitude: number, longitude: number]> = [
  ['Sacramento', 38.58, -121.49],
  ['Oakland', 37.8, -122.27],
  ['Fresno', 36.74, -119.79],
  ['Redding', 40.59, -122.39],
  ['Stockton', 37.96, -121.29],
  ['Eureka', 40.8, -124.16],
  ['San Jose', 37.34, -121.89],
]
