-- CreateTable
CREATE TABLE "brand_logos" (
    "tenant_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "alt" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "seen_on_light" BOOLEAN NOT NULL,
    "seen_on_dark" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brand_logos_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "brand_logos_tenant_id_file_id_key" ON "brand_logos"("tenant_id", "file_id");

-- AddForeignKey
ALTER TABLE "brand_logos" ADD CONSTRAINT "brand_logos_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "brand_logos" ADD CONSTRAINT "brand_logos_tenant_id_file_id_fkey" FOREIGN KEY ("tenant_id", "file_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE brand_logos
  ADD CONSTRAINT brand_logos_name_check CHECK (name IN ('beside', 'within')),
  ADD CONSTRAINT brand_logos_size_check CHECK (width > 0 AND height > 0);

-- Cached by every process, as the other looks are.
CREATE TRIGGER brand_logos_change AFTER INSERT OR UPDATE OR DELETE ON brand_logos
  FOR EACH ROW EXECUTE FUNCTION brands_changed();
