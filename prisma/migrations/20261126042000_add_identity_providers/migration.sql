-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "vouched_by" UUID;

-- CreateTable
CREATE TABLE "identity_providers" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    "scopes" TEXT NOT NULL,
    "groups_claim" TEXT,
    "domains" TEXT[],
    "admits" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_providers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_roles" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "group" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,

    CONSTRAINT "provider_roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "linked_identities" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "email" TEXT,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "linked_identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_grants" (
    "grant_id" UUID NOT NULL,
    "linked_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,

    CONSTRAINT "provider_grants_pkey" PRIMARY KEY ("grant_id")
);

-- CreateTable
CREATE TABLE "sign_in_rules" (
    "tenant_id" UUID NOT NULL,
    "provider_only" BOOLEAN NOT NULL,

    CONSTRAINT "sign_in_rules_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "identity_providers_tenant_id_id_key" ON "identity_providers"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "provider_roles_tenant_id_provider_id_idx" ON "provider_roles"("tenant_id", "provider_id");

-- CreateIndex
CREATE INDEX "provider_roles_tenant_id_unit_id_idx" ON "provider_roles"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "linked_identities_tenant_id_provider_id_idx" ON "linked_identities"("tenant_id", "provider_id");

-- CreateIndex
CREATE INDEX "linked_identities_account_id_idx" ON "linked_identities"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "linked_identities_provider_id_subject_key" ON "linked_identities"("provider_id", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "linked_identities_provider_id_account_id_key" ON "linked_identities"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "provider_grants_linked_id_idx" ON "provider_grants"("linked_id");

-- CreateIndex
CREATE INDEX "sessions_vouched_by_idx" ON "sessions"("vouched_by");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_vouched_by_fkey" FOREIGN KEY ("vouched_by") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "identity_providers" ADD CONSTRAINT "identity_providers_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "provider_roles" ADD CONSTRAINT "provider_roles_tenant_id_provider_id_fkey" FOREIGN KEY ("tenant_id", "provider_id") REFERENCES "identity_providers"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "provider_roles" ADD CONSTRAINT "provider_roles_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "linked_identities" ADD CONSTRAINT "linked_identities_tenant_id_provider_id_fkey" FOREIGN KEY ("tenant_id", "provider_id") REFERENCES "identity_providers"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "linked_identities" ADD CONSTRAINT "linked_identities_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "provider_grants" ADD CONSTRAINT "provider_grants_linked_id_fkey" FOREIGN KEY ("linked_id") REFERENCES "linked_identities"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sign_in_rules" ADD CONSTRAINT "sign_in_rules_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
CREATE UNIQUE INDEX identity_providers_name_key ON identity_providers (tenant_id, lower(name)) WHERE removed_at IS NULL;

-- Who gets in by what counts at once: every process forgets the sessions of the association.
CREATE FUNCTION sign_in_rules_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_of_changed_authority('tenant', coalesce(NEW.tenant_id, OLD.tenant_id));
  RETURN NULL;
END
$$;
CREATE TRIGGER sign_in_rules_change_authority AFTER INSERT OR UPDATE OR DELETE ON sign_in_rules
  FOR EACH ROW EXECUTE FUNCTION sign_in_rules_changed();
