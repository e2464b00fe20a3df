-- Words of names and skills are found by indexes. Written in SQL these were put into each query and looked as if they cost
-- nothing, so that the planner worked them out for row after row instead. What they give back is the same as before.
CREATE OR REPLACE FUNCTION name_words(display_name text, native_name text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
BEGIN
  RETURN array_to_tsvector(public.folded_words(coalesce($1, '') || ' ' || coalesce($2, '')));
END
$$;

CREATE OR REPLACE FUNCTION fold_all(text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(public.fold_text(part) ORDER BY place), '{}') FROM unnest($1) WITH ORDINALITY AS told(part, place));
END
$$;
