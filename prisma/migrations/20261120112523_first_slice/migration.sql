-- Names are compared without regard to case; the tree of units is an ltree.
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS ltree;

-- CreateTable
CREATE TABLE "grants" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "granted_by" UUID,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "grants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_versions" (
    "subject_id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "previous_version" BIGINT NOT NULL,
    "changed_by" xid8 NOT NULL,

    CONSTRAINT "access_versions_pkey" PRIMARY KEY ("subject_id")
);

-- CreateTable
CREATE TABLE "kept_mails" (
    "id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "password_hash" TEXT,
    "password_changed_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "persons" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "account_id" UUID,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "title" TEXT,
    "phone" TEXT,
    "bio" TEXT,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "persons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_ups" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "token_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_ups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_resets" (
    "id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "account_id" UUID,
    "token_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_resets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "tenant_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_failures" (
    "address_hash" BYTEA NOT NULL,
    "count" INTEGER NOT NULL,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_failures_pkey" PRIMARY KEY ("address_hash")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "tenant_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "operation" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "severity" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "account_id" UUID,
    "person_id" UUID,
    "session_id" UUID,
    "grant_id" UUID,
    "role" TEXT,
    "on_behalf_of" TEXT,
    "request_id" TEXT NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "changes" JSONB NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_records" (
    "operation" TEXT NOT NULL,
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "status" INTEGER NOT NULL,
    "reply" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_records_pkey" PRIMARY KEY ("operation","caller","key")
);

-- CreateTable
CREATE TABLE "rate_counters" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_counters_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "units" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "parent_id" UUID,
    "path" ltree NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "units_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenant_hosts" (
    "host" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,

    CONSTRAINT "tenant_hosts_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "memberships" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "is_primary" BOOLEAN NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "grants_tenant_id_person_id_idx" ON "grants"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "grants_tenant_id_unit_id_idx" ON "grants"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "grants_tenant_id_granted_by_idx" ON "grants"("tenant_id", "granted_by");

-- CreateIndex
CREATE UNIQUE INDEX "kept_mails_message_id_key" ON "kept_mails"("message_id");

-- CreateIndex
CREATE INDEX "kept_mails_created_at_idx" ON "kept_mails"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_email_key" ON "accounts"("email");

-- CreateIndex
CREATE UNIQUE INDEX "persons_tenant_id_id_key" ON "persons"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "persons_account_id_tenant_id_key" ON "persons"("account_id", "tenant_id");

-- CreateIndex
CREATE UNIQUE INDEX "sign_ups_token_hash_key" ON "sign_ups"("token_hash");

-- CreateIndex
CREATE INDEX "sign_ups_tenant_id_idx" ON "sign_ups"("tenant_id");

-- CreateIndex
CREATE INDEX "sign_ups_expires_at_idx" ON "sign_ups"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "password_resets_token_hash_key" ON "password_resets"("token_hash");

-- CreateIndex
CREATE INDEX "password_resets_account_id_idx" ON "password_resets"("account_id");

-- CreateIndex
CREATE INDEX "password_resets_expires_at_idx" ON "password_resets"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_account_id_idx" ON "sessions"("account_id");

-- CreateIndex
CREATE INDEX "sessions_tenant_id_idx" ON "sessions"("tenant_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_tenant_id_idx" ON "invitations"("tenant_id");

-- CreateIndex
CREATE INDEX "audit_entries_tenant_id_occurred_at_idx" ON "audit_entries"("tenant_id", "occurred_at");

-- CreateIndex
CREATE INDEX "idempotency_records_expires_at_idx" ON "idempotency_records"("expires_at");

-- CreateIndex
CREATE INDEX "rate_counters_window_start_idx" ON "rate_counters"("window_start");

-- CreateIndex
CREATE INDEX "units_tenant_id_parent_id_idx" ON "units"("tenant_id", "parent_id");

-- CreateIndex
CREATE INDEX "units_tenant_id_name_id_idx" ON "units"("tenant_id", "name", "id");

-- CreateIndex
CREATE INDEX "units_path_idx" ON "units" USING GIST ("path");

-- CreateIndex
CREATE UNIQUE INDEX "units_tenant_id_id_key" ON "units"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "tenant_hosts_tenant_id_idx" ON "tenant_hosts"("tenant_id");

-- CreateIndex
CREATE INDEX "memberships_tenant_id_unit_id_idx" ON "memberships"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "memberships_tenant_id_person_id_idx" ON "memberships"("tenant_id", "person_id");

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_tenant_id_granted_by_fkey" FOREIGN KEY ("tenant_id", "granted_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "persons" ADD CONSTRAINT "persons_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "persons" ADD CONSTRAINT "persons_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sign_ups" ADD CONSTRAINT "sign_ups_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_tenant_id_parent_id_fkey" FOREIGN KEY ("tenant_id", "parent_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tenant_hosts" ADD CONSTRAINT "tenant_hosts_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.

-- Units: a root is its own tenant; a path ends with the unit's own id and begins with the tenant's.
ALTER TABLE units
  ADD CONSTRAINT units_root_is_tenant CHECK ((parent_id IS NULL) = (tenant_id = id)),
  ADD CONSTRAINT units_path_ends_with_id CHECK (subpath(path, -1)::text = replace(id::text, '-', '')),
  ADD CONSTRAINT units_path_begins_with_tenant CHECK (subpath(path, 0, 1)::text = replace(tenant_id::text, '-', '')),
  ADD CONSTRAINT units_status CHECK (status IN ('open', 'closed')),
  ADD CONSTRAINT units_name_length CHECK (char_length(name) BETWEEN 1 AND 120);
CREATE UNIQUE INDEX units_open_name_key ON units (parent_id, lower(name)) WHERE status = 'open';

ALTER TABLE memberships ADD CONSTRAINT memberships_ended_is_not_primary CHECK (ended_at IS NULL OR NOT is_primary);
CREATE UNIQUE INDEX memberships_current_key ON memberships (person_id, unit_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX memberships_primary_key ON memberships (person_id) WHERE is_primary AND ended_at IS NULL;

-- Grants: the same role is not held twice at one unit without an end.
ALTER TABLE grants ADD CONSTRAINT grants_ends_after_start CHECK (ends_at IS NULL OR ends_at >= starts_at);
CREATE UNIQUE INDEX grants_current_key ON grants (person_id, unit_id, role) WHERE ends_at IS NULL;

ALTER TABLE accounts ADD CONSTRAINT accounts_status CHECK (status IN ('active', 'suspended', 'closed'));
ALTER TABLE sessions ADD CONSTRAINT sessions_expire_after_start CHECK (expires_at > created_at);

-- Audit: added to and read, nothing else. TRUNCATE is refused as well.
ALTER TABLE audit_entries
  ADD CONSTRAINT audit_entries_outcome CHECK (outcome IN ('done', 'refused')),
  ADD CONSTRAINT audit_entries_severity CHECK (severity IN ('routine', 'notable', 'critical'));
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit is only added to.' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Counters of requests are worth nothing after a crash.
ALTER TABLE rate_counters SET UNLOGGED;

-- Views that rooms publish to others.
CREATE VIEW unit_places AS
  SELECT tenant_id, id AS unit_id, parent_id, path, kind, name, status FROM units;

CREATE VIEW authorities AS
  SELECT g.tenant_id, g.person_id, g.id AS grant_id, g.role, g.unit_id, p.path, g.starts_at, g.ends_at
  FROM grants g JOIN unit_places p ON p.unit_id = g.unit_id;

-- What counts for a command that changes rights itself is the state before it.
CREATE VIEW authority_versions AS
  SELECT subject_id,
    CASE WHEN changed_by = pg_current_xact_id_if_assigned() THEN previous_version ELSE version END AS version
  FROM access_versions;

-- Rights are cached by every process; these triggers say whose are out of date, at the commit of the change.
CREATE FUNCTION tell_of_changed_authority(kind text, subject uuid) RETURNS void LANGUAGE sql AS $$
  SELECT pg_notify('guildhall_authority', kind || ':' || subject::text)
$$;

CREATE FUNCTION raise_access_version(kind text, subject uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO access_versions AS v (subject_id, version, previous_version, changed_by)
  VALUES (subject, 1, 0, pg_current_xact_id())
  ON CONFLICT (subject_id) DO UPDATE SET
    previous_version = CASE WHEN v.changed_by = pg_current_xact_id() THEN v.previous_version ELSE v.version END,
    version = v.version + 1,
    changed_by = pg_current_xact_id();
  SELECT tell_of_changed_authority(kind, subject);
$$;

CREATE FUNCTION grants_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM raise_access_version('person', OLD.person_id); END IF;
  IF TG_OP <> 'DELETE' AND (TG_OP = 'INSERT' OR NEW.person_id <> OLD.person_id) THEN
    PERFORM raise_access_version('person', NEW.person_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER grants_change_authority AFTER INSERT OR UPDATE OR DELETE ON grants
  FOR EACH ROW EXECUTE FUNCTION grants_changed();

CREATE FUNCTION units_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.path <> NEW.path THEN PERFORM raise_access_version('tenant', NEW.tenant_id);
  ELSIF NEW.parent_id IS NULL THEN PERFORM tell_of_changed_authority('tenant', NEW.tenant_id); END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER units_change_authority AFTER UPDATE OF path, name, status ON units
  FOR EACH ROW EXECUTE FUNCTION units_changed();

CREATE FUNCTION tenants_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_of_changed_authority('tenant', NEW.tenant_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER units_found_tenant AFTER INSERT ON units
  FOR EACH ROW WHEN (NEW.parent_id IS NULL) EXECUTE FUNCTION tenants_changed();
CREATE TRIGGER tenant_hosts_change AFTER INSERT OR UPDATE ON tenant_hosts
  FOR EACH ROW EXECUTE FUNCTION tenants_changed();

CREATE FUNCTION persons_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.account_id IS DISTINCT FROM NEW.account_id OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at THEN
    PERFORM raise_access_version('person', NEW.id);
    PERFORM tell_of_changed_authority('account', OLD.account_id);
    PERFORM tell_of_changed_authority('account', NEW.account_id);
  ELSE
    PERFORM tell_of_changed_authority('person', NEW.id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER persons_change_authority AFTER UPDATE ON persons
  FOR EACH ROW EXECUTE FUNCTION persons_changed();

CREATE FUNCTION persons_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_of_changed_authority('account', NEW.account_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER persons_add_authority AFTER INSERT ON persons
  FOR EACH ROW WHEN (NEW.account_id IS NOT NULL) EXECUTE FUNCTION persons_added();

CREATE FUNCTION sessions_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_of_changed_authority('session', OLD.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER sessions_end AFTER UPDATE OF ended_at, tenant_id, expires_at OR DELETE ON sessions
  FOR EACH ROW EXECUTE FUNCTION sessions_changed();

CREATE FUNCTION accounts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_of_changed_authority('account', NEW.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER accounts_change_authority AFTER UPDATE OF status, email ON accounts
  FOR EACH ROW EXECUTE FUNCTION accounts_changed();
