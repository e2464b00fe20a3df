-- AlterTable
ALTER TABLE "companies" ADD COLUMN     "service_area" polygon;

-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "service_area" polygon;

-- CreateIndex
CREATE INDEX "projects_service_area_idx" ON "projects" USING GIST ("service_area");

-- What the Prisma schema cannot say.
ALTER TABLE companies ADD CONSTRAINT companies_service_area_size CHECK (npoints(service_area) BETWEEN 3 AND 2000);
ALTER TABLE projects ADD CONSTRAINT projects_service_area_size CHECK (npoints(service_area) BETWEEN 3 AND 2000);
CREATE OR REPLACE VIEW contractors AS
  SELECT c.tenant_id, 'company'::text AS kind, c.id AS contractor_id, coalesce(c.trade_name, c.legal_name) AS name, c.skills,
    fold_all(c.skills) AS skill_keys, c.founded_in AS works_since, c.latitude, c.longitude, c.service_radius,
    ARRAY(SELECT s.path FROM company_workplaces s WHERE s.tenant_id = c.tenant_id AND s.company_id = c.id) AS service_paths,
    (SELECT count(*)::int FROM past_works w WHERE w.tenant_id = c.tenant_id AND w.company_id = c.id) AS past_works,
    c.status = 'active' AS is_active, c.service_area
  FROM companies c
  UNION ALL
  SELECT p.tenant_id, 'person', p.person_id, p.display_name, p.skills, fold_all(p.skills), p.works_since, p.latitude, p.longitude, NULL,
    '{}'::ltree[], (SELECT count(*)::int FROM past_works w WHERE w.tenant_id = p.tenant_id AND w.person_id = p.person_id), true, NULL
  FROM directory_people p;
