-- CreateTable
CREATE TABLE "member_imports" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "started_by" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "added" INTEGER NOT NULL DEFAULT 0,
    "undo_until" TIMESTAMPTZ(3) NOT NULL,
    "undo_task_id" UUID,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member_import_rows" (
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "prints" JSONB NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "kept_for" TEXT,
    "kept_in" TEXT[],

    CONSTRAINT "member_import_rows_pkey" PRIMARY KEY ("import_id","row")
);

-- CreateIndex
CREATE INDEX "member_imports_tenant_id_unit_id_idx" ON "member_imports"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "member_imports_tenant_id_started_by_idx" ON "member_imports"("tenant_id", "started_by");

-- CreateIndex
CREATE UNIQUE INDEX "member_imports_tenant_id_id_key" ON "member_imports"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "member_import_rows_tenant_id_import_id_idx" ON "member_import_rows"("tenant_id", "import_id");

-- CreateIndex
CREATE INDEX "member_import_rows_tenant_id_person_id_idx" ON "member_import_rows"("tenant_id", "person_id");

-- AddForeignKey
ALTER TABLE "member_imports" ADD CONSTRAINT "member_imports_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member_imports" ADD CONSTRAINT "member_imports_tenant_id_started_by_fkey" FOREIGN KEY ("tenant_id", "started_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member_import_rows" ADD CONSTRAINT "member_import_rows_tenant_id_import_id_fkey" FOREIGN KEY ("tenant_id", "import_id") REFERENCES "member_imports"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member_import_rows" ADD CONSTRAINT "member_import_rows_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE member_imports
  ADD CONSTRAINT member_imports_counts CHECK (added >= 0 AND taken >= 0 AND kept >= 0 AND taken + kept <= added),
  ADD CONSTRAINT member_imports_undone CHECK (undone_at IS NULL OR undo_task_id IS NOT NULL);
ALTER TABLE member_import_rows
  ADD CONSTRAINT member_import_rows_kept CHECK (kept_for IS NULL OR (settled_at IS NOT NULL AND kept_for IN ('gone', 'claimed', 'changed'))),
  ALTER COLUMN kept_in SET DEFAULT '{}',
  ALTER COLUMN kept_in SET NOT NULL;
-- Which rows an undo still has to look at.
CREATE INDEX member_import_rows_open_idx ON member_import_rows (import_id, row) WHERE settled_at IS NULL;

-- Whether long work still goes on, for the rooms that started it.
CREATE VIEW task_states AS
  SELECT id AS task_id, tenant_id, ended_at IS NULL AS is_under_way FROM tasks;
