-- CreateTable
CREATE TABLE "unit_counts" (
    "unit_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "members" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "unit_counts_pkey" PRIMARY KEY ("unit_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "unit_counts_tenant_id_unit_id_key" ON "unit_counts"("tenant_id", "unit_id");

-- AddForeignKey
ALTER TABLE "unit_counts" ADD CONSTRAINT "unit_counts_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE unit_counts ADD CONSTRAINT unit_counts_are_counts CHECK (members >= 0 AND people >= 0);

INSERT INTO unit_counts (unit_id, tenant_id, members, people)
SELECT u.id, u.tenant_id,
  (SELECT count(*) FROM memberships m WHERE m.unit_id = u.id AND m.ended_at IS NULL),
  (SELECT count(DISTINCT m.person_id) FROM memberships m JOIN units b ON b.id = m.unit_id WHERE m.ended_at IS NULL AND b.path <@ u.path)
FROM units u;

CREATE FUNCTION units_begin_to_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unit_counts (unit_id, tenant_id, members, people) SELECT id, tenant_id, 0, 0 FROM new_rows;
  RETURN NULL;
END
$$;
CREATE TRIGGER units_are_counted AFTER INSERT ON units REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION units_begin_to_count();

-- Counts what a statement made of memberships. A person counts once at each unit at or below which they belong anywhere, so
-- it looks at all places of each person that the statement touched, as they were and as they are. Locks, in this order: the
-- persons (of two changes for one person the second sees the first), the units (they do not move meanwhile; the root never
-- does), the counts, always by descending id.
CREATE FUNCTION count_members() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched uuid[];
  concerned uuid[];
  left_persons uuid[] := '{}';
  left_units uuid[] := '{}';
  counted uuid[];
  more_members int[];
  more_people int[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(id), array_agg(DISTINCT person_id) INTO touched, concerned FROM new_rows WHERE ended_at IS NULL;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(person_id), array_agg(unit_id), array_agg(DISTINCT person_id), '{}'::uuid[]
      INTO left_persons, left_units, concerned, touched FROM old_rows WHERE ended_at IS NULL;
  ELSE
    WITH changed AS (
      SELECT n.id, n.person_id AS new_person, o.person_id AS old_person, o.unit_id AS old_unit, o.ended_at IS NULL AS was_current
      FROM new_rows n JOIN old_rows o ON o.id = n.id
      WHERE (n.person_id, n.unit_id, n.ended_at IS NULL) IS DISTINCT FROM (o.person_id, o.unit_id, o.ended_at IS NULL))
    SELECT array_agg(id), array_agg(old_person) FILTER (WHERE was_current), array_agg(old_unit) FILTER (WHERE was_current),
      (SELECT array_agg(DISTINCT p) FROM (SELECT new_person AS p FROM changed UNION SELECT old_person FROM changed) both_sides)
      INTO touched, left_persons, left_units, concerned FROM changed;
  END IF;
  IF concerned IS NULL THEN RETURN NULL; END IF;

  PERFORM 1 FROM persons WHERE id = ANY(concerned) ORDER BY id FOR NO KEY UPDATE;
  PERFORM 1 FROM units WHERE parent_id IS NOT NULL AND id IN (
      SELECT m.unit_id FROM memberships m WHERE m.person_id = ANY(concerned) AND m.ended_at IS NULL
      UNION SELECT unnest(left_units))
    ORDER BY id FOR SHARE;

  WITH places AS (
    SELECT m.person_id, m.unit_id, true AS is_now FROM memberships m WHERE m.person_id = ANY(concerned) AND m.ended_at IS NULL
    UNION ALL
    SELECT m.person_id, m.unit_id, false FROM memberships m
      WHERE m.person_id = ANY(concerned) AND m.ended_at IS NULL AND NOT m.id = ANY(touched)
    UNION ALL
    SELECT l.person_id, l.unit_id, false FROM unnest(left_persons, left_units) AS l(person_id, unit_id)),
  at_or_below AS (
    -- The labels of a path are the ids of the units on it.
    SELECT p.person_id, label::uuid AS unit_id, bool_or(p.is_now)::int - bool_or(NOT p.is_now)::int AS change
    FROM places p JOIN units u ON u.id = p.unit_id CROSS JOIN unnest(string_to_array(u.path::text, '.')) AS label
    GROUP BY p.person_id, label),
  changes AS (
    SELECT unit_id, sum(members)::int AS members, sum(people)::int AS people FROM (
      SELECT unit_id, CASE WHEN is_now THEN 1 ELSE -1 END AS members, 0 AS people FROM places
      UNION ALL SELECT unit_id, 0, change FROM at_or_below) each_change
    GROUP BY unit_id)
  SELECT array_agg(unit_id), array_agg(members), array_agg(people) INTO counted, more_members, more_people
  FROM changes WHERE members <> 0 OR people <> 0;

  PERFORM 1 FROM unit_counts WHERE unit_id = ANY(counted) ORDER BY unit_id DESC FOR NO KEY UPDATE;
  UPDATE unit_counts c SET members = c.members + d.members, people = c.people + d.people
  FROM unnest(counted, more_members, more_people) AS d(unit_id, members, people) WHERE c.unit_id = d.unit_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER memberships_added AFTER INSERT ON memberships REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_members();
CREATE TRIGGER memberships_changed AFTER UPDATE ON memberships REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_members();
CREATE TRIGGER memberships_removed AFTER DELETE ON memberships REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_members();

-- A move changes the path of every unit below: the caches of rights are told once, not once for each of them.
DROP TRIGGER units_change_authority ON units;
CREATE OR REPLACE FUNCTION units_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  tenant uuid;
BEGIN
  FOR tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE o.path <> n.path LOOP
    PERFORM raise_access_version('tenant', tenant);
  END LOOP;
  FOR tenant IN
    SELECT n.tenant_id FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE n.parent_id IS NULL AND (o.name, o.status) IS DISTINCT FROM (n.name, n.status) LOOP
    PERFORM tell_of_changed_authority('tenant', tenant);
  END LOOP;
  RETURN NULL;
END
$$;
CREATE TRIGGER units_change_authority AFTER UPDATE ON units REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION units_changed();
