-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL,
    "tenant_id" UUID,
    "started_by" UUID,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "title_values" JSONB NOT NULL,
    "input" JSONB NOT NULL,
    "cancellable" BOOLEAN NOT NULL,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "phase" TEXT,
    "checkpoint" JSONB,
    "parts" UUID[],
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "run_id" UUID,
    "heartbeat_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "result_file_id" UUID,
    "result_name" TEXT,
    "problem" TEXT,
    "problem_values" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "tasks_tenant_id_started_by_id_idx" ON "tasks"("tenant_id", "started_by", "id");

-- CreateIndex
CREATE INDEX "tasks_tenant_id_result_file_id_idx" ON "tasks"("tenant_id", "result_file_id");

-- CreateIndex
CREATE INDEX "tasks_ended_at_idx" ON "tasks"("ended_at");

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_tenant_id_started_by_fkey" FOREIGN KEY ("tenant_id", "started_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_tenant_id_result_file_id_fkey" FOREIGN KEY ("tenant_id", "result_file_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE tasks
  ADD CONSTRAINT tasks_state CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  ADD CONSTRAINT tasks_end CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'failed', 'cancelled'))),
  ADD CONSTRAINT tasks_progress CHECK (done >= 0 AND total >= 0),
  ADD CONSTRAINT tasks_result CHECK ((result_file_id IS NULL) = (result_name IS NULL)),
  -- A file belongs to an association, so what belongs to none has no file.
  ADD CONSTRAINT tasks_result_of_tenant CHECK (result_file_id IS NULL OR tenant_id IS NOT NULL);
