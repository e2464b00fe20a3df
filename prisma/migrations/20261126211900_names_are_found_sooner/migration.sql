-- What the Prisma schema cannot say.
-- An index of parts of words, of one association at a time.
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Each beginning of each word stands in the index: to collect the words that begin with something took longer than all the rest,
-- as soon as thousands have one. Each begins with whose it is, as all associations share the index.
CREATE FUNCTION name_beginnings(tenant_id uuid, display_name text, native_name text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
BEGIN
  RETURN ARRAY(SELECT DISTINCT replace($1::text, '-', '') || left(word, letters)
    FROM unnest(tsvector_to_array(public.name_words($2, $3))) AS word, generate_series(1, length(word)) AS letters);
END
$$;

-- The function name_keys stays for processes of the version before, which still ask it while they are replaced.
CREATE INDEX persons_name_beginnings_idx ON persons USING gin (name_beginnings(tenant_id, display_name, native_name)) WHERE deleted_at IS NULL;
DROP INDEX persons_name_keys_idx;

-- Lists of staff look for any part of a name or number.
CREATE INDEX persons_names_idx ON persons USING gin (tenant_id, (display_name || ' ' || coalesce(native_name, '')) gin_trgm_ops)
  WHERE deleted_at IS NULL;
CREATE INDEX membership_numbers_parts_idx ON membership_numbers USING gin (tenant_id, number gin_trgm_ops) WHERE replaced_at IS NULL;
