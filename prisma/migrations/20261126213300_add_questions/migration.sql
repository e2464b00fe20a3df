-- CreateTable
CREATE TABLE "question_banks" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_banks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "questions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "bank_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_revisions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_revisions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "question_banks_tenant_id_unit_id_idx" ON "question_banks"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "question_banks_tenant_id_created_by_idx" ON "question_banks"("tenant_id", "created_by");

-- CreateIndex
CREATE UNIQUE INDEX "question_banks_tenant_id_id_key" ON "question_banks"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "questions_tenant_id_bank_id_idx" ON "questions"("tenant_id", "bank_id");

-- CreateIndex
CREATE INDEX "questions_tenant_id_created_by_idx" ON "questions"("tenant_id", "created_by");

-- CreateIndex
CREATE UNIQUE INDEX "questions_tenant_id_id_key" ON "questions"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "question_revisions_tenant_id_made_by_idx" ON "question_revisions"("tenant_id", "made_by");

-- CreateIndex
CREATE UNIQUE INDEX "question_revisions_tenant_id_id_key" ON "question_revisions"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "question_revisions_tenant_id_question_id_number_key" ON "question_revisions"("tenant_id", "question_id", "number");

-- AddForeignKey
ALTER TABLE "question_banks" ADD CONSTRAINT "question_banks_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "question_banks" ADD CONSTRAINT "question_banks_tenant_id_created_by_fkey" FOREIGN KEY ("tenant_id", "created_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "questions" ADD CONSTRAINT "questions_tenant_id_bank_id_fkey" FOREIGN KEY ("tenant_id", "bank_id") REFERENCES "question_banks"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "questions" ADD CONSTRAINT "questions_tenant_id_created_by_fkey" FOREIGN KEY ("tenant_id", "created_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "question_revisions" ADD CONSTRAINT "question_revisions_tenant_id_question_id_fkey" FOREIGN KEY ("tenant_id", "question_id") REFERENCES "questions"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "question_revisions" ADD CONSTRAINT "question_revisions_tenant_id_made_by_fkey" FOREIGN KEY ("tenant_id", "made_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
CREATE UNIQUE INDEX question_banks_name_key ON question_banks (tenant_id, unit_id, lower(name)) WHERE archived_at IS NULL;
ALTER TABLE questions ADD CONSTRAINT questions_kind CHECK (
  kind IN ('single', 'multiple', 'trueFalse', 'shortText', 'number', 'ordering', 'matching', 'fillIn', 'essay', 'file'));
ALTER TABLE questions ADD CONSTRAINT questions_revision CHECK (revision >= 1);
ALTER TABLE question_revisions ADD CONSTRAINT question_revisions_number CHECK (number >= 1);
ALTER TABLE question_revisions ADD CONSTRAINT question_revisions_content CHECK (
  jsonb_typeof(content -> 'kind') = 'string' AND content -> 'v' = '1'::jsonb);

-- Whoever answered a question answered what it said then. Who made a revision may be forgotten.
CREATE FUNCTION question_revisions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.tenant_id, NEW.question_id, NEW.number, NEW.content, NEW.made_at)
    IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.question_id, OLD.number, OLD.content, OLD.made_at) THEN
    RAISE EXCEPTION 'a revision of a question is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER question_revisions_stay BEFORE UPDATE ON question_revisions
  FOR EACH ROW EXECUTE FUNCTION question_revisions_stay();
