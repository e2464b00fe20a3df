-- What tasks under way, or that failed and may be tried again, have put into the storage so far.
CREATE VIEW task_parts AS SELECT tenant_id, part::text AS key FROM tasks, unnest(parts) part;

-- Those that run are few; workers that died are looked for among them.
CREATE INDEX tasks_running ON tasks (heartbeat_at) WHERE state = 'running';
