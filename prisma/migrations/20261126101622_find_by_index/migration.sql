-- What the Prisma schema cannot say.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- All associations share an index, and would find the words of the others along with theirs: each word begins with whose it is.
CREATE FUNCTION name_keys(tenant_id uuid, display_name text, native_name text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
BEGIN
  RETURN array_to_tsvector(ARRAY(SELECT replace($1::text, '-', '') || word FROM unnest(tsvector_to_array(public.name_words($2, $3))) AS word));
END
$$;

CREATE FUNCTION skill_keys(tenant_id uuid, skills text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
BEGIN
  RETURN ARRAY(SELECT replace($1::text, '-', '') || skill FROM unnest(public.fold_all($2)) AS skill);
END
$$;

CREATE INDEX persons_name_keys_idx ON persons USING gin (name_keys(tenant_id, display_name, native_name)) WHERE deleted_at IS NULL;
DROP INDEX persons_name_words_idx;
CREATE INDEX persons_skill_keys_idx ON persons USING gin (skill_keys(tenant_id, skills)) WHERE deleted_at IS NULL;
DROP INDEX persons_skills_idx;

-- Whoever stands in the directory, in order; whom they show themselves to is read from the index as well.
CREATE INDEX persons_shown_en_idx ON persons (tenant_id, sort_name COLLATE names_en, id) INCLUDE (shown_to)
  WHERE deleted_at IS NULL AND shown_to <> 'nobody';
CREATE INDEX persons_shown_uk_idx ON persons (tenant_id, sort_name COLLATE names_uk, id) INCLUDE (shown_to)
  WHERE deleted_at IS NULL AND shown_to <> 'nobody';
DROP INDEX persons_listed_en_idx;
DROP INDEX persons_listed_uk_idx;

-- Units are found by any part of their name or code.
CREATE INDEX units_words_idx ON units USING gin ((name || ' ' || coalesce(code, '')) gin_trgm_ops);
