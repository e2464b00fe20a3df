-- DropIndex
DROP INDEX "sign_ups_tenant_id_idx";

-- AlterTable
ALTER TABLE "sign_ups" ADD COLUMN     "message" TEXT,
ADD COLUMN     "unit_id" UUID;

-- CreateTable
CREATE TABLE "join_requests" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "message" TEXT,
    "answer" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,

    CONSTRAINT "join_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "join_requests_tenant_id_unit_id_idx" ON "join_requests"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "join_requests_tenant_id_person_id_idx" ON "join_requests"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "join_requests_tenant_id_decided_by_idx" ON "join_requests"("tenant_id", "decided_by");

-- CreateIndex
CREATE INDEX "sign_ups_tenant_id_unit_id_idx" ON "sign_ups"("tenant_id", "unit_id");

-- AddForeignKey
ALTER TABLE "sign_ups" ADD CONSTRAINT "sign_ups_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "join_requests" ADD CONSTRAINT "join_requests_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "join_requests" ADD CONSTRAINT "join_requests_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "join_requests" ADD CONSTRAINT "join_requests_tenant_id_decided_by_fkey" FOREIGN KEY ("tenant_id", "decided_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE join_requests
  ADD CONSTRAINT join_requests_state CHECK (state IN ('requested', 'approved', 'declined', 'withdrawn', 'ended')),
  ADD CONSTRAINT join_requests_answered CHECK ((state = 'requested') = (decided_at IS NULL));
-- Somebody asks once at a time to belong to a unit.
CREATE UNIQUE INDEX join_requests_open_key ON join_requests (tenant_id, person_id, unit_id) WHERE state = 'requested';

-- How people come into a unit: as it says itself, else the nearest one above it that says anything, else its kind.
CREATE VIEW unit_joinings AS
  SELECT u.tenant_id, u.id AS unit_id, coalesce(u.joining, i.joining) AS joining, i.joining AS inherited
  FROM units u CROSS JOIN LATERAL (SELECT coalesce(
    (SELECT a.joining FROM unnest(string_to_array(u.path::text, '.')) WITH ORDINALITY AS above(label, level)
      JOIN units a ON a.id = above.label::uuid WHERE a.id <> u.id AND a.joining IS NOT NULL ORDER BY above.level DESC LIMIT 1),
    (SELECT k.joining FROM unit_kinds k WHERE k.tenant_id = u.tenant_id AND k.key = u.kind)) AS joining) i;
