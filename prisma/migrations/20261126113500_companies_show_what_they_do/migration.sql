-- AlterTable
ALTER TABLE "certifications" ADD COLUMN     "amount" BIGINT,
ADD COLUMN     "basis" TEXT,
ADD COLUMN     "currency" TEXT,
ADD COLUMN     "jurisdiction" TEXT,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'certification';

-- AlterTable
ALTER TABLE "companies" ADD COLUMN     "contact_to" TEXT NOT NULL DEFAULT 'staff',
ADD COLUMN     "latitude" DOUBLE PRECISION,
ADD COLUMN     "longitude" DOUBLE PRECISION,
ADD COLUMN     "papers_to" TEXT NOT NULL DEFAULT 'staff',
ADD COLUMN     "place_precision" TEXT NOT NULL DEFAULT 'town',
ADD COLUMN     "service_radius" INTEGER,
ADD COLUMN     "skills" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "company_papers" ADD COLUMN     "scan_id" UUID;

-- AlterTable
ALTER TABLE "persons" ADD COLUMN     "works_since" INTEGER;

-- CreateTable
CREATE TABLE "company_units" (
    "tenant_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,

    CONSTRAINT "company_units_pkey" PRIMARY KEY ("tenant_id","company_id","unit_id")
);

-- CreateTable
CREATE TABLE "past_works" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "company_id" UUID,
    "person_id" UUID,
    "title" TEXT NOT NULL,
    "client" TEXT,
    "place" TEXT,
    "started_on" DATE,
    "ended_on" DATE,
    "amount" BIGINT,
    "currency" TEXT,
    "role" TEXT,
    "description" TEXT,
    "link" TEXT,
    "shown_to" TEXT NOT NULL DEFAULT 'staff',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "past_works_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "past_work_files" (
    "tenant_id" UUID NOT NULL,
    "work_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "past_work_files_pkey" PRIMARY KEY ("tenant_id","work_id","file_id")
);

-- CreateIndex
CREATE INDEX "company_units_tenant_id_unit_id_idx" ON "company_units"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "past_works_tenant_id_company_id_idx" ON "past_works"("tenant_id", "company_id");

-- CreateIndex
CREATE INDEX "past_works_tenant_id_person_id_idx" ON "past_works"("tenant_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "past_works_tenant_id_id_key" ON "past_works"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "past_work_files_tenant_id_file_id_key" ON "past_work_files"("tenant_id", "file_id");

-- CreateIndex
CREATE INDEX "company_papers_tenant_id_scan_id_idx" ON "company_papers"("tenant_id", "scan_id");

-- AddForeignKey
ALTER TABLE "company_papers" ADD CONSTRAINT "company_papers_tenant_id_scan_id_fkey" FOREIGN KEY ("tenant_id", "scan_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "company_units" ADD CONSTRAINT "company_units_tenant_id_company_id_fkey" FOREIGN KEY ("tenant_id", "company_id") REFERENCES "companies"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "company_units" ADD CONSTRAINT "company_units_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "past_works" ADD CONSTRAINT "past_works_tenant_id_company_id_fkey" FOREIGN KEY ("tenant_id", "company_id") REFERENCES "companies"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "past_works" ADD CONSTRAINT "past_works_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "past_work_files" ADD CONSTRAINT "past_work_files_tenant_id_work_id_fkey" FOREIGN KEY ("tenant_id", "work_id") REFERENCES "past_works"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "past_work_files" ADD CONSTRAINT "past_work_files_tenant_id_file_id_fkey" FOREIGN KEY ("tenant_id", "file_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE companies
  DROP CONSTRAINT companies_shown_to,
  ADD CONSTRAINT companies_shown_to CHECK (ARRAY['public', 'members', 'staff'] @> ARRAY[shown_to, papers_to, contact_to]),
  ADD CONSTRAINT companies_place_precision CHECK (place_precision IN ('exact', 'street', 'town', 'region')),
  ADD CONSTRAINT companies_position CHECK ((latitude IS NULL) = (longitude IS NULL)
    AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180),
  -- So far around a place that nobody told is nowhere.
  ADD CONSTRAINT companies_service_radius CHECK (service_radius IS NULL OR (service_radius BETWEEN 1 AND 20000 AND latitude IS NOT NULL));
ALTER TABLE past_works
  ADD CONSTRAINT past_works_of_one CHECK (num_nonnulls(company_id, person_id) = 1),
  ADD CONSTRAINT past_works_shown_to CHECK (shown_to IN ('public', 'members', 'staff')),
  ADD CONSTRAINT past_works_amount CHECK ((amount IS NULL) = (currency IS NULL) AND amount >= 0),
  ADD CONSTRAINT past_works_end_after_start CHECK (ended_on >= started_on);
ALTER TABLE certifications
  ADD CONSTRAINT certifications_kind CHECK (kind IN ('licence', 'bond', 'insurance', 'certification')),
  ADD CONSTRAINT certifications_amount CHECK ((amount IS NULL) = (currency IS NULL) AND amount >= 0),
  ADD CONSTRAINT certifications_basis CHECK (basis IN ('single', 'aggregate'));
ALTER TABLE persons ADD CONSTRAINT persons_works_since CHECK (works_since BETWEEN 1900 AND 2200);

CREATE INDEX companies_name_words_idx ON companies USING gin (name_words(legal_name, trade_name));
CREATE INDEX companies_skills_idx ON companies USING gin (fold_all(skills));
CREATE INDEX company_papers_title_idx ON company_papers (tenant_id, fold_text(title), expires_on);

CREATE OR REPLACE VIEW person_certifications AS
  SELECT tenant_id, person_id, id AS certification_id, name, issuer, expires_on, kind, jurisdiction, amount, currency, basis, issued_on
  FROM certifications;
CREATE OR REPLACE VIEW directory_people AS
  SELECT tenant_id, id AS person_id, account_id, display_name, sort_name, native_name, title, bio, skills, links, phone, email,
    address_lines, city, region, postal_code, country, latitude, longitude, photo_id, shown_to, about_to, skills_to, languages_to,
    photo_to, units_to, certifications_to, email_to, phone_to, place_to, place_precision, deleted_at, works_since
  FROM persons WHERE deleted_at IS NULL;

-- Companies as others may find them. Whoever reads it asks the room companies for the conditions.
CREATE VIEW directory_companies AS
  SELECT c.tenant_id, c.id AS company_id, c.legal_name, c.trade_name, c.country, c.city, c.region, c.website, c.about, c.skills, c.founded_in,
    c.latitude, c.longitude, c.place_precision, c.service_radius, c.shown_to, c.papers_to, c.contact_to, c.status,
    c.verified_at IS NOT NULL AS is_verified
  FROM companies c;
CREATE VIEW company_workplaces AS
  SELECT s.tenant_id, s.company_id, s.unit_id, u.path, u.name FROM company_units s
  JOIN unit_places u ON u.tenant_id = s.tenant_id AND u.unit_id = s.unit_id;

-- Persons and companies as those who do work, with one answer to each question. A reader shows it to whom it concerns only.
CREATE VIEW contractor_papers AS
  SELECT k.tenant_id, 'company'::text AS kind, k.company_id AS contractor_id, k.id AS paper_id, k.kind AS paper_kind, k.title,
    fold_text(k.title) AS title_key, k.issuer, k.jurisdiction, k.amount, k.currency, k.basis, k.issued_on, k.expires_on
  FROM company_papers k
  UNION ALL
  SELECT t.tenant_id, 'person', t.person_id, t.certification_id, t.kind, t.name, fold_text(t.name), t.issuer, t.jurisdiction, t.amount,
    t.currency, t.basis, t.issued_on, t.expires_on
  FROM person_certifications t;
CREATE VIEW contractors AS
  SELECT c.tenant_id, 'company'::text AS kind, c.id AS contractor_id, coalesce(c.trade_name, c.legal_name) AS name, c.skills,
    fold_all(c.skills) AS skill_keys, c.founded_in AS works_since, c.latitude, c.longitude, c.service_radius,
    ARRAY(SELECT s.path FROM company_workplaces s WHERE s.tenant_id = c.tenant_id AND s.company_id = c.id) AS service_paths,
    (SELECT count(*)::int FROM past_works w WHERE w.tenant_id = c.tenant_id AND w.company_id = c.id) AS past_works,
    c.status = 'active' AS is_active
  FROM companies c
  UNION ALL
  SELECT p.tenant_id, 'person', p.person_id, p.display_name, p.skills, fold_all(p.skills), p.works_since, p.latitude, p.longitude, NULL,
    '{}'::ltree[], (SELECT count(*)::int FROM past_works w WHERE w.tenant_id = p.tenant_id AND w.person_id = p.person_id), true
  FROM directory_people p;
