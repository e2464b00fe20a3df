-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "original_gone_at" TIMESTAMPTZ(3),
ADD COLUMN     "original_source" TEXT,
ADD COLUMN     "original_url" TEXT;

-- CreateTable
CREATE TABLE "project_sources" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "sealed_key" BYTEA,
    "mapping" JSONB,
    "time_zone" TEXT NOT NULL,
    "currency" TEXT,
    "contact_email" TEXT,
    "visibility" TEXT NOT NULL,
    "publishes" BOOLEAN NOT NULL,
    "every_hours" INTEGER,
    "next_run_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_runs" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "same" INTEGER NOT NULL DEFAULT 0,
    "passed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "vanished" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "faults" JSONB,

    CONSTRAINT "source_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_items" (
    "tenant_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "project_id" UUID NOT NULL,
    "said" JSONB NOT NULL,
    "seen_in" UUID NOT NULL,
    "deadline" TEXT,
    "vanished_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_items_pkey" PRIMARY KEY ("tenant_id","source_id","external_id")
);

-- CreateIndex
CREATE INDEX "project_sources_tenant_id_unit_id_idx" ON "project_sources"("tenant_id", "unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "project_sources_tenant_id_id_key" ON "project_sources"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "source_runs_tenant_id_source_id_idx" ON "source_runs"("tenant_id", "source_id");

-- CreateIndex
CREATE INDEX "source_items_tenant_id_project_id_idx" ON "source_items"("tenant_id", "project_id");

-- AddForeignKey
ALTER TABLE "project_sources" ADD CONSTRAINT "project_sources_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "source_runs" ADD CONSTRAINT "source_runs_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "project_sources"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "source_items" ADD CONSTRAINT "source_items_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "project_sources"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "source_items" ADD CONSTRAINT "source_items_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
CREATE UNIQUE INDEX project_sources_name_key ON project_sources (tenant_id, lower(name));
-- One run of a source goes on at a time.
CREATE UNIQUE INDEX source_runs_going_key ON source_runs (source_id) WHERE ended_at IS NULL;
CREATE INDEX project_sources_due_idx ON project_sources (next_run_at) WHERE next_run_at IS NOT NULL;
ALTER TABLE project_sources
  ADD CONSTRAINT project_sources_kind CHECK (kind IN ('samgov', 'csv')),
  ADD CONSTRAINT project_sources_mapping CHECK ((mapping IS NOT NULL) = (kind = 'csv')),
  ADD CONSTRAINT project_sources_visibility CHECK (visibility IN ('public', 'members')),
  ADD CONSTRAINT project_sources_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT project_sources_hours CHECK (every_hours BETWEEN 1 AND 720);
ALTER TABLE projects ADD CONSTRAINT projects_original CHECK (original_source IS NOT NULL OR (original_url IS NULL AND original_gone_at IS NULL));
