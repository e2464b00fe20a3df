-- AlterTable
ALTER TABLE "roles" ADD COLUMN     "needs_second_factor" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "built_in_role_rules" (
    "tenant_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "needs_second_factor" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "built_in_role_rules_pkey" PRIMARY KEY ("tenant_id","role")
);

-- AddForeignKey
ALTER TABLE "built_in_role_rules" ADD CONSTRAINT "built_in_role_rules_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.

-- What other rooms may know of accounts: whether they may be used, and whether they have a second factor. A passkey is one
-- by itself, since it is only taken from who was verified by the device.
CREATE VIEW account_states AS
  SELECT a.id AS account_id, a.status,
    EXISTS (SELECT FROM second_factors f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL)
      OR EXISTS (SELECT FROM passkeys k WHERE k.account_id = a.id) AS has_second_factor
  FROM accounts a;

CREATE OR REPLACE VIEW grant_standings AS
  SELECT g.tenant_id, g.person_id, g.id AS grant_id, g.role, g.unit_id, p.path, g.starts_at, g.ends_at,
    r.permissions AS role_permissions, g.role_id IS NULL OR p.path <@ m.path AS role_exists,
    coalesce(r.needs_second_factor, b.needs_second_factor, false) AS needs_second_factor
  FROM grants g JOIN unit_places p ON p.unit_id = g.unit_id
  LEFT JOIN roles r ON r.tenant_id = g.tenant_id AND r.id = g.role_id
  LEFT JOIN unit_places m ON m.unit_id = r.unit_id
  LEFT JOIN built_in_role_rules b ON b.tenant_id = g.tenant_id AND b.role = g.role;

CREATE OR REPLACE VIEW authorities AS
  SELECT g.tenant_id, g.person_id, g.grant_id, g.role, g.unit_id, g.path,
    greatest(g.starts_at, s.starts_at)::timestamptz(3) AS starts_at, least(g.ends_at, s.ends_at)::timestamptz(3) AS ends_at,
    g.role_permissions, g.needs_second_factor
  FROM grant_standings g LEFT JOIN person_standings s ON s.tenant_id = g.tenant_id AND s.person_id = g.person_id
  WHERE g.role_exists AND (s.standing IS NULL OR (s.standing = 'active'
    AND greatest(g.starts_at, s.starts_at) < coalesce(least(g.ends_at, s.ends_at), 'infinity')));

DROP TRIGGER roles_change_authority ON roles;
CREATE TRIGGER roles_change_authority AFTER UPDATE OF permissions, unit_id, needs_second_factor ON roles
  FOR EACH ROW WHEN (OLD.permissions <> NEW.permissions OR OLD.unit_id <> NEW.unit_id
    OR OLD.needs_second_factor <> NEW.needs_second_factor)
  EXECUTE FUNCTION roles_changed();
CREATE TRIGGER built_in_role_rules_change_authority AFTER INSERT OR UPDATE ON built_in_role_rules
  FOR EACH ROW EXECUTE FUNCTION roles_changed();

-- Whoever sets up a second factor, or removes the last one, may do something else from the commit on.
CREATE FUNCTION account_factors_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  account uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.account_id ELSE NEW.account_id END;
BEGIN
  PERFORM raise_access_version('person', p.id) FROM persons p WHERE p.account_id = account ORDER BY p.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER second_factors_change_authority AFTER INSERT OR DELETE ON second_factors
  FOR EACH ROW EXECUTE FUNCTION account_factors_changed();
CREATE TRIGGER second_factors_confirm_authority AFTER UPDATE OF confirmed_at ON second_factors
  FOR EACH ROW WHEN (OLD.confirmed_at IS DISTINCT FROM NEW.confirmed_at) EXECUTE FUNCTION account_factors_changed();
CREATE TRIGGER passkeys_change_authority AFTER INSERT OR DELETE ON passkeys
  FOR EACH ROW EXECUTE FUNCTION account_factors_changed();
