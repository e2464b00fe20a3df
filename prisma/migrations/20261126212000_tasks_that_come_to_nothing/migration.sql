-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "came_to_nothing" BOOLEAN NOT NULL DEFAULT false;
