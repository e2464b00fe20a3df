-- AlterTable
ALTER TABLE "grants" ADD COLUMN     "role_id" UUID;

-- CreateTable
CREATE TABLE "roles" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" JSONB NOT NULL,
    "description" JSONB,
    "permissions" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "roles_tenant_id_unit_id_idx" ON "roles"("tenant_id", "unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "roles_tenant_id_id_key" ON "roles"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "grants_tenant_id_role_id_idx" ON "grants"("tenant_id", "role_id");

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_tenant_id_role_id_fkey" FOREIGN KEY ("tenant_id", "role_id") REFERENCES "roles"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.

-- A role is either built in, by its key, or made by staff, by its id.
ALTER TABLE grants ADD CONSTRAINT grants_role_is_known
  CHECK (CASE WHEN role_id IS NULL THEN role ~ '^[a-z]+$' ELSE role = role_id::text END);
ALTER TABLE roles ADD CONSTRAINT roles_permit_something CHECK (cardinality(permissions) > 0);
-- What is chosen from by its name has a name of its own at its unit.
CREATE UNIQUE INDEX roles_name_key ON roles (tenant_id, unit_id, name) WHERE retired_at IS NULL;

-- Each grant with the role that it gives. A role that staff made exists at its unit and below, wherever units move;
-- a built-in one has no permissions here, since those are in the code.
CREATE VIEW grant_standings AS
  SELECT g.tenant_id, g.person_id, g.id AS grant_id, g.role, g.unit_id, p.path, g.starts_at, g.ends_at,
    r.permissions AS role_permissions, g.role_id IS NULL OR p.path <@ m.path AS role_exists
  FROM grants g JOIN unit_places p ON p.unit_id = g.unit_id
  LEFT JOIN roles r ON r.tenant_id = g.tenant_id AND r.id = g.role_id
  LEFT JOIN unit_places m ON m.unit_id = r.unit_id;

CREATE OR REPLACE VIEW authorities AS
  SELECT tenant_id, person_id, grant_id, role, unit_id, path, starts_at, ends_at, role_permissions
  FROM grant_standings WHERE role_exists;

-- Whoever holds a role that changes may do something else from the commit on. That is rare enough to let everybody of
-- the association look again, and leaves nobody out who is given the role at the same moment.
CREATE FUNCTION roles_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM raise_access_version('tenant', NEW.tenant_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER roles_change_authority AFTER UPDATE OF permissions, unit_id ON roles
  FOR EACH ROW WHEN (OLD.permissions <> NEW.permissions OR OLD.unit_id <> NEW.unit_id)
  EXECUTE FUNCTION roles_changed();
