-- CreateTable
CREATE TABLE "member_classes" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "facet" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "label" JSONB NOT NULL,
    "rule" JSONB NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_classes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "classifications" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "facet" TEXT NOT NULL,
    "class_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "decided_by" UUID,

    CONSTRAINT "classifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "service" TEXT,
    "note" TEXT,
    "verified_by" UUID,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "member_classes_tenant_id_id_key" ON "member_classes"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "member_classes_tenant_id_facet_key_key" ON "member_classes"("tenant_id", "facet", "key");

-- CreateIndex
CREATE INDEX "classifications_tenant_id_person_id_idx" ON "classifications"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "classifications_tenant_id_class_id_idx" ON "classifications"("tenant_id", "class_id");

-- CreateIndex
CREATE INDEX "classifications_tenant_id_decided_by_idx" ON "classifications"("tenant_id", "decided_by");

-- CreateIndex
CREATE INDEX "verifications_tenant_id_person_id_idx" ON "verifications"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "verifications_tenant_id_verified_by_idx" ON "verifications"("tenant_id", "verified_by");

-- CreateIndex
CREATE INDEX "verifications_tenant_id_ended_by_idx" ON "verifications"("tenant_id", "ended_by");

-- AddForeignKey
ALTER TABLE "member_classes" ADD CONSTRAINT "member_classes_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "classifications" ADD CONSTRAINT "classifications_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "classifications" ADD CONSTRAINT "classifications_tenant_id_class_id_fkey" FOREIGN KEY ("tenant_id", "class_id") REFERENCES "member_classes"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "classifications" ADD CONSTRAINT "classifications_tenant_id_decided_by_fkey" FOREIGN KEY ("tenant_id", "decided_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_tenant_id_verified_by_fkey" FOREIGN KEY ("tenant_id", "verified_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_tenant_id_ended_by_fkey" FOREIGN KEY ("tenant_id", "ended_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE member_classes ADD CONSTRAINT member_classes_facet CHECK (facet IN ('grade', 'type'));
ALTER TABLE classifications
  ADD CONSTRAINT classifications_facet CHECK (facet IN ('grade', 'type')),
  ADD CONSTRAINT classifications_end_after_start CHECK (ends_at >= starts_at);
ALTER TABLE verifications ADD CONSTRAINT verifications_kind CHECK (kind IN ('document', 'identity') AND (kind = 'identity') = (service IS NOT NULL));
-- One grade and one type at a time.
CREATE UNIQUE INDEX classifications_current_key ON classifications (tenant_id, person_id, facet) WHERE ends_at IS NULL;

-- Views that rooms publish to others.
CREATE VIEW person_classes AS
  SELECT k.tenant_id, k.person_id, k.facet, k.class_id, c.key, k.starts_at FROM classifications k
  JOIN member_classes c ON c.tenant_id = k.tenant_id AND c.id = k.class_id WHERE k.ends_at IS NULL;

-- How it is known who somebody is. An account has no address that was not confirmed.
CREATE VIEW person_verifications AS
  SELECT tenant_id, person_id, id, kind, service, note, verified_by, verified_at FROM verifications WHERE ended_at IS NULL
  UNION ALL SELECT p.tenant_id, p.person_id, NULL, 'email', NULL, NULL, NULL, NULL FROM people p
    JOIN account_addresses a ON a.account_id = p.account_id WHERE a.email IS NOT NULL
  UNION ALL SELECT p.tenant_id, p.person_id, NULL, 'phone', NULL, NULL, NULL, NULL FROM people p
    JOIN account_addresses a ON a.account_id = p.account_id WHERE a.phone IS NOT NULL;
