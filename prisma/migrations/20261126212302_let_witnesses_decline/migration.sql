-- AlterTable
ALTER TABLE "sealing_witnesses" ADD COLUMN     "decline_reason" TEXT,
ADD COLUMN     "declined_at" TIMESTAMPTZ(3);
