-- CreateTable
CREATE TABLE "unit_settings" (
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unit_settings_pkey" PRIMARY KEY ("unit_id","name")
);

-- CreateIndex
CREATE INDEX "unit_settings_tenant_id_unit_id_idx" ON "unit_settings"("tenant_id", "unit_id");

-- AddForeignKey
ALTER TABLE "unit_settings" ADD CONSTRAINT "unit_settings_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;
