-- The audit by months, with a hash in each entry and chains beside it.

-- Partitions have a schema of their own, where the user of the portal has no rights at all.
CREATE SCHEMA IF NOT EXISTS audit;

ALTER TABLE audit_entries RENAME TO audit_entries_before;
ALTER TABLE audit_entries_before RENAME CONSTRAINT audit_entries_pkey TO audit_entries_before_pkey;
ALTER INDEX audit_entries_tenant_id_occurred_at_idx RENAME TO audit_entries_before_idx;

CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "tenant_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "format" SMALLINT NOT NULL,
    "operation" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "compliance" BOOLEAN NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "actor_kind" TEXT NOT NULL,
    "system_reason" TEXT,
    "account_id" UUID,
    "person_id" UUID,
    "session_id" UUID,
    "grant_id" UUID,
    "role" TEXT,
    "on_behalf_of" TEXT,
    "request_id" TEXT NOT NULL,
    "origin_key" UUID,
    "origin" BYTEA,
    "changes" JSON NOT NULL,
    "suppressed" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id","occurred_at"),
    CONSTRAINT audit_entries_outcome CHECK (outcome IN ('done', 'refused')),
    CONSTRAINT audit_entries_severity CHECK (severity IN ('routine', 'notable', 'critical'))
) PARTITION BY RANGE (occurred_at);

CREATE INDEX "audit_entries_tenant_id_occurred_at_idx" ON "audit_entries"("tenant_id", "occurred_at");

-- What finds no partition stands here, so that nothing fails for want of one.
CREATE TABLE audit.entries_other PARTITION OF public.audit_entries DEFAULT;

-- CreateTable
CREATE TABLE "audit_unlinked" (
    "entry_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "chain" UUID NOT NULL,
    "entry_hash" BYTEA NOT NULL,

    CONSTRAINT "audit_unlinked_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "audit_links" (
    "chain" UUID NOT NULL,
    "position" BIGINT NOT NULL,
    "entry_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "entry_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_links_pkey" PRIMARY KEY ("chain","position")
);

-- CreateTable
CREATE TABLE "audit_checkpoints" (
    "chain" UUID NOT NULL,
    "position" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "key_id" TEXT NOT NULL,
    "signature" BYTEA NOT NULL,

    CONSTRAINT "audit_checkpoints_pkey" PRIMARY KEY ("chain","made_at")
);

-- CreateTable
CREATE TABLE "person_keys" (
    "id" UUID NOT NULL,
    "month" TEXT,
    "sealed_key" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_links_entry_id_key" ON "audit_links"("entry_id");


ALTER TABLE person_keys ADD CONSTRAINT person_keys_destroyed CHECK ((sealed_key IS NULL) = (destroyed_at IS NOT NULL));

CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entries_other
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_links_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_links
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_checkpoints_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- The user of the portal owns nothing; these functions do for it, as the owner, what keeping the audit takes.

CREATE FUNCTION audit_make_partition(month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  starts timestamptz := date_trunc('month', month::timestamp) AT TIME ZONE 'UTC';
  ends timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
  part text := 'entries_' || to_char(month, 'YYYY_MM');
BEGIN
  PERFORM pg_advisory_xact_lock(72707372);
  IF to_regclass('audit.' || part) IS NOT NULL THEN RETURN false; END IF;
  -- A month that has begun in the partition for everything else stays there.
  IF EXISTS (SELECT FROM audit.entries_other WHERE occurred_at >= starts AND occurred_at < ends) THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE audit.%I (LIKE public.audit_entries INCLUDING ALL)', part);
  EXECUTE format('CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.%I
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change()', part);
  -- Attached, not created in place: that would keep writers waiting.
  EXECUTE format('ALTER TABLE public.audit_entries ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)',
    part, starts, ends);
  RETURN true;
END
$$;
REVOKE EXECUTE ON FUNCTION audit_make_partition(date) FROM PUBLIC;

-- This month and those to come. Answers how many were made.
CREATE FUNCTION audit_make_partitions(months_ahead integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) FILTER (WHERE public.audit_make_partition(
    ((date_trunc('month', now() AT TIME ZONE 'UTC')) + make_interval(months => ahead))::date))::integer
  FROM generate_series(0, least(greatest(months_ahead, 0), 24)) ahead
$$;

-- Links entries that no chain holds yet, in one transaction with taking them from the queue. Answers how many,
-- or -1 where another is at it. Entries commit in another order than they began: what is asked is which ones are
-- not linked, never which came after the last.
CREATE FUNCTION audit_link_entries(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  next record;
  chain_now uuid;
  head bytea;
  place bigint;
  chains uuid[] := '{}';
  places bigint[] := '{}';
  ids uuid[] := '{}';
  times timestamptz[] := '{}';
  entry_hashes bytea[] := '{}';
  hashes bytea[] := '{}';
BEGIN
  IF NOT pg_try_advisory_xact_lock(72707371) THEN RETURN -1; END IF;
  FOR next IN
    WITH taken AS (
      DELETE FROM public.audit_unlinked WHERE entry_id IN (
        SELECT entry_id FROM public.audit_unlinked ORDER BY entry_id LIMIT most)
      RETURNING entry_id, occurred_at, chain, entry_hash)
    SELECT * FROM taken ORDER BY chain, entry_id
  LOOP
    IF chain_now IS DISTINCT FROM next.chain THEN
      chain_now := next.chain;
      place := 0;
      head := ''::bytea;
      SELECT l.position, l.hash INTO place, head FROM public.audit_links l
        WHERE l.chain = next.chain ORDER BY l.position DESC LIMIT 1;
      place := coalesce(place, 0);
      head := coalesce(head, ''::bytea);
    END IF;
    place := place + 1;
    head := sha256(head || uuid_send(next.chain) || int8send(place) || uuid_send(next.entry_id)
      || int8send((extract(epoch FROM next.occurred_at) * 1000)::bigint) || next.entry_hash);
    chains := chains || next.chain;
    places := places || place;
    ids := ids || next.entry_id;
    times := times || next.occurred_at;
    entry_hashes := entry_hashes || next.entry_hash;
    hashes := hashes || head;
  END LOOP;
  INSERT INTO public.audit_links (chain, position, entry_id, occurred_at, entry_hash, hash)
    SELECT * FROM unnest(chains, places, ids, times, entry_hashes, hashes);
  RETURN cardinality(ids);
END
$$;

-- Processes keep keys in memory; this tells them which one is no more.
CREATE FUNCTION person_key_destroyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('guildhall_person_keys', NEW.id::text);
  RETURN NULL;
END
$$;
CREATE TRIGGER person_keys_destroyed AFTER UPDATE OF sealed_key ON person_keys
  FOR EACH ROW WHEN (NEW.sealed_key IS NULL) EXECUTE FUNCTION person_key_destroyed();

-- What the first slice wrote keeps its place. Addresses and browsers stood there in the clear; no key can be made
-- here to hide them under, so they go.
SELECT audit_make_partition(month) FROM (
  SELECT DISTINCT date_trunc('month', occurred_at AT TIME ZONE 'UTC')::date AS month FROM audit_entries_before
) months;
INSERT INTO audit_entries
SELECT b.*, sha256(convert_to('[' || concat_ws(',',
    b.format, to_json(b.id), coalesce(to_json(b.tenant_id)::text, 'null'),
    to_json(to_char(b.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
    to_json(b.operation), to_json(b.category), to_json(b.severity), to_json(b.compliance), to_json(b.outcome),
    coalesce(to_json(b.reason)::text, 'null'), to_json(b.actor_kind), coalesce(to_json(b.system_reason)::text, 'null'),
    coalesce(to_json(b.account_id)::text, 'null'), coalesce(to_json(b.person_id)::text, 'null'),
    coalesce(to_json(b.session_id)::text, 'null'), coalesce(to_json(b.grant_id)::text, 'null'),
    coalesce(to_json(b.role)::text, 'null'), coalesce(to_json(b.on_behalf_of)::text, 'null'),
    to_json(b.request_id), 'null', 'null', to_json(b.changes::text), b.suppressed) || ']', 'UTF8'))
FROM (
  SELECT id, tenant_id, occurred_at, 1::smallint AS format, operation, 'activity' AS category, severity,
    severity = 'critical' AS compliance, outcome, CASE WHEN outcome = 'refused' THEN reason END AS reason, actor_kind,
    CASE WHEN outcome = 'done' THEN reason END AS system_reason, account_id, person_id, session_id, grant_id, role,
    on_behalf_of, request_id, NULL::uuid AS origin_key, NULL::bytea AS origin, changes::text::json AS changes,
    0 AS suppressed
  FROM audit_entries_before
) b;
INSERT INTO audit_unlinked
SELECT id, occurred_at, coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'), hash FROM audit_entries;
DROP TABLE audit_entries_before;

SELECT audit_make_partitions(3);
