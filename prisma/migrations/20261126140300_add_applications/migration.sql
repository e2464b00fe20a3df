-- CreateTable
CREATE TABLE "applications" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "person_id" UUID,
    "company_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "bids" INTEGER NOT NULL DEFAULT 0,
    "submitted_at" TIMESTAMPTZ(3),
    "submitted_by" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "total" BIGINT,
    "currency" TEXT,
    "match_score" INTEGER,
    "match_reasons" JSONB,
    "match_version" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decision_reason" TEXT,
    "feedback" TEXT,
    "draft" JSONB,
    "draft_salt" TEXT,
    "draft_saved_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "applications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bids" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "document" TEXT,
    "hash" BYTEA NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_by" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "bids_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_files" (
    "tenant_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "in_draft" BOOLEAN NOT NULL,
    "in_bid" BOOLEAN NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_files_pkey" PRIMARY KEY ("tenant_id","application_id","file_id")
);

-- CreateIndex
CREATE INDEX "applications_tenant_id_project_id_status_submitted_at_idx" ON "applications"("tenant_id", "project_id", "status", "submitted_at");

-- CreateIndex
CREATE INDEX "applications_tenant_id_person_id_idx" ON "applications"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "applications_tenant_id_company_id_idx" ON "applications"("tenant_id", "company_id");

-- CreateIndex
CREATE INDEX "applications_tenant_id_submitted_by_idx" ON "applications"("tenant_id", "submitted_by");

-- CreateIndex
CREATE INDEX "applications_tenant_id_decided_by_idx" ON "applications"("tenant_id", "decided_by");

-- CreateIndex
CREATE UNIQUE INDEX "applications_tenant_id_id_key" ON "applications"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "bids_tenant_id_submitted_by_idx" ON "bids"("tenant_id", "submitted_by");

-- CreateIndex
CREATE UNIQUE INDEX "bids_tenant_id_application_id_number_key" ON "bids"("tenant_id", "application_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "application_files_tenant_id_file_id_key" ON "application_files"("tenant_id", "file_id");

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_tenant_id_company_id_fkey" FOREIGN KEY ("tenant_id", "company_id") REFERENCES "companies"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_tenant_id_submitted_by_fkey" FOREIGN KEY ("tenant_id", "submitted_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_tenant_id_decided_by_fkey" FOREIGN KEY ("tenant_id", "decided_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "bids" ADD CONSTRAINT "bids_tenant_id_application_id_fkey" FOREIGN KEY ("tenant_id", "application_id") REFERENCES "applications"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "bids" ADD CONSTRAINT "bids_tenant_id_submitted_by_fkey" FOREIGN KEY ("tenant_id", "submitted_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "application_files" ADD CONSTRAINT "application_files_tenant_id_application_id_fkey" FOREIGN KEY ("tenant_id", "application_id") REFERENCES "applications"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "application_files" ADD CONSTRAINT "application_files_tenant_id_file_id_fkey" FOREIGN KEY ("tenant_id", "file_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE applications
  ADD CONSTRAINT applications_of_one CHECK ((person_id IS NULL) <> (company_id IS NULL)),
  ADD CONSTRAINT applications_status CHECK (status IN ('draft', 'submitted', 'withdrawn', 'shortlisted', 'awarded', 'reserve', 'declined')),
  -- What others weigh was handed in; what was not is still being written.
  ADD CONSTRAINT applications_submitted CHECK (CASE WHEN status = 'draft' THEN submitted_at IS NULL AND bids = 0
    ELSE submitted_at IS NOT NULL AND bids > 0 END),
  ADD CONSTRAINT applications_withdrawn CHECK ((withdrawn_at IS NOT NULL) = (status = 'withdrawn')),
  ADD CONSTRAINT applications_decided CHECK ((decided_at IS NOT NULL) = (status IN ('awarded', 'reserve', 'declined'))),
  ADD CONSTRAINT applications_draft CHECK ((draft IS NULL) = (draft_salt IS NULL) AND (draft IS NULL) = (draft_saved_at IS NULL)
    AND coalesce((draft ->> 'v')::int = 1, true)),
  ADD CONSTRAINT applications_total CHECK (total >= 0 AND (total IS NULL) = (currency IS NULL) AND currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT applications_match_score CHECK (match_score BETWEEN 0 AND 100);
CREATE UNIQUE INDEX applications_person_key ON applications (project_id, person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX applications_company_key ON applications (project_id, company_id) WHERE company_id IS NOT NULL;
-- Places that are taken: counted at each submission where a project takes so many.
CREATE INDEX applications_places_idx ON applications (project_id) WHERE status NOT IN ('draft', 'withdrawn');
ALTER TABLE bids
  ADD CONSTRAINT bids_hash CHECK (octet_length(hash) = 32),
  ADD CONSTRAINT bids_number CHECK (number > 0),
  ADD CONSTRAINT bids_document CHECK (document IS NULL OR (document::jsonb ->> 'v')::int = 1),
  -- What does not count any more is not kept.
  ADD CONSTRAINT bids_ended CHECK (ended_at IS NULL OR document IS NULL);
CREATE UNIQUE INDEX bids_current_key ON bids (application_id) WHERE ended_at IS NULL;
ALTER TABLE application_files ADD CONSTRAINT application_files_of_something CHECK (in_draft OR in_bid);

-- Who acts for which company now.
CREATE VIEW company_agents AS
  SELECT a.tenant_id, a.company_id, a.person_id, a.powers, c.legal_name
  FROM agencies a JOIN companies c ON c.tenant_id = a.tenant_id AND c.id = a.company_id
  WHERE a.ended_at IS NULL AND a.confirmed_at IS NOT NULL AND c.status = 'active';
-- Past work of persons and companies, whoever sees it: for the party itself, and for those to whom it gives it.
CREATE VIEW contractor_works AS
  SELECT tenant_id, CASE WHEN company_id IS NULL THEN 'person' ELSE 'company' END AS kind, coalesce(company_id, person_id) AS contractor_id,
    id AS work_id, title, client, place, started_on, ended_on, amount, currency, role, description, link
  FROM past_works;
-- What was handed in and counts, for those who weigh it.
CREATE VIEW submitted_applications AS
  SELECT tenant_id, id AS application_id, project_id, person_id, company_id, CASE WHEN company_id IS NULL THEN 'person' ELSE 'company' END AS kind,
    coalesce(company_id, person_id) AS contractor_id, status, bids, submitted_at, total, currency, match_score, match_reasons, match_version,
    decided_at, decided_by, decision_reason, feedback, version
  FROM applications WHERE status NOT IN ('draft', 'withdrawn');
