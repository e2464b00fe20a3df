-- AlterTable
ALTER TABLE "linked_identities" ADD COLUMN     "groups" TEXT[] DEFAULT ARRAY[]::TEXT[];
