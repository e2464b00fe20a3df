-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "mentions" UUID[] DEFAULT ARRAY[]::UUID[];
