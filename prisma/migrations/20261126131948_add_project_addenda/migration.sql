-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "addenda" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "extend_by_days" INTEGER,
ADD COLUMN     "extend_within_days" INTEGER;

-- CreateTable
CREATE TABLE "project_addenda" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "is_material" BOOLEAN NOT NULL,
    "changes" JSONB NOT NULL,
    "extended_until" TIMESTAMPTZ(3),
    "issued_by" UUID,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_addenda_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "project_addenda_tenant_id_issued_by_idx" ON "project_addenda"("tenant_id", "issued_by");

-- CreateIndex
CREATE UNIQUE INDEX "project_addenda_tenant_id_id_key" ON "project_addenda"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "project_addenda_tenant_id_project_id_number_key" ON "project_addenda"("tenant_id", "project_id", "number");

-- AddForeignKey
ALTER TABLE "project_addenda" ADD CONSTRAINT "project_addenda_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_addenda" ADD CONSTRAINT "project_addenda_tenant_id_issued_by_fkey" FOREIGN KEY ("tenant_id", "issued_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE projects
  ADD CONSTRAINT projects_extension CHECK ((extend_within_days IS NULL) = (extend_by_days IS NULL)
    AND extend_within_days BETWEEN 1 AND 60 AND extend_by_days BETWEEN 1 AND 60);
ALTER TABLE project_addenda ADD CONSTRAINT project_addenda_number CHECK (number > 0);
CREATE VIEW issued_addenda AS
  SELECT tenant_id, project_id, id AS addendum_id, number, is_material, issued_at FROM project_addenda;
