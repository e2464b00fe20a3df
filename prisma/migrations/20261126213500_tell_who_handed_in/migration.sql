-- Who has handed something in for a project, as themselves or for a company, withdrawn or not: whoever would have liked to get it
-- does not decide about the others.
CREATE VIEW project_applicants AS
  SELECT tenant_id, project_id, person_id FROM applications WHERE status <> 'draft' AND person_id IS NOT NULL
  UNION ALL
  SELECT tenant_id, project_id, submitted_by FROM applications WHERE status <> 'draft' AND submitted_by IS NOT NULL
  UNION ALL
  SELECT a.tenant_id, a.project_id, g.person_id FROM applications a
  JOIN company_agents g ON g.tenant_id = a.tenant_id AND g.company_id = a.company_id WHERE a.status <> 'draft';
