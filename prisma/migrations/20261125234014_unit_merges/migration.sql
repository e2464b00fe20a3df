-- AlterTable
ALTER TABLE "units" ADD COLUMN     "merged_into_id" UUID;

-- CreateIndex
CREATE INDEX "units_tenant_id_merged_into_id_idx" ON "units"("tenant_id", "merged_into_id");

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_tenant_id_merged_into_id_fkey" FOREIGN KEY ("tenant_id", "merged_into_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE units ADD CONSTRAINT units_merged_are_closed CHECK (merged_into_id IS NULL OR (status = 'closed' AND merged_into_id <> id));
