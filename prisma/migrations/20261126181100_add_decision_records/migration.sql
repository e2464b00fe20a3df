-- CreateTable
CREATE TABLE "decision_records" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "mentions" UUID[],
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_records_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "decision_records_tenant_id_project_id_made_at_idx" ON "decision_records"("tenant_id", "project_id", "made_at");

-- CreateIndex
CREATE INDEX "decision_records_tenant_id_made_by_idx" ON "decision_records"("tenant_id", "made_by");

-- CreateIndex
CREATE UNIQUE INDEX "decision_records_tenant_id_file_id_key" ON "decision_records"("tenant_id", "file_id");

-- AddForeignKey
ALTER TABLE "decision_records" ADD CONSTRAINT "decision_records_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "decision_records" ADD CONSTRAINT "decision_records_tenant_id_file_id_fkey" FOREIGN KEY ("tenant_id", "file_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "decision_records" ADD CONSTRAINT "decision_records_tenant_id_made_by_fkey" FOREIGN KEY ("tenant_id", "made_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;
