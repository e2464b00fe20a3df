-- A task that goes on, here or where a backup was restored, reads what it has written so far. Nothing knows the size and
-- hash of these parts.
CREATE OR REPLACE VIEW stored_bytes AS
  SELECT tenant_id, id::text AS key, size, sha256 FROM stored_files
  UNION ALL SELECT tenant_id, width || '-' || file_id, size, sha256 FROM file_renditions
  UNION ALL SELECT tenant_id, key, NULL::integer, NULL::bytea FROM task_parts;
