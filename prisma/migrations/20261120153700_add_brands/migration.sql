-- CreateTable
CREATE TABLE "brands" (
    "tenant_id" UUID NOT NULL,
    "colour" TEXT,
    "corners" TEXT NOT NULL,
    "font" TEXT NOT NULL,
    "density" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brands_pkey" PRIMARY KEY ("tenant_id")
);

-- AddForeignKey
ALTER TABLE "brands" ADD CONSTRAINT "brands_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE brands
  ADD CONSTRAINT brands_colour_check CHECK (colour ~ '^#[0-9a-f]{6}$'),
  ADD CONSTRAINT brands_corners_check CHECK (corners IN ('square', 'soft', 'round')),
  ADD CONSTRAINT brands_font_check CHECK (font IN ('shipped', 'system')),
  ADD CONSTRAINT brands_density_check CHECK (density IN ('roomy', 'dense'));

-- Looks are cached by every process together with what it knows of the association.
CREATE FUNCTION brands_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_of_changed_authority('tenant', COALESCE(NEW.tenant_id, OLD.tenant_id));
  RETURN NULL;
END
$$;
CREATE TRIGGER brands_change AFTER INSERT OR UPDATE OR DELETE ON brands
  FOR EACH ROW EXECUTE FUNCTION brands_changed();
