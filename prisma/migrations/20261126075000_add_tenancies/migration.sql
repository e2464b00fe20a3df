-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "visit_id" UUID;

-- CreateTable
CREATE TABLE "platform_administrators" (
    "account_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "platform_administrators_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "tenancies" (
    "tenant_id" UUID NOT NULL,
    "slug" TEXT,
    "suspended_at" TIMESTAMPTZ(3),
    "suspended_by" UUID,
    "suspension_reason" TEXT,
    "closing_requested_at" TIMESTAMPTZ(3),
    "closing_requested_by" UUID,
    "closing_due_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "tenancies_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "foundings" (
    "id" UUID NOT NULL,
    "account_id" UUID,
    "given_name" TEXT,
    "family_name" TEXT,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "unit_kind" TEXT NOT NULL,
    "purpose" TEXT,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "reason" TEXT,
    "founded_id" UUID,

    CONSTRAINT "foundings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenant_visits" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "account_id" UUID,
    "reason" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "tenant_visits_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenancies_slug_key" ON "tenancies"("slug");

-- CreateIndex
CREATE INDEX "tenancies_suspended_by_idx" ON "tenancies"("suspended_by");

-- CreateIndex
CREATE INDEX "tenancies_closing_requested_by_idx" ON "tenancies"("closing_requested_by");

-- CreateIndex
CREATE INDEX "foundings_account_id_idx" ON "foundings"("account_id");

-- CreateIndex
CREATE INDEX "foundings_decided_by_idx" ON "foundings"("decided_by");

-- CreateIndex
CREATE INDEX "foundings_founded_id_idx" ON "foundings"("founded_id");

-- CreateIndex
CREATE INDEX "tenant_visits_tenant_id_id_idx" ON "tenant_visits"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "tenant_visits_account_id_idx" ON "tenant_visits"("account_id");

-- AddForeignKey
ALTER TABLE "platform_administrators" ADD CONSTRAINT "platform_administrators_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tenancies" ADD CONSTRAINT "tenancies_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tenancies" ADD CONSTRAINT "tenancies_suspended_by_fkey" FOREIGN KEY ("suspended_by") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tenancies" ADD CONSTRAINT "tenancies_closing_requested_by_fkey" FOREIGN KEY ("closing_requested_by") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "foundings" ADD CONSTRAINT "foundings_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "foundings" ADD CONSTRAINT "foundings_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "foundings" ADD CONSTRAINT "foundings_founded_id_fkey" FOREIGN KEY ("founded_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tenant_visits" ADD CONSTRAINT "tenant_visits_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tenant_visits" ADD CONSTRAINT "tenant_visits_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE tenancies
  ADD CONSTRAINT tenancies_slug CHECK (slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' AND char_length(slug) BETWEEN 3 AND 40),
  ADD CONSTRAINT tenancies_suspended_why CHECK ((suspended_at IS NULL) = (suspension_reason IS NULL)),
  ADD CONSTRAINT tenancies_closing_due CHECK ((closing_requested_at IS NULL) = (closing_due_at IS NULL)),
  ADD CONSTRAINT tenancies_erased_when_closed CHECK (erased_at IS NULL OR closed_at IS NOT NULL);
ALTER TABLE foundings
  ADD CONSTRAINT foundings_state CHECK (state IN ('asked', 'approved', 'declined', 'withdrawn')),
  ADD CONSTRAINT foundings_decided CHECK ((state = 'asked') = (decided_at IS NULL)),
  ADD CONSTRAINT foundings_founded CHECK ((state = 'approved') = (founded_id IS NOT NULL));
-- One wish at a time, and one name for each of them.
CREATE UNIQUE INDEX foundings_open_account_key ON foundings (account_id) WHERE state = 'asked';
CREATE UNIQUE INDEX foundings_open_slug_key ON foundings (slug) WHERE state = 'asked';
ALTER TABLE tenant_visits
  ADD CONSTRAINT tenant_visits_end_after_start CHECK (ends_at > began_at);
CREATE UNIQUE INDEX tenant_visits_open_key ON tenant_visits (tenant_id, account_id) WHERE ended_at IS NULL;

-- Whether an association is open to those who belong to it, for whoever asks on their behalf. One that is not listed is.
CREATE VIEW tenant_states AS
  SELECT tenant_id,
    CASE WHEN closed_at IS NOT NULL THEN 'closed' WHEN suspended_at IS NOT NULL THEN 'suspended'
      WHEN closing_due_at IS NOT NULL THEN 'closing' ELSE 'active' END AS state
  FROM tenancies;

-- Who runs the installation.
CREATE VIEW platform_staff AS SELECT account_id FROM platform_administrators;

-- Visits that are not over; whether their time is up, whoever asks compares.
CREATE VIEW open_visits AS
  SELECT id AS visit_id, tenant_id, account_id, ends_at FROM tenant_visits WHERE ended_at IS NULL;

-- Whom the audit of an association may name although they are nobody of it.
CREATE VIEW platform_visitors AS SELECT DISTINCT tenant_id, account_id FROM tenant_visits WHERE account_id IS NOT NULL;

-- A standstill holds from the commit on: commands under way start again, and every process looks anew.
CREATE FUNCTION tenancies_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM raise_access_version('tenant', NEW.tenant_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER tenancies_change_authority AFTER INSERT OR UPDATE OF suspended_at, closing_due_at, closed_at ON tenancies
  FOR EACH ROW EXECUTE FUNCTION tenancies_changed();

CREATE FUNCTION platform_administrators_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM raise_access_version('account', CASE WHEN TG_OP = 'DELETE' THEN OLD.account_id ELSE NEW.account_id END);
  RETURN NULL;
END
$$;
CREATE TRIGGER platform_administrators_change_authority AFTER INSERT OR DELETE ON platform_administrators
  FOR EACH ROW EXECUTE FUNCTION platform_administrators_changed();

CREATE FUNCTION tenant_visits_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.account_id IS NOT NULL THEN PERFORM raise_access_version('account', NEW.account_id); END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER tenant_visits_end_authority AFTER UPDATE OF ended_at ON tenant_visits
  FOR EACH ROW EXECUTE FUNCTION tenant_visits_changed();

-- The second factor of who runs the installation counts for them whether or not they are a person anywhere.
CREATE OR REPLACE FUNCTION account_factors_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  account uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.account_id ELSE NEW.account_id END;
BEGIN
  PERFORM raise_access_version('person', p.id) FROM persons p WHERE p.account_id = account ORDER BY p.id;
  PERFORM raise_access_version('account', a.account_id) FROM platform_administrators a WHERE a.account_id = account;
  RETURN NULL;
END
$$;
