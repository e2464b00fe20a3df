-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "summary" TEXT,
ADD COLUMN     "summary_values" JSONB;
