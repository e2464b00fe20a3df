-- AlterTable
ALTER TABLE "company_papers" ADD COLUMN     "reminded_at" TIMESTAMPTZ(3);
