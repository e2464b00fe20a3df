-- CreateTable
CREATE TABLE "reviews" (
    "project_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "hidden" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "appeal_days" INTEGER NOT NULL DEFAULT 14,
    "approval_above" BIGINT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("project_id")
);

-- CreateTable
CREATE TABLE "review_criteria" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "guidance" TEXT,
    "weight" INTEGER NOT NULL,
    "most_points" INTEGER NOT NULL,

    CONSTRAINT "review_criteria_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reviewers" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "appointed_by" UUID,
    "appointed_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "reviewers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_conflicts" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "reason" TEXT,
    "declared_by" UUID,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_by" UUID,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_conflicts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_rules" (
    "tenant_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "approval_above" BIGINT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_rules_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE INDEX "reviews_tenant_id_project_id_idx" ON "reviews"("tenant_id", "project_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_criteria_tenant_id_id_key" ON "review_criteria"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "review_criteria_tenant_id_project_id_position_key" ON "review_criteria"("tenant_id", "project_id", "position");

-- CreateIndex
CREATE INDEX "reviewers_tenant_id_project_id_idx" ON "reviewers"("tenant_id", "project_id");

-- CreateIndex
CREATE INDEX "reviewers_tenant_id_person_id_idx" ON "reviewers"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "reviewers_tenant_id_appointed_by_idx" ON "reviewers"("tenant_id", "appointed_by");

-- CreateIndex
CREATE INDEX "review_conflicts_tenant_id_project_id_idx" ON "review_conflicts"("tenant_id", "project_id");

-- CreateIndex
CREATE INDEX "review_conflicts_tenant_id_person_id_idx" ON "review_conflicts"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "review_conflicts_tenant_id_declared_by_idx" ON "review_conflicts"("tenant_id", "declared_by");

-- CreateIndex
CREATE INDEX "review_conflicts_tenant_id_lifted_by_idx" ON "review_conflicts"("tenant_id", "lifted_by");

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_criteria" ADD CONSTRAINT "review_criteria_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reviewers" ADD CONSTRAINT "reviewers_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reviewers" ADD CONSTRAINT "reviewers_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reviewers" ADD CONSTRAINT "reviewers_tenant_id_appointed_by_fkey" FOREIGN KEY ("tenant_id", "appointed_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_conflicts" ADD CONSTRAINT "review_conflicts_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_conflicts" ADD CONSTRAINT "review_conflicts_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_conflicts" ADD CONSTRAINT "review_conflicts_tenant_id_declared_by_fkey" FOREIGN KEY ("tenant_id", "declared_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_conflicts" ADD CONSTRAINT "review_conflicts_tenant_id_lifted_by_fkey" FOREIGN KEY ("tenant_id", "lifted_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_rules" ADD CONSTRAINT "review_rules_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE reviews
  ADD CONSTRAINT reviews_hidden CHECK (hidden <@ ARRAY['names', 'team', 'references', 'portfolio', 'attachments', 'papers', 'match']),
  ADD CONSTRAINT reviews_appeal_days CHECK (appeal_days BETWEEN 0 AND 90),
  ADD CONSTRAINT reviews_approval CHECK (approval_above >= 0);
ALTER TABLE review_criteria
  ADD CONSTRAINT review_criteria_weight CHECK (weight BETWEEN 1 AND 100),
  ADD CONSTRAINT review_criteria_points CHECK (most_points BETWEEN 1 AND 100);
ALTER TABLE review_rules
  ADD CONSTRAINT review_rules_amount CHECK (approval_above >= 0 AND currency ~ '^[A-Z]{3}$');
CREATE UNIQUE INDEX reviewers_once ON reviewers (project_id, person_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX review_conflicts_once ON review_conflicts (project_id, person_id) WHERE lifted_at IS NULL;

-- What other rooms may know of projects.
CREATE OR REPLACE VIEW project_places AS
  SELECT tenant_id, id AS project_id, unit_id, slug, title, status, deadline, closed_at, time_zone, visibility, open_to, max_applications,
    currency, starts_on, ends_on
  FROM projects;
