-- CreateTable
CREATE TABLE "project_questions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "asked_by" UUID,
    "text" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "project_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_files" (
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "shown_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_files_pkey" PRIMARY KEY ("tenant_id","file_id")
);

-- CreateIndex
CREATE INDEX "project_questions_tenant_id_project_id_idx" ON "project_questions"("tenant_id", "project_id");

-- CreateIndex
CREATE INDEX "project_questions_tenant_id_asked_by_idx" ON "project_questions"("tenant_id", "asked_by");

-- CreateIndex
CREATE INDEX "project_questions_tenant_id_answered_by_idx" ON "project_questions"("tenant_id", "answered_by");

-- CreateIndex
CREATE UNIQUE INDEX "project_questions_tenant_id_id_key" ON "project_questions"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "project_files_tenant_id_project_id_idx" ON "project_files"("tenant_id", "project_id");

-- AddForeignKey
ALTER TABLE "project_questions" ADD CONSTRAINT "project_questions_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_questions" ADD CONSTRAINT "project_questions_tenant_id_asked_by_fkey" FOREIGN KEY ("tenant_id", "asked_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_questions" ADD CONSTRAINT "project_questions_tenant_id_answered_by_fkey" FOREIGN KEY ("tenant_id", "answered_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_files" ADD CONSTRAINT "project_files_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_files" ADD CONSTRAINT "project_files_tenant_id_file_id_fkey" FOREIGN KEY ("tenant_id", "file_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE project_questions
  ADD CONSTRAINT project_questions_answered CHECK ((answer IS NULL) = (answered_at IS NULL));
ALTER TABLE project_files ADD CONSTRAINT project_files_removed CHECK (removed_at IS NULL OR shown_at IS NOT NULL);
