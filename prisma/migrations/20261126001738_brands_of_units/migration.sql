-- DropForeignKey
ALTER TABLE "brands" DROP CONSTRAINT "brands_tenant_id_fkey";

-- AlterTable
ALTER TABLE "brands" DROP CONSTRAINT "brands_pkey",
ADD COLUMN     "unit_id" UUID;

-- What there is is of associations: of their roots.
UPDATE "brands" SET "unit_id" = "tenant_id";

ALTER TABLE "brands" ALTER COLUMN "unit_id" SET NOT NULL,
ADD CONSTRAINT "brands_pkey" PRIMARY KEY ("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "brands_tenant_id_unit_id_key" ON "brands"("tenant_id", "unit_id");

-- AddForeignKey
ALTER TABLE "brands" ADD CONSTRAINT "brands_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;
