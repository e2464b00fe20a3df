-- AlterTable
ALTER TABLE "agencies" ADD COLUMN     "asked_address" TEXT,
ALTER COLUMN "person_id" DROP NOT NULL;

-- What the Prisma schema cannot say.
ALTER TABLE agencies ADD CONSTRAINT agencies_of_somebody CHECK (person_id IS NOT NULL OR confirmed_at IS NULL);
CREATE UNIQUE INDEX agencies_asked_key ON agencies (company_id, lower(asked_address)) WHERE asked_address IS NOT NULL AND ended_at IS NULL;
