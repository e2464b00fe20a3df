-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "close_reason" TEXT;
