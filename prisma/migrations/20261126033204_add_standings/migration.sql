-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "about_oneself" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "standings" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "standing" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "standings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "standings_tenant_id_person_id_starts_at_idx" ON "standings"("tenant_id", "person_id", "starts_at");

-- CreateIndex
CREATE INDEX "standings_tenant_id_decided_by_idx" ON "standings"("tenant_id", "decided_by");

-- AddForeignKey
ALTER TABLE "standings" ADD CONSTRAINT "standings_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "standings" ADD CONSTRAINT "standings_tenant_id_decided_by_fkey" FOREIGN KEY ("tenant_id", "decided_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE standings
  ADD CONSTRAINT standings_standing CHECK (standing IN ('prospect', 'pending', 'active', 'suspended', 'lapsed', 'resigned', 'expelled', 'deceased', 'closed')),
  ADD CONSTRAINT standings_end_after_start CHECK (ends_at >= starts_at);
-- One at a time: what nobody has ended is the latest.
CREATE UNIQUE INDEX standings_open_key ON standings (tenant_id, person_id) WHERE ends_at IS NULL AND withdrawn_at IS NULL;

CREATE FUNCTION standings_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM raise_access_version('person', OLD.person_id); END IF;
  IF TG_OP <> 'DELETE' AND (TG_OP = 'INSERT' OR NEW.person_id <> OLD.person_id) THEN
    PERFORM raise_access_version('person', NEW.person_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER standings_change_authority AFTER INSERT OR UPDATE OR DELETE ON standings
  FOR EACH ROW EXECUTE FUNCTION standings_changed();

-- Views that rooms publish to others. Of whom nothing was ever decided there is no row.
CREATE VIEW person_standings AS
  SELECT tenant_id, person_id, standing, starts_at, ends_at FROM standings WHERE withdrawn_at IS NULL;

-- A role counts while its holder is a member in good standing, and then for as long as it was given.
CREATE OR REPLACE VIEW authorities AS
  SELECT g.tenant_id, g.person_id, g.grant_id, g.role, g.unit_id, g.path,
    greatest(g.starts_at, s.starts_at)::timestamptz(3) AS starts_at, least(g.ends_at, s.ends_at)::timestamptz(3) AS ends_at,
    g.role_permissions
  FROM grant_standings g LEFT JOIN person_standings s ON s.tenant_id = g.tenant_id AND s.person_id = g.person_id
  WHERE g.role_exists AND (s.standing IS NULL OR (s.standing = 'active'
    AND greatest(g.starts_at, s.starts_at) < coalesce(least(g.ends_at, s.ends_at), 'infinity')));
