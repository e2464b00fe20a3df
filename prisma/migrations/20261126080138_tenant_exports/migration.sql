-- How tasks stand and what they made, for rooms that show their own where the pages of tasks are shut.
CREATE VIEW task_results AS
  SELECT tenant_id, id AS task_id, kind, started_by, state, done, total, created_at, result_file_id FROM tasks;
