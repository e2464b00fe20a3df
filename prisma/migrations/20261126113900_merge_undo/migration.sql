-- CreateTable
CREATE TABLE "person_merges" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "kept_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "merged_by" UUID,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "undo_until" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" UUID,

    CONSTRAINT "person_merges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_merge_parts" (
    "merge_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "tenant_id" UUID NOT NULL,
    "sealed_changes" BYTEA NOT NULL,

    CONSTRAINT "person_merge_parts_pkey" PRIMARY KEY ("merge_id","place")
);

-- CreateTable
CREATE TABLE "distinct_people" (
    "tenant_id" UUID NOT NULL,
    "first_id" UUID NOT NULL,
    "second_id" UUID NOT NULL,
    "said_by" UUID,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "distinct_people_pkey" PRIMARY KEY ("first_id","second_id")
);

-- CreateIndex
CREATE INDEX "person_merges_tenant_id_kept_id_idx" ON "person_merges"("tenant_id", "kept_id");

-- CreateIndex
CREATE INDEX "person_merges_tenant_id_merged_id_idx" ON "person_merges"("tenant_id", "merged_id");

-- CreateIndex
CREATE INDEX "person_merges_tenant_id_merged_by_idx" ON "person_merges"("tenant_id", "merged_by");

-- CreateIndex
CREATE INDEX "person_merges_tenant_id_undone_by_idx" ON "person_merges"("tenant_id", "undone_by");

-- CreateIndex
CREATE UNIQUE INDEX "person_merges_tenant_id_id_key" ON "person_merges"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "person_merge_parts_tenant_id_merge_id_idx" ON "person_merge_parts"("tenant_id", "merge_id");

-- CreateIndex
CREATE INDEX "distinct_people_tenant_id_first_id_idx" ON "distinct_people"("tenant_id", "first_id");

-- CreateIndex
CREATE INDEX "distinct_people_tenant_id_second_id_idx" ON "distinct_people"("tenant_id", "second_id");

-- CreateIndex
CREATE INDEX "distinct_people_tenant_id_said_by_idx" ON "distinct_people"("tenant_id", "said_by");

-- AddForeignKey
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_tenant_id_kept_id_fkey" FOREIGN KEY ("tenant_id", "kept_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_tenant_id_merged_id_fkey" FOREIGN KEY ("tenant_id", "merged_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_tenant_id_merged_by_fkey" FOREIGN KEY ("tenant_id", "merged_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_tenant_id_undone_by_fkey" FOREIGN KEY ("tenant_id", "undone_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_merge_parts" ADD CONSTRAINT "person_merge_parts_tenant_id_merge_id_fkey" FOREIGN KEY ("tenant_id", "merge_id") REFERENCES "person_merges"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "distinct_people" ADD CONSTRAINT "distinct_people_tenant_id_first_id_fkey" FOREIGN KEY ("tenant_id", "first_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "distinct_people" ADD CONSTRAINT "distinct_people_tenant_id_second_id_fkey" FOREIGN KEY ("tenant_id", "second_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "distinct_people" ADD CONSTRAINT "distinct_people_tenant_id_said_by_fkey" FOREIGN KEY ("tenant_id", "said_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE person_merges
  ADD CONSTRAINT person_merges_two CHECK (kept_id <> merged_id),
  ADD CONSTRAINT person_merges_undone CHECK (undone_by IS NULL OR undone_at IS NOT NULL);
-- Somebody is merged away once, until that is undone.
CREATE UNIQUE INDEX person_merges_away_key ON person_merges (merged_id) WHERE undone_at IS NULL;
ALTER TABLE distinct_people ADD CONSTRAINT distinct_people_ordered CHECK (first_id < second_id);

-- Whom an entry that was merged away was called, for those who may merge.
CREATE VIEW merged_people AS
  SELECT tenant_id, id AS person_id, display_name, native_name, merged_into_id FROM persons WHERE merged_into_id IS NOT NULL;
