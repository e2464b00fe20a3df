-- Requests to join and links for a new password that wait just now are dropped: they are asked for again with a code.
DELETE FROM "sign_ups";
-- The key of these counters is made of other things now.
DELETE FROM "sign_in_failures";

-- DropForeignKey
ALTER TABLE "password_resets" DROP CONSTRAINT "password_resets_account_id_fkey";

-- DropIndex
DROP INDEX "sign_ups_expires_at_idx";

-- DropIndex
DROP INDEX "sign_ups_token_hash_key";

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "phone" TEXT,
ALTER COLUMN "email" DROP NOT NULL;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "device_id" UUID,
ADD COLUMN     "ip_address" TEXT,
ADD COLUMN     "proven_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sign_in_failures" DROP CONSTRAINT "sign_in_failures_pkey",
DROP COLUMN "address_hash",
ADD COLUMN     "subject_hash" BYTEA NOT NULL,
ADD CONSTRAINT "sign_in_failures_pkey" PRIMARY KEY ("subject_hash");

-- AlterTable
ALTER TABLE "sign_ups" DROP COLUMN "confirmed_at",
DROP COLUMN "created_at",
DROP COLUMN "email",
DROP COLUMN "expires_at",
DROP COLUMN "locale",
DROP COLUMN "password_hash",
DROP COLUMN "token_hash";

-- DropTable
DROP TABLE "password_resets";

-- CreateTable
CREATE TABLE "challenges" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel" TEXT,
    "address" TEXT,
    "account_id" UUID,
    "locale" TEXT NOT NULL,
    "flow_hash" BYTEA,
    "code_hash" BYTEA,
    "code_expires_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "link_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "challenges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "devices" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,
    "trusted_until" TIMESTAMPTZ(3),

    CONSTRAINT "devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "second_factors" (
    "account_id" UUID NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" INTEGER,

    CONSTRAINT "second_factors_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "challenges_flow_hash_key" ON "challenges"("flow_hash");

-- CreateIndex
CREATE UNIQUE INDEX "challenges_link_hash_key" ON "challenges"("link_hash");

-- CreateIndex
CREATE INDEX "challenges_address_purpose_idx" ON "challenges"("address", "purpose");

-- CreateIndex
CREATE INDEX "challenges_account_id_idx" ON "challenges"("account_id");

-- CreateIndex
CREATE INDEX "challenges_expires_at_idx" ON "challenges"("expires_at");

-- CreateIndex
CREATE INDEX "devices_token_hash_idx" ON "devices"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "devices_account_id_token_hash_key" ON "devices"("account_id", "token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_codes_code_hash_key" ON "recovery_codes"("code_hash");

-- CreateIndex
CREATE INDEX "recovery_codes_account_id_idx" ON "recovery_codes"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_phone_key" ON "accounts"("phone");

-- CreateIndex
CREATE INDEX "sessions_device_id_idx" ON "sessions"("device_id");

-- AddForeignKey
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sign_ups" ADD CONSTRAINT "sign_ups_id_fkey" FOREIGN KEY ("id") REFERENCES "challenges"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "devices" ADD CONSTRAINT "devices_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE accounts ADD CONSTRAINT accounts_have_address CHECK (email IS NOT NULL OR phone IS NOT NULL OR status = 'closed');
ALTER TABLE accounts ADD CONSTRAINT accounts_phone_is_e164 CHECK (phone ~ '^\+[1-9][0-9]{4,14}$');
ALTER TABLE challenges ADD CONSTRAINT challenges_purpose CHECK (purpose IN
  ('signIn', 'join', 'resetPassword', 'secondStep', 'changeAddress', 'undoChange', 'stepUp', 'unlock'));
ALTER TABLE challenges ADD CONSTRAINT challenges_channel CHECK (channel IN ('email', 'phone') AND address IS NOT NULL OR channel IS NULL AND address IS NULL);
ALTER TABLE challenges ADD CONSTRAINT challenges_tries CHECK (tries BETWEEN 0 AND 5);

-- A step up and a new phone change what others have cached of a session.
DROP TRIGGER sessions_end ON sessions;
CREATE TRIGGER sessions_end AFTER UPDATE OF ended_at, tenant_id, expires_at, proven_until OR DELETE ON sessions
  FOR EACH ROW EXECUTE FUNCTION sessions_changed();
DROP TRIGGER accounts_change_authority ON accounts;
CREATE TRIGGER accounts_change_authority AFTER UPDATE OF status, email, phone ON accounts
  FOR EACH ROW EXECUTE FUNCTION accounts_changed();
