-- CreateTable
CREATE TABLE "eligibility_rules" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "unit_id" UUID,
    "position_id" UUID,
    "role" TEXT,
    "role_id" UUID,
    "condition" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "eligibility_rules_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "eligibility_rules_tenant_id_unit_id_idx" ON "eligibility_rules"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "eligibility_rules_tenant_id_position_id_idx" ON "eligibility_rules"("tenant_id", "position_id");

-- CreateIndex
CREATE INDEX "eligibility_rules_tenant_id_role_id_idx" ON "eligibility_rules"("tenant_id", "role_id");

-- AddForeignKey
ALTER TABLE "eligibility_rules" ADD CONSTRAINT "eligibility_rules_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "eligibility_rules" ADD CONSTRAINT "eligibility_rules_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "eligibility_rules" ADD CONSTRAINT "eligibility_rules_tenant_id_position_id_fkey" FOREIGN KEY ("tenant_id", "position_id") REFERENCES "positions"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "eligibility_rules" ADD CONSTRAINT "eligibility_rules_tenant_id_role_id_fkey" FOREIGN KEY ("tenant_id", "role_id") REFERENCES "roles"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE eligibility_rules ADD CONSTRAINT eligibility_rules_are_about_one_thing CHECK (
  CASE kind
    WHEN 'joining' THEN unit_id IS NOT NULL AND position_id IS NULL AND role IS NULL
    WHEN 'position' THEN position_id IS NOT NULL AND unit_id IS NULL AND role IS NULL
    WHEN 'role' THEN role IS NOT NULL AND role <> 'member' AND unit_id IS NULL AND position_id IS NULL
    ELSE false
  END);
ALTER TABLE eligibility_rules ADD CONSTRAINT eligibility_rules_name_made_roles CHECK (role_id IS NULL OR role = role_id::text);
CREATE UNIQUE INDEX eligibility_rules_subject_key ON eligibility_rules (tenant_id, kind, coalesce(role, coalesce(unit_id, position_id)::text));

-- What positions are called, for rooms that ask something of who comes to them.
CREATE VIEW position_names AS
  SELECT tenant_id, id AS position_id, name, level, archived_at IS NOT NULL AS is_archived FROM positions;
