-- AlterTable
ALTER TABLE "applications" ADD COLUMN     "set_aside_at" TIMESTAMPTZ(3);

-- What the Prisma schema cannot say.
-- Two entries that were one person had both applied: one application counts, the other stays with it as it was.
DROP INDEX applications_person_key;
CREATE UNIQUE INDEX applications_person_key ON applications (project_id, person_id) WHERE person_id IS NOT NULL AND set_aside_at IS NULL;
ALTER TABLE applications ADD CONSTRAINT applications_set_aside CHECK (set_aside_at IS NULL OR status IN ('draft', 'withdrawn'));
CREATE OR REPLACE VIEW begun_applications AS
  SELECT tenant_id, id AS application_id, project_id, person_id, company_id, status FROM applications WHERE set_aside_at IS NULL;
