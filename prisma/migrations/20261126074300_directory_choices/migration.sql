-- AlterTable
ALTER TABLE "persons" ADD COLUMN     "about_to" TEXT NOT NULL DEFAULT 'members',
ADD COLUMN     "certifications_to" TEXT NOT NULL DEFAULT 'staff',
ADD COLUMN     "email" CITEXT,
ADD COLUMN     "email_to" TEXT NOT NULL DEFAULT 'staff',
ADD COLUMN     "languages_to" TEXT NOT NULL DEFAULT 'members',
ADD COLUMN     "phone_to" TEXT NOT NULL DEFAULT 'staff',
ADD COLUMN     "photo_to" TEXT NOT NULL DEFAULT 'members',
ADD COLUMN     "place_precision" TEXT NOT NULL DEFAULT 'town',
ADD COLUMN     "place_to" TEXT NOT NULL DEFAULT 'staff',
ADD COLUMN     "skills_to" TEXT NOT NULL DEFAULT 'members',
ADD COLUMN     "units_to" TEXT NOT NULL DEFAULT 'members';

-- What the Prisma schema cannot say.
ALTER TABLE persons
  DROP CONSTRAINT persons_shown_to,
  ADD CONSTRAINT persons_shown_to CHECK (shown_to IN ('public', 'members', 'unit', 'staff', 'nobody')),
  ADD CONSTRAINT persons_parts_shown_to CHECK (ARRAY['public', 'members', 'unit', 'staff', 'nobody'] @> ARRAY[about_to, skills_to,
    languages_to, photo_to, units_to, certifications_to, email_to, phone_to, place_to]),
  ADD CONSTRAINT persons_place_precision CHECK (place_precision IN ('exact', 'street', 'town', 'region'));

-- Text as people look for it: neither case nor accents matter. The same stands in src/platform/text.ts.
CREATE FUNCTION fold_text(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(normalize($1, NFKD), '[\u0300-\u036f]', '', 'g'))
$$;

CREATE FUNCTION fold_all(text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(public.fold_text(part) ORDER BY place), '{}') FROM unnest($1) WITH ORDINALITY AS told(part, place)
$$;

-- A line of ASCII's punctuation, and the signs that stand in names.
CREATE FUNCTION folded_words(text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_remove(regexp_split_to_array(public.fold_text($1), '[\s!-/:-@[-`{-~ʼ’‘´«»„“”·–—]+'), '')
$$;

CREATE FUNCTION name_words(display_name text, native_name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(public.folded_words(coalesce($1, '') || ' ' || coalesce($2, '')))
$$;

-- Two names with the same words are alike, in whichever order these stand.
CREATE FUNCTION name_key(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(word, ' ' ORDER BY word COLLATE "C") FROM unnest(public.folded_words($1)) AS word
$$;

-- However it is written, with the code of the country or without. What is too short is none.
CREATE FUNCTION phone_key(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN length(regexp_replace($1, '[^0-9]', '', 'g')) >= 7 THEN right(regexp_replace($1, '[^0-9]', '', 'g'), 9) END
$$;

-- Degrees as exactly as their owner lets others know them: about 100 m, 10 km, 100 km.
CREATE FUNCTION shown_degrees(degrees float8, place_precision text) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE $2 WHEN 'exact' THEN $1 WHEN 'street' THEN round($1::numeric, 3)::float8
    WHEN 'town' THEN round($1::numeric, 1)::float8 ELSE round($1::numeric, 0)::float8 END
$$;

CREATE INDEX persons_listed_en_idx ON persons (tenant_id, sort_name COLLATE names_en, id)
  WHERE deleted_at IS NULL AND shown_to IN ('public', 'members');
CREATE INDEX persons_listed_uk_idx ON persons (tenant_id, sort_name COLLATE names_uk, id)
  WHERE deleted_at IS NULL AND shown_to IN ('public', 'members');
CREATE INDEX persons_name_words_idx ON persons USING gin (name_words(display_name, native_name)) WHERE deleted_at IS NULL;
CREATE INDEX persons_skills_idx ON persons USING gin (fold_all(skills)) WHERE deleted_at IS NULL;
CREATE INDEX persons_place_idx ON persons (tenant_id, shown_degrees(latitude, place_precision), shown_degrees(longitude, place_precision))
  WHERE deleted_at IS NULL AND latitude IS NOT NULL;
CREATE INDEX persons_name_key_idx ON persons (tenant_id, name_key(display_name)) WHERE deleted_at IS NULL;
CREATE INDEX persons_native_name_key_idx ON persons (tenant_id, name_key(native_name))
  WHERE deleted_at IS NULL AND native_name IS NOT NULL;
CREATE INDEX persons_phone_key_idx ON persons (tenant_id, phone_key(phone)) WHERE deleted_at IS NULL AND phone IS NOT NULL;
CREATE INDEX persons_email_idx ON persons (tenant_id, email) WHERE deleted_at IS NULL AND email IS NOT NULL;
CREATE INDEX certifications_name_idx ON certifications (tenant_id, fold_text(name), expires_on);

CREATE OR REPLACE VIEW people AS
  SELECT tenant_id, id AS person_id, account_id, coalesce(given_name, display_name) AS called, display_name, sort_name, native_name,
    locale, time_zone, created_at, photo_id, email
  FROM persons WHERE deleted_at IS NULL;

-- What people say of themselves, with whom they let see it. Whoever reads it asks the room for the conditions.
CREATE VIEW directory_people AS
  SELECT tenant_id, id AS person_id, account_id, display_name, sort_name, native_name, title, bio, skills, links, phone, email,
    address_lines, city, region, postal_code, country, latitude, longitude, photo_id, shown_to, about_to, skills_to, languages_to,
    photo_to, units_to, certifications_to, email_to, phone_to, place_to, place_precision, deleted_at
  FROM persons WHERE deleted_at IS NULL;

CREATE VIEW person_certifications AS
  SELECT tenant_id, person_id, id AS certification_id, name, issuer, expires_on FROM certifications;

-- Where a unit is, in the middle of its boundary where nobody said it.
CREATE VIEW unit_centres AS
  SELECT tenant_id, id AS unit_id, (coalesce(centre, point(boundary)))[1] AS latitude, (coalesce(centre, point(boundary)))[0] AS longitude
  FROM units WHERE centre IS NOT NULL OR boundary IS NOT NULL;
