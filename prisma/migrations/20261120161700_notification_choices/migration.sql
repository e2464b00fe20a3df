-- CreateTable
CREATE TABLE "notification_choices" (
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "wanted" BOOLEAN NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_choices_pkey" PRIMARY KEY ("tenant_id","person_id","topic","channel")
);

-- AddForeignKey
ALTER TABLE "notification_choices" ADD CONSTRAINT "notification_choices_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;
