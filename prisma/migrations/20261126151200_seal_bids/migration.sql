-- AlterTable
ALTER TABLE "application_files" ADD COLUMN     "position" INTEGER;

-- AlterTable
ALTER TABLE "bids" ADD COLUMN     "sealed" BYTEA;

-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "sealing" TEXT;

-- CreateTable
CREATE TABLE "sealings" (
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "threshold" INTEGER NOT NULL,
    "public_key" BYTEA,
    "sealed_opened_key" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ready_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "sealings_pkey" PRIMARY KEY ("tenant_id","project_id")
);

-- CreateTable
CREATE TABLE "sealing_witnesses" (
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "public_key" BYTEA,
    "wrapped_key" BYTEA,
    "share" BYTEA,
    "sealed_given_share" BYTEA,
    "accepted_at" TIMESTAMPTZ(3),
    "given_at" TIMESTAMPTZ(3),

    CONSTRAINT "sealing_witnesses_pkey" PRIMARY KEY ("tenant_id","project_id","person_id")
);

-- CreateTable
CREATE TABLE "addendum_receipts" (
    "tenant_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "addendum_id" UUID NOT NULL,
    "acknowledged_by" UUID,
    "acknowledged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "addendum_receipts_pkey" PRIMARY KEY ("tenant_id","application_id","addendum_id")
);

-- CreateIndex
CREATE INDEX "sealing_witnesses_tenant_id_person_id_idx" ON "sealing_witnesses"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "addendum_receipts_tenant_id_addendum_id_idx" ON "addendum_receipts"("tenant_id", "addendum_id");

-- CreateIndex
CREATE INDEX "addendum_receipts_tenant_id_acknowledged_by_idx" ON "addendum_receipts"("tenant_id", "acknowledged_by");

-- AddForeignKey
ALTER TABLE "sealings" ADD CONSTRAINT "sealings_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sealing_witnesses" ADD CONSTRAINT "sealing_witnesses_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "sealings"("tenant_id", "project_id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sealing_witnesses" ADD CONSTRAINT "sealing_witnesses_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "addendum_receipts" ADD CONSTRAINT "addendum_receipts_tenant_id_application_id_fkey" FOREIGN KEY ("tenant_id", "application_id") REFERENCES "applications"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "addendum_receipts" ADD CONSTRAINT "addendum_receipts_tenant_id_addendum_id_fkey" FOREIGN KEY ("tenant_id", "addendum_id") REFERENCES "project_addenda"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "addendum_receipts" ADD CONSTRAINT "addendum_receipts_tenant_id_acknowledged_by_fkey" FOREIGN KEY ("tenant_id", "acknowledged_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE projects ADD CONSTRAINT projects_sealing CHECK (sealing IN ('awaiting', 'ready')
  -- Nobody finds a project whose bids nobody could open.
  AND (sealing = 'ready' OR status = 'draft'));
ALTER TABLE bids
  DROP CONSTRAINT bids_ended,
  -- What does not count any more is not kept, and what is sealed stands nowhere else.
  ADD CONSTRAINT bids_ended CHECK ((ended_at IS NULL OR (document IS NULL AND sealed IS NULL)) AND (document IS NULL OR sealed IS NULL));
ALTER TABLE application_files ADD CONSTRAINT application_files_sealed CHECK (position IS NULL OR (in_bid AND NOT in_draft));
ALTER TABLE sealings
  ADD CONSTRAINT sealings_threshold CHECK (threshold BETWEEN 2 AND 10),
  ADD CONSTRAINT sealings_public_key CHECK (octet_length(public_key) = 32),
  ADD CONSTRAINT sealings_ready CHECK ((public_key IS NULL) = (ready_at IS NULL)),
  ADD CONSTRAINT sealings_opened CHECK ((opened_at IS NULL OR ready_at IS NOT NULL) AND (sealed_opened_key IS NULL OR opened_at IS NOT NULL));
ALTER TABLE sealing_witnesses
  ADD CONSTRAINT sealing_witnesses_accepted CHECK (wrapped_key IS NULL OR (accepted_at IS NOT NULL AND public_key IS NOT NULL)),
  ADD CONSTRAINT sealing_witnesses_given CHECK (sealed_given_share IS NULL OR given_at IS NOT NULL);
CREATE OR REPLACE VIEW project_places AS
  SELECT tenant_id, id AS project_id, unit_id, slug, title, status, deadline, closed_at, time_zone, visibility, open_to, max_applications,
    currency, starts_on, ends_on, sealing
  FROM projects;
