-- AlterTable
ALTER TABLE "review_conflicts" ADD COLUMN     "application_id" UUID;

-- CreateTable
CREATE TABLE "review_sheets" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "marks" JSONB NOT NULL,
    "note" TEXT,
    "total" INTEGER,
    "assigned_by" UUID,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "handed_in_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "review_sheets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clarifications" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "from_applicant" BOOLEAN NOT NULL,
    "author_id" UUID,
    "body" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clarifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_decisions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "feedback" TEXT,
    "status" TEXT NOT NULL,
    "place" INTEGER,
    "total" INTEGER,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "second_by" UUID,
    "second_at" TIMESTAMPTZ(3),
    "final_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeals" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "filed_by" UUID,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "answer" TEXT,
    "heard_by" UUID,
    "heard_at" TIMESTAMPTZ(3),

    CONSTRAINT "appeals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "review_sheets_tenant_id_project_id_idx" ON "review_sheets"("tenant_id", "project_id");

-- CreateIndex
CREATE INDEX "review_sheets_tenant_id_person_id_status_idx" ON "review_sheets"("tenant_id", "person_id", "status");

-- CreateIndex
CREATE INDEX "review_sheets_tenant_id_assigned_by_idx" ON "review_sheets"("tenant_id", "assigned_by");

-- CreateIndex
CREATE UNIQUE INDEX "review_sheets_tenant_id_application_id_person_id_key" ON "review_sheets"("tenant_id", "application_id", "person_id");

-- CreateIndex
CREATE INDEX "clarifications_tenant_id_application_id_sent_at_idx" ON "clarifications"("tenant_id", "application_id", "sent_at");

-- CreateIndex
CREATE INDEX "clarifications_tenant_id_author_id_idx" ON "clarifications"("tenant_id", "author_id");

-- CreateIndex
CREATE INDEX "review_decisions_tenant_id_project_id_idx" ON "review_decisions"("tenant_id", "project_id");

-- CreateIndex
CREATE INDEX "review_decisions_tenant_id_application_id_idx" ON "review_decisions"("tenant_id", "application_id");

-- CreateIndex
CREATE INDEX "review_decisions_tenant_id_decided_by_idx" ON "review_decisions"("tenant_id", "decided_by");

-- CreateIndex
CREATE INDEX "review_decisions_tenant_id_second_by_idx" ON "review_decisions"("tenant_id", "second_by");

-- CreateIndex
CREATE UNIQUE INDEX "review_decisions_tenant_id_id_key" ON "review_decisions"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "appeals_tenant_id_filed_by_idx" ON "appeals"("tenant_id", "filed_by");

-- CreateIndex
CREATE INDEX "appeals_tenant_id_heard_by_idx" ON "appeals"("tenant_id", "heard_by");

-- CreateIndex
CREATE UNIQUE INDEX "appeals_tenant_id_decision_id_key" ON "appeals"("tenant_id", "decision_id");

-- CreateIndex
CREATE INDEX "review_conflicts_tenant_id_application_id_idx" ON "review_conflicts"("tenant_id", "application_id");

-- AddForeignKey
ALTER TABLE "review_conflicts" ADD CONSTRAINT "review_conflicts_tenant_id_application_id_fkey" FOREIGN KEY ("tenant_id", "application_id") REFERENCES "applications"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_sheets" ADD CONSTRAINT "review_sheets_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_sheets" ADD CONSTRAINT "review_sheets_tenant_id_application_id_fkey" FOREIGN KEY ("tenant_id", "application_id") REFERENCES "applications"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_sheets" ADD CONSTRAINT "review_sheets_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_sheets" ADD CONSTRAINT "review_sheets_tenant_id_assigned_by_fkey" FOREIGN KEY ("tenant_id", "assigned_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "clarifications" ADD CONSTRAINT "clarifications_tenant_id_application_id_fkey" FOREIGN KEY ("tenant_id", "application_id") REFERENCES "applications"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "clarifications" ADD CONSTRAINT "clarifications_tenant_id_author_id_fkey" FOREIGN KEY ("tenant_id", "author_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_tenant_id_application_id_fkey" FOREIGN KEY ("tenant_id", "application_id") REFERENCES "applications"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_tenant_id_decided_by_fkey" FOREIGN KEY ("tenant_id", "decided_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_tenant_id_second_by_fkey" FOREIGN KEY ("tenant_id", "second_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_tenant_id_decision_id_fkey" FOREIGN KEY ("tenant_id", "decision_id") REFERENCES "review_decisions"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_tenant_id_filed_by_fkey" FOREIGN KEY ("tenant_id", "filed_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_tenant_id_heard_by_fkey" FOREIGN KEY ("tenant_id", "heard_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
DROP INDEX review_conflicts_once;
CREATE UNIQUE INDEX review_conflicts_once ON review_conflicts (project_id, person_id, application_id) NULLS NOT DISTINCT WHERE lifted_at IS NULL;
ALTER TABLE review_sheets
  ADD CONSTRAINT review_sheets_status CHECK (status IN ('open', 'handedIn', 'excused')),
  ADD CONSTRAINT review_sheets_handed_in CHECK ((status = 'handedIn') = (handed_in_at IS NOT NULL) AND (status = 'handedIn') = (total IS NOT NULL)),
  ADD CONSTRAINT review_sheets_total CHECK (total BETWEEN 0 AND 10000),
  ADD CONSTRAINT review_sheets_marks CHECK ((marks ->> 'v')::int = 1);
ALTER TABLE review_decisions
  ADD CONSTRAINT review_decisions_outcome CHECK (outcome IN ('awarded', 'reserve', 'declined')),
  ADD CONSTRAINT review_decisions_status CHECK (status IN ('proposed', 'final', 'refused', 'superseded')),
  ADD CONSTRAINT review_decisions_final CHECK (CASE status WHEN 'final' THEN final_at IS NOT NULL WHEN 'superseded' THEN true ELSE final_at IS NULL END),
  -- Nobody agrees with themselves.
  ADD CONSTRAINT review_decisions_two CHECK (second_by IS NULL OR second_by IS DISTINCT FROM decided_by);
CREATE UNIQUE INDEX review_decisions_standing ON review_decisions (application_id) WHERE status IN ('proposed', 'final');
ALTER TABLE appeals
  ADD CONSTRAINT appeals_status CHECK (status IN ('open', 'upheld', 'dismissed')),
  ADD CONSTRAINT appeals_heard CHECK ((status = 'open') = (heard_at IS NULL) AND (status = 'open') = (answer IS NULL));
-- Who reads nothing of what came in for a project by their office, or nothing of one application (NULL: of all): whoever stands too
-- close, and whoever reviews it without seeing all.
CREATE VIEW review_bars AS
  SELECT tenant_id, project_id, person_id, application_id FROM review_conflicts WHERE lifted_at IS NULL
  UNION ALL
  SELECT w.tenant_id, w.project_id, w.person_id, NULL::uuid FROM reviewers w JOIN reviews v ON v.project_id = w.project_id
  WHERE w.ended_at IS NULL AND cardinality(v.hidden) > 0;
