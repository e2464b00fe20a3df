-- CreateTable
CREATE TABLE "second_step_resets" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "begun_at" TIMESTAMPTZ(3),
    "begun_by" UUID,
    "due_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,
    "stop_hash" BYTEA NOT NULL,
    "sealed_secret" BYTEA,

    CONSTRAINT "second_step_resets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "second_step_reset_waits" (
    "tenant_id" UUID NOT NULL,
    "hours" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "second_step_reset_waits_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "second_step_resets_stop_hash_key" ON "second_step_resets"("stop_hash");

-- CreateIndex
CREATE INDEX "second_step_resets_tenant_id_person_id_idx" ON "second_step_resets"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "second_step_resets_tenant_id_begun_by_idx" ON "second_step_resets"("tenant_id", "begun_by");

-- CreateIndex
CREATE INDEX "second_step_resets_tenant_id_ended_by_idx" ON "second_step_resets"("tenant_id", "ended_by");

-- CreateIndex
CREATE INDEX "second_step_resets_account_id_idx" ON "second_step_resets"("account_id");

-- CreateIndex
CREATE INDEX "second_step_resets_opened_at_idx" ON "second_step_resets"("opened_at");

-- AddForeignKey
ALTER TABLE "second_step_resets" ADD CONSTRAINT "second_step_resets_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "second_step_resets" ADD CONSTRAINT "second_step_resets_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "second_step_resets" ADD CONSTRAINT "second_step_resets_tenant_id_begun_by_fkey" FOREIGN KEY ("tenant_id", "begun_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "second_step_resets" ADD CONSTRAINT "second_step_resets_tenant_id_ended_by_fkey" FOREIGN KEY ("tenant_id", "ended_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "second_step_reset_waits" ADD CONSTRAINT "second_step_reset_waits_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE second_step_resets
  ADD CONSTRAINT second_step_resets_status CHECK (status IN ('asked', 'waiting', 'stopped', 'withdrawn', 'completed', 'expired')),
  ADD CONSTRAINT second_step_resets_wait CHECK (status <> 'waiting' OR (begun_at IS NOT NULL AND due_at > begun_at AND expires_at > due_at)),
  ADD CONSTRAINT second_step_resets_completed_when_due CHECK (status <> 'completed' OR ended_at >= due_at),
  ADD CONSTRAINT second_step_resets_kept_key CHECK (sealed_secret IS NULL OR status = 'completed');
ALTER TABLE second_step_reset_waits
  ADD CONSTRAINT second_step_reset_waits_hours CHECK (hours BETWEEN 12 AND 336);

-- An association has one under way for an account.
CREATE UNIQUE INDEX second_step_resets_open_key ON second_step_resets (account_id, tenant_id) WHERE status IN ('asked', 'waiting');

-- Every page of the owner says that one is under way: sessions are cached, and hear of it at the commit.
CREATE FUNCTION second_step_resets_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_of_changed_authority('account', NEW.account_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER second_step_resets_change_alarm AFTER INSERT OR UPDATE OF status ON second_step_resets
  FOR EACH ROW EXECUTE FUNCTION second_step_resets_changed();
