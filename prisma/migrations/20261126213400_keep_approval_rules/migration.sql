-- What takes two people is what held when a project ended: each rule stays, with when it was said, and a decision keeps what it was made by.
ALTER TABLE "review_decisions" ADD COLUMN     "limit_above" BIGINT,
ADD COLUMN     "limit_currency" TEXT;

-- AlterTable
ALTER TABLE "review_rules" DROP CONSTRAINT "review_rules_pkey",
ADD COLUMN     "id" UUID NOT NULL DEFAULT gen_random_uuid(),
ALTER COLUMN "currency" DROP NOT NULL,
ALTER COLUMN "approval_above" DROP NOT NULL,
ADD CONSTRAINT "review_rules_pkey" PRIMARY KEY ("id");
ALTER TABLE "review_rules" ALTER COLUMN "id" DROP DEFAULT;
-- Nobody knows what held before: a project that ended earlier keeps what is said now.
UPDATE "review_rules" SET "changed_at" = '2000-01-01';

-- CreateIndex
CREATE INDEX "review_rules_tenant_id_changed_at_idx" ON "review_rules"("tenant_id", "changed_at");

-- What the Prisma schema cannot say.
ALTER TABLE "review_rules" ADD CONSTRAINT "review_rules_whole" CHECK (("currency" IS NULL) = ("approval_above" IS NULL));
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_limit" CHECK (("limit_above" IS NULL) = ("limit_currency" IS NULL));
