-- CreateTable
CREATE TABLE "enrolments" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "done" INTEGER NOT NULL DEFAULT 0,
    "last_key" UUID,
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,
    "access_until" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "left_at" TIMESTAMPTZ(3),
    "learned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enrolments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesson_progress" (
    "tenant_id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "lesson_key" UUID NOT NULL,
    "done_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lesson_progress_pkey" PRIMARY KEY ("enrolment_id","lesson_key")
);

-- CreateIndex
CREATE INDEX "enrolments_tenant_id_course_id_idx" ON "enrolments"("tenant_id", "course_id");

-- CreateIndex
CREATE INDEX "enrolments_tenant_id_version_id_idx" ON "enrolments"("tenant_id", "version_id");

-- CreateIndex
CREATE INDEX "enrolments_tenant_id_person_id_learned_at_idx" ON "enrolments"("tenant_id", "person_id", "learned_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "enrolments_tenant_id_id_key" ON "enrolments"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "lesson_progress_tenant_id_enrolment_id_idx" ON "lesson_progress"("tenant_id", "enrolment_id");

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_tenant_id_course_id_fkey" FOREIGN KEY ("tenant_id", "course_id") REFERENCES "courses"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_tenant_id_version_id_fkey" FOREIGN KEY ("tenant_id", "version_id") REFERENCES "course_versions"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "lesson_progress" ADD CONSTRAINT "lesson_progress_tenant_id_enrolment_id_fkey" FOREIGN KEY ("tenant_id", "enrolment_id") REFERENCES "enrolments"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
-- Nobody learns a course twice at a time.
CREATE UNIQUE INDEX enrolments_current_key ON enrolments (course_id, person_id) WHERE status <> 'left';
ALTER TABLE enrolments
  ADD CONSTRAINT enrolments_status CHECK (status IN ('active', 'completed', 'left')),
  ADD CONSTRAINT enrolments_left CHECK ((status = 'left') = (left_at IS NOT NULL)),
  ADD CONSTRAINT enrolments_completed CHECK (status <> 'completed' OR completed_at IS NOT NULL),
  ADD CONSTRAINT enrolments_done CHECK (done >= 0),
  ADD CONSTRAINT enrolments_access CHECK (access_until > enrolled_at);

-- What rooms ask of courses that are learned, in SQL.
CREATE VIEW taught_courses AS SELECT tenant_id, id AS course_id, unit_id, slug, status FROM courses WHERE status <> 'draft';
CREATE VIEW taught_versions AS
  SELECT tenant_id, id AS version_id, course_id, number, status, title, summary, lessons, minutes FROM course_versions WHERE status <> 'draft';
CREATE VIEW taught_lessons AS SELECT tenant_id, version_id, key, kind, title FROM lessons;
