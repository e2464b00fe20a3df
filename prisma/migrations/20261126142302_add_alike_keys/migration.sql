-- CreateTable
CREATE TABLE "alike_keys" (
    "person_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "alike_keys_pkey" PRIMARY KEY ("person_id","kind","key")
);

-- CreateIndex
CREATE INDEX "alike_keys_tenant_id_person_id_idx" ON "alike_keys"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "alike_keys_tenant_id_kind_key_person_id_idx" ON "alike_keys"("tenant_id", "kind", "key", "person_id");

-- AddForeignKey
ALTER TABLE "alike_keys" ADD CONSTRAINT "alike_keys_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say. Keys are compared as they are, whatever the language.
ALTER TABLE alike_keys
  ALTER COLUMN key TYPE text COLLATE "C",
  ADD CONSTRAINT alike_keys_kind CHECK (kind IN ('email', 'phone', 'name'));

CREATE FUNCTION alike_keys_of(display_name text, native_name text, phone text, email citext) RETURNS TABLE (kind text, key text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT DISTINCT t.kind, t.key FROM (VALUES ('name', public.name_key($1)), ('name', public.name_key($2)),
    ('phone', public.phone_key($3)), ('email', lower($4::text))) AS t(kind, key) WHERE t.key <> ''
$$;

CREATE FUNCTION keep_alike_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.alike_keys (person_id, tenant_id, kind, key)
    SELECT n.id, n.tenant_id, k.kind, k.key FROM new_rows n
    CROSS JOIN LATERAL public.alike_keys_of(n.display_name, n.native_name, n.phone, n.email) k WHERE n.deleted_at IS NULL;
    RETURN NULL;
  END IF;
  DELETE FROM public.alike_keys k USING new_rows n JOIN old_rows o ON o.id = n.id
  WHERE k.person_id = n.id AND (n.display_name, n.native_name, n.phone, n.email, n.deleted_at IS NULL)
    IS DISTINCT FROM (o.display_name, o.native_name, o.phone, o.email, o.deleted_at IS NULL);
  INSERT INTO public.alike_keys (person_id, tenant_id, kind, key)
  SELECT n.id, n.tenant_id, k.kind, k.key FROM new_rows n JOIN old_rows o ON o.id = n.id
  CROSS JOIN LATERAL public.alike_keys_of(n.display_name, n.native_name, n.phone, n.email) k
  WHERE n.deleted_at IS NULL AND (n.display_name, n.native_name, n.phone, n.email, n.deleted_at IS NULL)
    IS DISTINCT FROM (o.display_name, o.native_name, o.phone, o.email, o.deleted_at IS NULL);
  RETURN NULL;
END
$$;
CREATE TRIGGER persons_added_alike AFTER INSERT ON persons REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION keep_alike_keys();
CREATE TRIGGER persons_changed_alike AFTER UPDATE ON persons REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION keep_alike_keys();

INSERT INTO alike_keys (person_id, tenant_id, kind, key)
SELECT p.id, p.tenant_id, k.kind, k.key FROM persons p
CROSS JOIN LATERAL alike_keys_of(p.display_name, p.native_name, p.phone, p.email) k WHERE p.deleted_at IS NULL;

-- For the room that merges entries.
CREATE VIEW alike_entries AS SELECT tenant_id, person_id, kind, key FROM alike_keys;
