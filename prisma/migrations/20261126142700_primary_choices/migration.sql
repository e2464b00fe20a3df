-- AlterTable
ALTER TABLE "transfers" ADD COLUMN     "requested_by" UUID;

-- CreateTable
CREATE TABLE "primary_choices" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "from_unit_id" UUID NOT NULL,
    "to_unit_id" UUID NOT NULL,
    "chosen_by" UUID,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "primary_choices_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "primary_choices_tenant_id_person_id_id_idx" ON "primary_choices"("tenant_id", "person_id", "id");

-- CreateIndex
CREATE INDEX "primary_choices_tenant_id_chosen_by_idx" ON "primary_choices"("tenant_id", "chosen_by");

-- CreateIndex
CREATE INDEX "primary_choices_tenant_id_from_unit_id_idx" ON "primary_choices"("tenant_id", "from_unit_id");

-- CreateIndex
CREATE INDEX "primary_choices_tenant_id_to_unit_id_idx" ON "primary_choices"("tenant_id", "to_unit_id");

-- CreateIndex
CREATE INDEX "transfers_tenant_id_requested_by_idx" ON "transfers"("tenant_id", "requested_by");

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_tenant_id_requested_by_fkey" FOREIGN KEY ("tenant_id", "requested_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "primary_choices" ADD CONSTRAINT "primary_choices_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "primary_choices" ADD CONSTRAINT "primary_choices_tenant_id_chosen_by_fkey" FOREIGN KEY ("tenant_id", "chosen_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "primary_choices" ADD CONSTRAINT "primary_choices_tenant_id_from_unit_id_fkey" FOREIGN KEY ("tenant_id", "from_unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "primary_choices" ADD CONSTRAINT "primary_choices_tenant_id_to_unit_id_fkey" FOREIGN KEY ("tenant_id", "to_unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE primary_choices ADD CONSTRAINT primary_choices_change_something CHECK (from_unit_id <> to_unit_id);

-- Who leads what, for rooms that decide about people.
CREATE VIEW unit_leaders AS
  SELECT tenant_id, id AS unit_id, leader_id AS person_id FROM units WHERE leader_id IS NOT NULL;

-- Roles whose own unit was left behind by a move gave nothing any more and read as if they did. They are over.
UPDATE grants g SET ends_at = greatest(g.starts_at, CURRENT_TIMESTAMP(3))
  FROM grant_standings s
  WHERE s.grant_id = g.id AND NOT s.role_exists AND (g.ends_at IS NULL OR g.ends_at > CURRENT_TIMESTAMP(3));
