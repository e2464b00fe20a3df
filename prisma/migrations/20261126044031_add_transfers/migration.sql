-- CreateTable
CREATE TABLE "transfers" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "from_unit_id" UUID NOT NULL,
    "to_unit_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "reason" TEXT,
    "answer" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,

    CONSTRAINT "transfers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "transfers_tenant_id_person_id_idx" ON "transfers"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "transfers_tenant_id_decided_by_idx" ON "transfers"("tenant_id", "decided_by");

-- CreateIndex
CREATE INDEX "transfers_tenant_id_from_unit_id_idx" ON "transfers"("tenant_id", "from_unit_id");

-- CreateIndex
CREATE INDEX "transfers_tenant_id_to_unit_id_idx" ON "transfers"("tenant_id", "to_unit_id");

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_tenant_id_decided_by_fkey" FOREIGN KEY ("tenant_id", "decided_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_tenant_id_from_unit_id_fkey" FOREIGN KEY ("tenant_id", "from_unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_tenant_id_to_unit_id_fkey" FOREIGN KEY ("tenant_id", "to_unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE transfers
  ADD CONSTRAINT transfers_state CHECK (state IN ('requested', 'approved', 'refused', 'withdrawn')),
  ADD CONSTRAINT transfers_lead_elsewhere CHECK (from_unit_id <> to_unit_id),
  ADD CONSTRAINT transfers_answered CHECK ((state = 'requested') = (decided_at IS NULL));
-- Somebody asks once to leave a unit.
CREATE UNIQUE INDEX transfers_open_key ON transfers (tenant_id, person_id, from_unit_id) WHERE state = 'requested';
