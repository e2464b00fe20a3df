-- ANALYZE copies values of a column into the catalogue, where they outlive the row: what is being written for sealed bids is not to stand there
-- once it is handed in. The same type again drops what the catalogue holds of a column, and rewrites nothing.
ALTER TABLE applications ALTER COLUMN draft TYPE jsonb, ALTER COLUMN draft_salt TYPE text;
ALTER TABLE applications ALTER COLUMN draft SET STATISTICS 0, ALTER COLUMN draft_salt SET STATISTICS 0;
-- Names of files tell of a bid as well; nothing is looked for by them.
ALTER TABLE stored_files ALTER COLUMN name SET STATISTICS 0;
-- A view reads that one, so its type cannot be said again. Before PostgreSQL 18 what the catalogue holds of it stays until a restore.
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_proc WHERE proname = 'pg_clear_attribute_stats') THEN
    PERFORM pg_clear_attribute_stats(current_schema()::text, 'stored_files', 'name', false);
  END IF;
END $$;
