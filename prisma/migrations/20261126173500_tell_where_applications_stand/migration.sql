-- Why a project ended before its deadline, and when.
CREATE OR REPLACE VIEW project_places AS
  SELECT tenant_id, id AS project_id, unit_id, slug, title, status, deadline, closed_at, time_zone, visibility, open_to, max_applications,
    currency, starts_on, ends_on, sealing, ended_at, cancel_reason, close_reason
  FROM projects;
-- Who has begun to apply for what, and where that stands: for the page of the project, which tells the applicant.
CREATE VIEW begun_applications AS
  SELECT tenant_id, id AS application_id, project_id, person_id, company_id, status FROM applications;
-- By how many witnesses the bids of a project are opened, once all have agreed.
CREATE VIEW project_sealings AS
  SELECT s.tenant_id, s.project_id, s.threshold, s.ready_at, s.opened_at,
    (SELECT count(*)::int FROM sealing_witnesses w WHERE w.tenant_id = s.tenant_id AND w.project_id = s.project_id) AS witnesses
  FROM sealings s;
