-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "alone" TEXT;

-- What the Prisma schema cannot say.
CREATE UNIQUE INDEX tasks_alone_key ON tasks (alone) WHERE alone IS NOT NULL AND state IN ('queued', 'running');
