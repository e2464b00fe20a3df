-- CreateTable
CREATE TABLE "number_series" (
    "tenant_id" UUID NOT NULL,
    "prefix" TEXT NOT NULL,
    "with_year" BOOLEAN NOT NULL,
    "digits" INTEGER NOT NULL,
    "next_number" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "membership_numbers" (
    "tenant_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_at" TIMESTAMPTZ(3),

    CONSTRAINT "membership_numbers_pkey" PRIMARY KEY ("tenant_id","number")
);

-- CreateIndex
CREATE INDEX "membership_numbers_tenant_id_person_id_idx" ON "membership_numbers"("tenant_id", "person_id");

-- AddForeignKey
ALTER TABLE "number_series" ADD CONSTRAINT "number_series_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "membership_numbers" ADD CONSTRAINT "membership_numbers_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE number_series ADD CONSTRAINT number_series_can_count CHECK (digits BETWEEN 1 AND 9 AND next_number > 0);
CREATE UNIQUE INDEX membership_numbers_person_key ON membership_numbers (tenant_id, person_id) WHERE replaced_at IS NULL;

-- The next number of an association, or NULL where it gives none. The row of the series stays locked until the commit; the
-- count only goes up, and what an earlier look has made already is passed over.
CREATE FUNCTION next_membership_number(tenant uuid, at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  series number_series;
  digits text;
  candidate text;
BEGIN
  LOOP
    UPDATE number_series SET next_number = next_number + 1 WHERE tenant_id = tenant RETURNING * INTO series;
    IF NOT FOUND THEN RETURN NULL; END IF;
    digits := (series.next_number - 1)::text;
    candidate := series.prefix || CASE WHEN series.with_year THEN to_char(at AT TIME ZONE 'UTC', 'YYYY-') ELSE '' END
      || CASE WHEN length(digits) < series.digits THEN lpad(digits, series.digits, '0') ELSE digits END;
    EXIT WHEN NOT EXISTS (SELECT 1 FROM membership_numbers n WHERE n.tenant_id = tenant AND n.number = candidate);
  END LOOP;
  RETURN candidate;
END
$$;

-- Views that rooms publish to others.
CREATE VIEW person_numbers AS
  SELECT tenant_id, person_id, number FROM membership_numbers WHERE replaced_at IS NULL;
