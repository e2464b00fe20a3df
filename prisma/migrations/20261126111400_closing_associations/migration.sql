-- AlterTable
ALTER TABLE "tenancies" ADD COLUMN     "closing_reason" TEXT,
ADD COLUMN     "erasure_task_id" UUID;

-- CreateTable
CREATE TABLE "tenant_exports" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "account_id" UUID,
    "task_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tenant_exports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "tenant_exports_tenant_id_id_idx" ON "tenant_exports"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "tenant_exports_account_id_idx" ON "tenant_exports"("account_id");

-- AddForeignKey
ALTER TABLE "tenant_exports" ADD CONSTRAINT "tenant_exports_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tenant_exports" ADD CONSTRAINT "tenant_exports_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE tenancies
  ADD CONSTRAINT tenancies_closing_why CHECK (closing_reason IS NULL OR closing_requested_at IS NOT NULL),
  ADD CONSTRAINT tenancies_closed_when_due CHECK (closed_at IS NULL OR closed_at >= closing_due_at);

-- It also says until when one that closes can be read: that stands on each of its pages.
CREATE OR REPLACE VIEW tenant_states AS
  SELECT tenant_id,
    CASE WHEN closed_at IS NOT NULL THEN 'closed' WHEN suspended_at IS NOT NULL THEN 'suspended'
      WHEN closing_due_at IS NOT NULL THEN 'closing' ELSE 'active' END AS state,
    closing_due_at
  FROM tenancies;
