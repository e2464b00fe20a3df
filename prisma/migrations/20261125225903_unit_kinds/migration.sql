-- AlterTable
ALTER TABLE "units" ADD COLUMN     "code" TEXT,
ADD COLUMN     "description" TEXT,
ADD COLUMN     "joining" TEXT,
ADD COLUMN     "leader_id" UUID;

-- CreateTable
CREATE TABLE "unit_kinds" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "label" JSONB NOT NULL,
    "icon" TEXT,
    "parents" TEXT[],
    "joining" TEXT NOT NULL DEFAULT 'open',
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "unit_kinds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_changes" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "person_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unit_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "unit_kinds_tenant_id_key_key" ON "unit_kinds"("tenant_id", "key");

-- CreateIndex
CREATE INDEX "unit_changes_tenant_id_unit_id_id_idx" ON "unit_changes"("tenant_id", "unit_id", "id");

-- CreateIndex
CREATE INDEX "unit_changes_tenant_id_person_id_idx" ON "unit_changes"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "units_tenant_id_kind_idx" ON "units"("tenant_id", "kind");

-- CreateIndex
CREATE INDEX "units_tenant_id_leader_id_idx" ON "units"("tenant_id", "leader_id");

-- The kinds that all associations had so far become their own. What could stand below what, still can.
INSERT INTO unit_kinds (id, tenant_id, key, label, icon, parents, position, created_at, updated_at)
SELECT gen_random_uuid(), r.id, k.key, k.label, k.icon, k.parents, k.position, r.created_at, r.created_at
FROM units r CROSS JOIN (VALUES
  ('association', '{"v": 1, "en": "Association", "uk": "Об’єднання"}'::jsonb, 'home', '{}'::text[], 10),
  ('region', '{"v": 1, "en": "Region", "uk": "Регіон"}', 'place', '{association,region,chapter,group}', 20),
  ('chapter', '{"v": 1, "en": "Chapter", "uk": "Осередок"}', 'units', '{association,region,chapter,group}', 30),
  ('group', '{"v": 1, "en": "Group", "uk": "Група"}', 'people', '{association,region,chapter,group}', 40)
) AS k(key, label, icon, parents, position) WHERE r.parent_id IS NULL;

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_tenant_id_kind_fkey" FOREIGN KEY ("tenant_id", "kind") REFERENCES "unit_kinds"("tenant_id", "key") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_tenant_id_leader_id_fkey" FOREIGN KEY ("tenant_id", "leader_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "unit_kinds" ADD CONSTRAINT "unit_kinds_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "unit_changes" ADD CONSTRAINT "unit_changes_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "unit_changes" ADD CONSTRAINT "unit_changes_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
CREATE UNIQUE INDEX units_code_key ON units (tenant_id, lower(code));
ALTER TABLE units
  ADD CONSTRAINT units_code_form CHECK (code ~ '^[A-Za-z0-9]([A-Za-z0-9._/-]{0,48}[A-Za-z0-9])?$'),
  ADD CONSTRAINT units_description_length CHECK (char_length(description) BETWEEN 1 AND 4000),
  ADD CONSTRAINT units_joining CHECK (joining IN ('open', 'request', 'closed')),
  ADD CONSTRAINT units_path_ends_with_parent
    CHECK (parent_id IS NULL OR subpath(path, -2, 1)::text = replace(parent_id::text, '-', ''));
ALTER TABLE unit_kinds
  ADD CONSTRAINT unit_kinds_key_form CHECK (key ~ '^[a-z][a-z0-9_]{0,38}$'),
  ADD CONSTRAINT unit_kinds_joining CHECK (joining IN ('open', 'request', 'closed'));
