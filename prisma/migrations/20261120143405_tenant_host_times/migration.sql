-- AlterTable
ALTER TABLE "tenant_hosts" ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- A name that is taken away is told like one that is given.
CREATE OR REPLACE FUNCTION tenants_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM tell_of_changed_authority('tenant', OLD.tenant_id);
  ELSE
    PERFORM tell_of_changed_authority('tenant', NEW.tenant_id);
  END IF;
  RETURN NULL;
END
$$;
DROP TRIGGER tenant_hosts_change ON tenant_hosts;
CREATE TRIGGER tenant_hosts_change AFTER INSERT OR UPDATE OR DELETE ON tenant_hosts
  FOR EACH ROW EXECUTE FUNCTION tenants_changed();
