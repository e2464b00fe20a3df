-- Whoever shows how a task ended says why it failed as well.
CREATE OR REPLACE VIEW task_results AS
  SELECT tenant_id, id AS task_id, kind, started_by, state, done, total, created_at, result_file_id, problem, problem_values FROM tasks;
