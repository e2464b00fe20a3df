-- AlterTable
ALTER TABLE "audit_entries" ADD COLUMN     "token_id" UUID;

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_tenant_id_person_id_idx" ON "api_tokens"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "api_tokens_tenant_id_unit_id_idx" ON "api_tokens"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "api_tokens_expires_at_idx" ON "api_tokens"("expires_at");

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE api_tokens
  ADD CONSTRAINT api_tokens_expire_after_start CHECK (expires_at > created_at),
  ADD CONSTRAINT api_tokens_have_scopes CHECK (cardinality(scopes) > 0);

-- Every process forgets a token at the commit of what ends it. That one was used changes nothing about it.
CREATE FUNCTION api_tokens_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_of_changed_authority('token', OLD.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER api_tokens_change_authority AFTER UPDATE OF ended_at, expires_at, scopes, unit_id, person_id OR DELETE ON api_tokens
  FOR EACH ROW EXECUTE FUNCTION api_tokens_changed();

-- What the audit calls them by.
CREATE VIEW token_names AS SELECT tenant_id, id AS token_id, person_id, name FROM api_tokens;

CREATE OR REPLACE VIEW audit_trail AS
  SELECT e.id AS entry_id, e.tenant_id, e.occurred_at, e.operation, e.category, e.severity, e.compliance, e.outcome,
    e.reason, e.actor_kind, e.system_reason, e.account_id, e.person_id, e.session_id, e.grant_id, e.role,
    e.on_behalf_of, e.request_id, e.origin_key, e.origin, e.changes, e.suppressed, e.hash,
    l.position, l.hash AS link_hash, e.token_id
  FROM audit_entries e LEFT JOIN audit_links l ON l.entry_id = e.id;
