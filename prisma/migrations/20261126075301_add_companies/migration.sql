-- CreateTable
CREATE TABLE "companies" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "legal_name" TEXT NOT NULL,
    "trade_name" TEXT,
    "country" TEXT NOT NULL,
    "registration_number" TEXT,
    "sealed_tax_number" BYTEA,
    "founded_in" INTEGER,
    "about" TEXT,
    "website" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "address_lines" TEXT,
    "city" TEXT,
    "region" TEXT,
    "postal_code" TEXT,
    "shown_to" TEXT NOT NULL DEFAULT 'staff',
    "status" TEXT NOT NULL DEFAULT 'active',
    "suspended_reason" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "verified_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "companies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agencies" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "powers" TEXT[],
    "asked_by" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "agencies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company_papers" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "issuer" TEXT,
    "number" TEXT,
    "jurisdiction" TEXT,
    "amount" BIGINT,
    "currency" TEXT,
    "basis" TEXT,
    "issued_on" DATE,
    "expires_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "company_papers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "companies_tenant_id_verified_by_idx" ON "companies"("tenant_id", "verified_by");

-- CreateIndex
CREATE UNIQUE INDEX "companies_tenant_id_id_key" ON "companies"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "agencies_tenant_id_company_id_idx" ON "agencies"("tenant_id", "company_id");

-- CreateIndex
CREATE INDEX "agencies_tenant_id_person_id_idx" ON "agencies"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "agencies_tenant_id_asked_by_idx" ON "agencies"("tenant_id", "asked_by");

-- CreateIndex
CREATE INDEX "company_papers_tenant_id_company_id_idx" ON "company_papers"("tenant_id", "company_id");

-- AddForeignKey
ALTER TABLE "companies" ADD CONSTRAINT "companies_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "companies" ADD CONSTRAINT "companies_tenant_id_verified_by_fkey" FOREIGN KEY ("tenant_id", "verified_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_tenant_id_company_id_fkey" FOREIGN KEY ("tenant_id", "company_id") REFERENCES "companies"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_tenant_id_asked_by_fkey" FOREIGN KEY ("tenant_id", "asked_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "company_papers" ADD CONSTRAINT "company_papers_tenant_id_company_id_fkey" FOREIGN KEY ("tenant_id", "company_id") REFERENCES "companies"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE companies
  ADD CONSTRAINT companies_status CHECK (status IN ('active', 'suspended')),
  ADD CONSTRAINT companies_shown_to CHECK (shown_to IN ('staff', 'members')),
  ADD CONSTRAINT companies_country CHECK (country ~ '^[A-Z]{2}$');
-- A company is entered once, however its number is written.
CREATE UNIQUE INDEX companies_registration_key
  ON companies (tenant_id, country, (upper(regexp_replace(registration_number, '[^[:alnum:]]', '', 'g'))));
ALTER TABLE agencies
  ADD CONSTRAINT agencies_powers CHECK (cardinality(powers) > 0 AND powers <@ ARRAY['represent', 'apply', 'manage', 'view']);
CREATE UNIQUE INDEX agencies_current_key ON agencies (company_id, person_id) WHERE ended_at IS NULL;
ALTER TABLE company_papers
  ADD CONSTRAINT company_papers_kind CHECK (kind IN ('licence', 'bond', 'insurance', 'certification')),
  ADD CONSTRAINT company_papers_amount CHECK ((amount IS NULL) = (currency IS NULL) AND amount >= 0),
  ADD CONSTRAINT company_papers_basis CHECK (basis IN ('single', 'aggregate')),
  ADD CONSTRAINT company_papers_expire_after_issue CHECK (expires_on >= issued_on);
