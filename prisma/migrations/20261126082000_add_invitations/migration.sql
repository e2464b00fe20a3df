-- CreateTable
CREATE TABLE "person_invitations" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "person_id" UUID,
    "state" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "given_name" TEXT,
    "family_name" TEXT,
    "locale" TEXT NOT NULL,
    "greeting" TEXT,
    "role" TEXT,
    "role_id" UUID,
    "role_ends_at" TIMESTAMPTZ(3),
    "token_hash" BYTEA NOT NULL,
    "sends" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "invited_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_sent_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "accepted_by" UUID,
    "batch_id" UUID,

    CONSTRAINT "person_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_invitations_token_hash_key" ON "person_invitations"("token_hash");

-- CreateIndex
CREATE INDEX "person_invitations_tenant_id_unit_id_idx" ON "person_invitations"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "person_invitations_tenant_id_person_id_idx" ON "person_invitations"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "person_invitations_tenant_id_invited_by_idx" ON "person_invitations"("tenant_id", "invited_by");

-- CreateIndex
CREATE INDEX "person_invitations_tenant_id_accepted_by_idx" ON "person_invitations"("tenant_id", "accepted_by");

-- CreateIndex
CREATE INDEX "person_invitations_tenant_id_role_id_idx" ON "person_invitations"("tenant_id", "role_id");

-- CreateIndex
CREATE INDEX "person_invitations_tenant_id_created_at_id_idx" ON "person_invitations"("tenant_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "person_invitations_batch_id_idx" ON "person_invitations"("batch_id");

-- AddForeignKey
ALTER TABLE "person_invitations" ADD CONSTRAINT "person_invitations_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_invitations" ADD CONSTRAINT "person_invitations_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_invitations" ADD CONSTRAINT "person_invitations_tenant_id_invited_by_fkey" FOREIGN KEY ("tenant_id", "invited_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_invitations" ADD CONSTRAINT "person_invitations_tenant_id_accepted_by_fkey" FOREIGN KEY ("tenant_id", "accepted_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_invitations" ADD CONSTRAINT "person_invitations_tenant_id_role_id_fkey" FOREIGN KEY ("tenant_id", "role_id") REFERENCES "roles"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE person_invitations
  ADD CONSTRAINT person_invitations_state CHECK (state IN ('draft', 'open', 'accepted', 'withdrawn', 'expired')),
  ADD CONSTRAINT person_invitations_channel CHECK (channel IN ('email', 'phone')),
  ADD CONSTRAINT person_invitations_ended CHECK ((state IN ('draft', 'open')) = (ended_at IS NULL)),
  ADD CONSTRAINT person_invitations_accepted CHECK (accepted_by IS NULL OR state = 'accepted'),
  ADD CONSTRAINT person_invitations_role CHECK (role IS NOT NULL OR (role_id IS NULL AND role_ends_at IS NULL));
-- One address is asked once to one unit at a time, and once to be one person.
CREATE UNIQUE INDEX person_invitations_open_key ON person_invitations (tenant_id, unit_id, address) WHERE state = 'open';
CREATE UNIQUE INDEX person_invitations_claim_key ON person_invitations (tenant_id, person_id) WHERE state = 'open';

-- How somebody whom nobody signs in as is reached: by this they are found when the owner of the address comes in.
CREATE INDEX persons_unclaimed_email_idx ON persons (tenant_id, lower(email::text))
  WHERE account_id IS NULL AND deleted_at IS NULL AND email IS NOT NULL;
CREATE INDEX persons_unclaimed_phone_idx ON persons (tenant_id, (regexp_replace(phone, '[^0-9]', '', 'g')))
  WHERE account_id IS NULL AND deleted_at IS NULL AND phone IS NOT NULL;
CREATE VIEW person_contacts AS
  SELECT tenant_id, id AS person_id, account_id, phone, email FROM persons WHERE deleted_at IS NULL;

-- What other rooms say of roles: what they are called, whether they are still given, and what they ask for.
CREATE VIEW role_terms AS
  SELECT r.tenant_id, r.id::text AS role, r.unit_id, r.name, r.needs_second_factor, r.retired_at FROM roles r
  UNION ALL
  SELECT b.tenant_id, b.role, b.tenant_id, NULL::jsonb, b.needs_second_factor, NULL FROM built_in_role_rules b;
