-- CreateTable
CREATE TABLE "list_views" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared_at" UUID,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "list_views_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "list_views_tenant_id_owner_id_list_idx" ON "list_views"("tenant_id", "owner_id", "list");

-- CreateIndex
CREATE INDEX "list_views_tenant_id_shared_at_idx" ON "list_views"("tenant_id", "shared_at");

-- AddForeignKey
ALTER TABLE "list_views" ADD CONSTRAINT "list_views_tenant_id_owner_id_fkey" FOREIGN KEY ("tenant_id", "owner_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "list_views" ADD CONSTRAINT "list_views_tenant_id_shared_at_fkey" FOREIGN KEY ("tenant_id", "shared_at") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.

-- Names sort as the reader's language does, numbers inside them as numbers. One collation for each language that is
-- used, and one for all others.
CREATE COLLATION names_und (provider = icu, locale = 'und-u-kn-true');
CREATE COLLATION names_en (provider = icu, locale = 'en-u-kn-true');
CREATE COLLATION names_uk (provider = icu, locale = 'uk-u-kn-true');
CREATE COLLATION names_ta (provider = icu, locale = 'ta-u-kn-true');

DROP INDEX "units_tenant_id_name_id_idx";
CREATE INDEX "units_name_en_idx" ON "units"("tenant_id", "name" COLLATE names_en, "id");
CREATE INDEX "units_name_uk_idx" ON "units"("tenant_id", "name" COLLATE names_uk, "id");

-- Views of lists: a name once for each list and owner, whatever the case, and one to begin with.
ALTER TABLE list_views
  ADD CONSTRAINT list_views_name_length CHECK (char_length(name) BETWEEN 1 AND 60),
  ADD CONSTRAINT list_views_query_length CHECK (char_length(query) <= 4000);
CREATE UNIQUE INDEX list_views_name_key ON list_views (owner_id, list, lower(name));
CREATE UNIQUE INDEX list_views_default_key ON list_views (owner_id, list) WHERE is_default;

-- Views that rooms publish to others.
CREATE VIEW unit_members AS
  SELECT tenant_id, id AS membership_id, unit_id, person_id, is_primary, joined_at, ended_at FROM memberships;
