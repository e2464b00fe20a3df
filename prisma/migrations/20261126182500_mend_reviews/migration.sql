-- Who waits in reserve keeps the decision that holds, with their right to appeal, until another one does.
DROP INDEX review_decisions_standing;
CREATE UNIQUE INDEX review_decisions_standing ON review_decisions (application_id) WHERE status = 'final';
CREATE UNIQUE INDEX review_decisions_proposed ON review_decisions (application_id) WHERE status = 'proposed';
-- By what a project is weighed: its page tells it to whoever may apply.
CREATE VIEW project_criteria AS
  SELECT tenant_id, project_id, position, name, guidance, weight, most_points FROM review_criteria;
-- Who has said to stand too close to a project as a whole.
CREATE VIEW project_conflicts AS
  SELECT tenant_id, project_id, person_id FROM review_conflicts WHERE lifted_at IS NULL AND application_id IS NULL;
