-- AlterTable
ALTER TABLE "certifications" ADD COLUMN     "scan_id" UUID;

-- CreateIndex
CREATE INDEX "certifications_tenant_id_scan_id_idx" ON "certifications"("tenant_id", "scan_id");

-- AddForeignKey
ALTER TABLE "certifications" ADD CONSTRAINT "certifications_tenant_id_scan_id_fkey" FOREIGN KEY ("tenant_id", "scan_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;
