-- AlterTable
ALTER TABLE "grants" ADD COLUMN     "carried" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "positions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "name" JSONB NOT NULL,
    "description" JSONB,
    "level" INTEGER NOT NULL,
    "kinds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "way" TEXT NOT NULL,
    "seats" INTEGER NOT NULL,
    "term_months" INTEGER,
    "role" TEXT,
    "role_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "positions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terms" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "position_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "way" TEXT NOT NULL,
    "reason" TEXT,
    "appointed_by" UUID,
    "appointed_at" TIMESTAMPTZ(3) NOT NULL,
    "grant_id" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,
    "end_reason" TEXT,

    CONSTRAINT "terms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "positions_tenant_id_role_id_idx" ON "positions"("tenant_id", "role_id");

-- CreateIndex
CREATE UNIQUE INDEX "positions_tenant_id_id_key" ON "positions"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "terms_tenant_id_position_id_unit_id_idx" ON "terms"("tenant_id", "position_id", "unit_id");

-- CreateIndex
CREATE INDEX "terms_tenant_id_unit_id_idx" ON "terms"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "terms_tenant_id_person_id_idx" ON "terms"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "terms_tenant_id_appointed_by_idx" ON "terms"("tenant_id", "appointed_by");

-- CreateIndex
CREATE INDEX "terms_tenant_id_ended_by_idx" ON "terms"("tenant_id", "ended_by");

-- CreateIndex
CREATE UNIQUE INDEX "terms_tenant_id_grant_id_key" ON "terms"("tenant_id", "grant_id");

-- CreateIndex
CREATE UNIQUE INDEX "grants_tenant_id_id_key" ON "grants"("tenant_id", "id");

-- AddForeignKey
ALTER TABLE "positions" ADD CONSTRAINT "positions_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "positions" ADD CONSTRAINT "positions_tenant_id_role_id_fkey" FOREIGN KEY ("tenant_id", "role_id") REFERENCES "roles"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_tenant_id_position_id_fkey" FOREIGN KEY ("tenant_id", "position_id") REFERENCES "positions"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_tenant_id_appointed_by_fkey" FOREIGN KEY ("tenant_id", "appointed_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_tenant_id_ended_by_fkey" FOREIGN KEY ("tenant_id", "ended_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_tenant_id_grant_id_fkey" FOREIGN KEY ("tenant_id", "grant_id") REFERENCES "grants"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE positions
  ADD CONSTRAINT positions_way CHECK (way IN ('elected', 'appointed')),
  ADD CONSTRAINT positions_seats CHECK (seats BETWEEN 1 AND 10000),
  ADD CONSTRAINT positions_level CHECK (level BETWEEN 1 AND 99),
  ADD CONSTRAINT positions_term CHECK (term_months > 0),
  ADD CONSTRAINT positions_role_is_known
    CHECK (CASE WHEN role_id IS NULL THEN role IS NULL OR role ~ '^[a-z]+$' ELSE role = role_id::text END);
-- What is chosen from by its name has a name of its own.
CREATE UNIQUE INDEX positions_name_key ON positions (tenant_id, name) WHERE archived_at IS NULL;
ALTER TABLE terms
  ADD CONSTRAINT terms_way CHECK (way IN ('elected', 'appointed')),
  ADD CONSTRAINT terms_end_after_start CHECK (ends_at >= starts_at);

-- Somebody may hold a role of their own beside the same one that comes with a position.
DROP INDEX grants_current_key;
CREATE UNIQUE INDEX grants_current_key ON grants (person_id, unit_id, role) WHERE ends_at IS NULL AND NOT carried;

-- Views that rooms publish to others: by which position somebody holds a role.
CREATE VIEW carried_grants AS
  SELECT t.tenant_id, t.grant_id, t.id AS term_id, p.id AS position_id, p.name
  FROM terms t JOIN positions p ON p.tenant_id = t.tenant_id AND p.id = t.position_id
  WHERE t.grant_id IS NOT NULL;
