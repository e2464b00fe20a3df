-- AlterTable
ALTER TABLE "member_import_rows" ADD COLUMN     "sealed_before" BYTEA,
ADD COLUMN     "was_there" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "member_imports" ADD COLUMN     "changed" INTEGER NOT NULL DEFAULT 0;

-- What the Prisma schema cannot say.
ALTER TABLE member_imports
  DROP CONSTRAINT member_imports_counts,
  ADD CONSTRAINT member_imports_counts CHECK (added >= 0 AND changed >= 0 AND taken >= 0 AND kept >= 0 AND taken + kept <= added + changed);
ALTER TABLE member_import_rows
  ADD CONSTRAINT member_import_rows_before CHECK (sealed_before IS NULL OR was_there);
