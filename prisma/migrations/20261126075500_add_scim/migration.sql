-- CreateTable
CREATE TABLE "scim_users" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "user_name" TEXT NOT NULL,
    "user_name_key" TEXT NOT NULL,
    "external_id" TEXT,
    "active" BOOLEAN NOT NULL,
    "emails" TEXT[],
    "attributes" JSONB NOT NULL,
    "standing_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "scim_users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scim_groups" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "display_name" TEXT NOT NULL,
    "external_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scim_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scim_group_members" (
    "tenant_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scim_group_members_pkey" PRIMARY KEY ("tenant_id","group_id","user_id")
);

-- CreateTable
CREATE TABLE "scim_group_targets" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "role" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scim_group_targets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scim_grants" (
    "grant_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "scim_grants_pkey" PRIMARY KEY ("grant_id")
);

-- CreateTable
CREATE TABLE "scim_memberships" (
    "membership_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,

    CONSTRAINT "scim_memberships_pkey" PRIMARY KEY ("membership_id")
);

-- CreateTable
CREATE TABLE "scim_refusals" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "token_id" UUID,
    "operation" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "scim_type" TEXT,
    "at_attribute" TEXT,
    "refused_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scim_refusals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scim_rules" (
    "tenant_id" UUID NOT NULL,
    "provider_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scim_rules_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE INDEX "scim_users_tenant_id_person_id_idx" ON "scim_users"("tenant_id", "person_id");

-- CreateIndex
-- CreateIndex
CREATE UNIQUE INDEX "scim_users_tenant_id_id_key" ON "scim_users"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "scim_groups_tenant_id_id_key" ON "scim_groups"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "scim_group_members_tenant_id_user_id_idx" ON "scim_group_members"("tenant_id", "user_id");

-- CreateIndex
CREATE INDEX "scim_group_targets_tenant_id_group_id_idx" ON "scim_group_targets"("tenant_id", "group_id");

-- CreateIndex
CREATE INDEX "scim_group_targets_tenant_id_unit_id_idx" ON "scim_group_targets"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "scim_grants_tenant_id_user_id_idx" ON "scim_grants"("tenant_id", "user_id");

-- CreateIndex
CREATE INDEX "scim_memberships_tenant_id_user_id_idx" ON "scim_memberships"("tenant_id", "user_id");

-- CreateIndex
CREATE INDEX "scim_refusals_tenant_id_id_idx" ON "scim_refusals"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "scim_rules_tenant_id_provider_id_idx" ON "scim_rules"("tenant_id", "provider_id");

-- AddForeignKey
ALTER TABLE "scim_users" ADD CONSTRAINT "scim_users_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scim_groups" ADD CONSTRAINT "scim_groups_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scim_group_members" ADD CONSTRAINT "scim_group_members_tenant_id_group_id_fkey" FOREIGN KEY ("tenant_id", "group_id") REFERENCES "scim_groups"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scim_group_members" ADD CONSTRAINT "scim_group_members_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "scim_users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scim_group_targets" ADD CONSTRAINT "scim_group_targets_tenant_id_group_id_fkey" FOREIGN KEY ("tenant_id", "group_id") REFERENCES "scim_groups"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scim_group_targets" ADD CONSTRAINT "scim_group_targets_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scim_grants" ADD CONSTRAINT "scim_grants_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "scim_users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scim_memberships" ADD CONSTRAINT "scim_memberships_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "scim_users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scim_refusals" ADD CONSTRAINT "scim_refusals_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scim_rules" ADD CONSTRAINT "scim_rules_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "scim_rules" ADD CONSTRAINT "scim_rules_tenant_id_provider_id_fkey" FOREIGN KEY ("tenant_id", "provider_id") REFERENCES "identity_providers"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
CREATE UNIQUE INDEX scim_users_user_name_key ON scim_users (tenant_id, user_name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX scim_users_external_id_key ON scim_users (tenant_id, external_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX scim_users_person_key ON scim_users (tenant_id, person_id) WHERE deleted_at IS NULL;
CREATE INDEX scim_users_emails_idx ON scim_users USING gin (emails);
CREATE UNIQUE INDEX scim_groups_external_id_key ON scim_groups (tenant_id, external_id);
CREATE UNIQUE INDEX scim_group_targets_once_key ON scim_group_targets (group_id, unit_id, coalesce(role, ''));

-- Who is kept in step by an identity provider, for the room that lets people in by one.
CREATE VIEW provisioned_people AS
  SELECT u.tenant_id, u.person_id, u.user_name_key, u.external_id, u.emails, r.provider_id
  FROM scim_users u LEFT JOIN scim_rules r ON r.tenant_id = u.tenant_id WHERE u.deleted_at IS NULL;

-- Which decision it was, for the room that takes back its own only.
CREATE OR REPLACE VIEW person_standings AS
  SELECT tenant_id, person_id, standing, starts_at, ends_at, id AS standing_id FROM standings WHERE withdrawn_at IS NULL;
