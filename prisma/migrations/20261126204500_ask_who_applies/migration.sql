-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "applicant_types" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "applicant_verified" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What the Prisma schema cannot say.
ALTER TABLE projects
  ALTER COLUMN applicant_types SET NOT NULL,
  ALTER COLUMN applicant_verified SET NOT NULL,
  ADD CONSTRAINT projects_applicant_verified CHECK (applicant_verified <@ ARRAY['email', 'phone', 'document', 'identity']);
CREATE OR REPLACE VIEW project_places AS
  SELECT tenant_id, id AS project_id, unit_id, slug, title, status, deadline, closed_at, time_zone, visibility, open_to, max_applications,
    currency, starts_on, ends_on, sealing, ended_at, cancel_reason, close_reason, applicant_types, applicant_verified
  FROM projects;
