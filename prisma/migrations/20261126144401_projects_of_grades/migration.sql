-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "grades" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What the Prisma schema cannot say.
ALTER TABLE projects
  DROP CONSTRAINT projects_visibility,
  ADD CONSTRAINT projects_visibility CHECK (visibility IN ('public', 'members', 'grades', 'unit')),
  ADD CONSTRAINT projects_grades CHECK (visibility <> 'grades' OR cardinality(grades) > 0);
