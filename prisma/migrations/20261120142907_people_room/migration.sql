-- AlterTable
ALTER TABLE "persons" ADD COLUMN     "address_lines" TEXT,
ADD COLUMN     "city" TEXT,
ADD COLUMN     "country" TEXT,
ADD COLUMN     "display_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "latitude" DOUBLE PRECISION,
ADD COLUMN     "links" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "longitude" DOUBLE PRECISION,
ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "native_name" TEXT,
ADD COLUMN     "patronymic" TEXT,
ADD COLUMN     "postal_code" TEXT,
ADD COLUMN     "region" TEXT,
ADD COLUMN     "shown_to" TEXT NOT NULL DEFAULT 'staff',
ADD COLUMN     "skills" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "sort_name" TEXT NOT NULL DEFAULT '',
ALTER COLUMN "given_name" DROP NOT NULL,
ALTER COLUMN "family_name" DROP NOT NULL;

-- AlterTable
ALTER TABLE "sign_ups" ALTER COLUMN "given_name" DROP NOT NULL,
ALTER COLUMN "family_name" DROP NOT NULL;

-- CreateTable
CREATE TABLE "spoken_languages" (
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "spoken_languages_pkey" PRIMARY KEY ("tenant_id","person_id","language")
);

-- CreateTable
CREATE TABLE "certifications" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT,
    "number" TEXT,
    "issued_on" DATE,
    "expires_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "certifications_tenant_id_person_id_idx" ON "certifications"("tenant_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "certifications_tenant_id_id_key" ON "certifications"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "persons_tenant_id_merged_into_id_idx" ON "persons"("tenant_id", "merged_into_id");

-- AddForeignKey
ALTER TABLE "persons" ADD CONSTRAINT "persons_tenant_id_merged_into_id_fkey" FOREIGN KEY ("tenant_id", "merged_into_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "spoken_languages" ADD CONSTRAINT "spoken_languages_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "certifications" ADD CONSTRAINT "certifications_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
UPDATE persons SET
  display_name = concat_ws(' ', nullif(given_name, ''), nullif(family_name, '')),
  sort_name = concat_ws(' ', nullif(family_name, ''), nullif(given_name, ''));

ALTER TABLE persons
  ADD CONSTRAINT persons_have_a_name CHECK (deleted_at IS NOT NULL OR given_name IS NOT NULL OR family_name IS NOT NULL),
  ADD CONSTRAINT persons_position CHECK ((latitude IS NULL) = (longitude IS NULL)
    AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180),
  ADD CONSTRAINT persons_country CHECK (country ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT persons_shown_to CHECK (shown_to IN ('staff', 'members')),
  ADD CONSTRAINT persons_merged_are_gone CHECK (merged_into_id IS NULL OR (deleted_at IS NOT NULL AND merged_into_id <> id));

ALTER TABLE spoken_languages ADD CONSTRAINT spoken_languages_level CHECK (level IN ('basic', 'good', 'fluent', 'native'));
ALTER TABLE certifications ADD CONSTRAINT certifications_expire_after_issue CHECK (expires_on >= issued_on);

-- Who is here. Rooms above read it; `called` is how a letter greets.
CREATE VIEW people AS
  SELECT tenant_id, id AS person_id, account_id, coalesce(given_name, display_name) AS called, display_name, sort_name, native_name,
    locale, time_zone, created_at
  FROM persons WHERE deleted_at IS NULL;

-- The confirmed address behind a person.
CREATE VIEW account_addresses AS SELECT id AS account_id, email FROM accounts;
