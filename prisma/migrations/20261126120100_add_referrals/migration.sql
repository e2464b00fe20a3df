-- AlterTable
ALTER TABLE "sign_ups" ADD COLUMN     "referral_code" TEXT;

-- CreateTable
CREATE TABLE "referral_codes" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "referral_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referrals" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "referrer_id" UUID NOT NULL,
    "brought_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referrals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referral_rules" (
    "tenant_id" UUID NOT NULL,
    "is_off" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referral_rules_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE INDEX "referral_codes_tenant_id_person_id_idx" ON "referral_codes"("tenant_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "referral_codes_tenant_id_code_key" ON "referral_codes"("tenant_id", "code");

-- CreateIndex
CREATE INDEX "referrals_tenant_id_referrer_id_brought_at_idx" ON "referrals"("tenant_id", "referrer_id", "brought_at");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_tenant_id_person_id_key" ON "referrals"("tenant_id", "person_id");

-- AddForeignKey
ALTER TABLE "referral_codes" ADD CONSTRAINT "referral_codes_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_tenant_id_referrer_id_fkey" FOREIGN KEY ("tenant_id", "referrer_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "referral_rules" ADD CONSTRAINT "referral_rules_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE referral_codes ADD CONSTRAINT referral_codes_end_after_start CHECK (ended_at IS NULL OR ended_at >= created_at);
-- Of each member one link counts at a time.
CREATE UNIQUE INDEX referral_codes_current_key ON referral_codes (tenant_id, person_id) WHERE ended_at IS NULL;
-- Nobody brings themselves.
ALTER TABLE referrals ADD CONSTRAINT referrals_of_others CHECK (person_id <> referrer_id);
