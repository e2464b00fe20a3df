-- AlterTable
ALTER TABLE "review_conflicts" ADD COLUMN     "lift_reason" TEXT;

-- AlterTable
ALTER TABLE "review_decisions" ADD COLUMN     "contact" TEXT,
ADD COLUMN     "next_step" TEXT,
ADD COLUMN     "second_reason" TEXT;

-- What the Prisma schema cannot say.
-- Whom applicants ask, for rooms that write to them.
CREATE VIEW project_contacts AS SELECT tenant_id, id AS project_id, contact_name, contact_email, contact_phone FROM projects;
