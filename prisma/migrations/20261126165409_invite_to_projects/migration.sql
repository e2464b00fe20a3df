-- CreateTable
CREATE TABLE "project_invitations" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "person_id" UUID,
    "company_id" UUID,
    "invited_by" UUID,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_by" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "project_invitations_tenant_id_project_id_idx" ON "project_invitations"("tenant_id", "project_id");

-- CreateIndex
CREATE INDEX "project_invitations_tenant_id_person_id_idx" ON "project_invitations"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "project_invitations_tenant_id_company_id_idx" ON "project_invitations"("tenant_id", "company_id");

-- CreateIndex
CREATE INDEX "project_invitations_tenant_id_invited_by_idx" ON "project_invitations"("tenant_id", "invited_by");

-- CreateIndex
CREATE INDEX "project_invitations_tenant_id_ended_by_idx" ON "project_invitations"("tenant_id", "ended_by");

-- AddForeignKey
ALTER TABLE "project_invitations" ADD CONSTRAINT "project_invitations_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_invitations" ADD CONSTRAINT "project_invitations_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_invitations" ADD CONSTRAINT "project_invitations_tenant_id_company_id_fkey" FOREIGN KEY ("tenant_id", "company_id") REFERENCES "companies"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_invitations" ADD CONSTRAINT "project_invitations_tenant_id_invited_by_fkey" FOREIGN KEY ("tenant_id", "invited_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_invitations" ADD CONSTRAINT "project_invitations_tenant_id_ended_by_fkey" FOREIGN KEY ("tenant_id", "ended_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE projects
  DROP CONSTRAINT projects_visibility,
  ADD CONSTRAINT projects_visibility CHECK (visibility IN ('public', 'members', 'grades', 'unit', 'invited'));
ALTER TABLE project_invitations
  ADD CONSTRAINT project_invitations_of_one CHECK (num_nonnulls(person_id, company_id) = 1),
  ADD CONSTRAINT project_invitations_ended CHECK (ended_by IS NULL OR ended_at IS NOT NULL);
-- Nobody is invited twice at once.
CREATE UNIQUE INDEX project_invitations_person_key ON project_invitations (tenant_id, project_id, person_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX project_invitations_company_key ON project_invitations (tenant_id, project_id, company_id) WHERE ended_at IS NULL;
