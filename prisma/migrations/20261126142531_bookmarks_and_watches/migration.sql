-- CreateTable
CREATE TABLE "project_bookmarks" (
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_bookmarks_pkey" PRIMARY KEY ("tenant_id","person_id","project_id")
);

-- CreateTable
CREATE TABLE "project_watches" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "rhythm" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_watches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "told_projects" (
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "digest_id" UUID NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "told_projects_pkey" PRIMARY KEY ("tenant_id","person_id","project_id")
);

-- CreateIndex
CREATE INDEX "project_bookmarks_tenant_id_project_id_idx" ON "project_bookmarks"("tenant_id", "project_id");

-- CreateIndex
CREATE INDEX "project_watches_tenant_id_person_id_idx" ON "project_watches"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "told_projects_tenant_id_project_id_idx" ON "told_projects"("tenant_id", "project_id");

-- CreateIndex
CREATE INDEX "told_projects_digest_id_idx" ON "told_projects"("digest_id");

-- AddForeignKey
ALTER TABLE "project_bookmarks" ADD CONSTRAINT "project_bookmarks_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_bookmarks" ADD CONSTRAINT "project_bookmarks_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_watches" ADD CONSTRAINT "project_watches_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "told_projects" ADD CONSTRAINT "told_projects_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "told_projects" ADD CONSTRAINT "told_projects_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE project_watches ADD CONSTRAINT project_watches_rhythm CHECK (rhythm IN ('never', 'atOnce', 'daily', 'weekly'));
CREATE UNIQUE INDEX project_watches_name_key ON project_watches (tenant_id, person_id, lower(name));
CREATE INDEX project_watches_due_idx ON project_watches (tenant_id, rhythm, looked_at) WHERE rhythm <> 'never';
